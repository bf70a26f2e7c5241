import TextCoding

/// The identity provider's pages: small forms without a script.
enum ProviderPage {
  /// The form for user name and password.
  ///
  /// - Parameters:
  ///   - interaction: The id of the interaction.
  ///   - redirect: The URI that the form finally leads to; `nil` for a page here.
  ///   - name: The user name that was entered before.
  ///   - isWrong: Whether name and password did not match.
  /// - Returns: The page.
  static func signIn(
    _ interaction: String,
    redirect: String?,
    name: String = "",
    isWrong: Bool = false
  ) -> SandboxResponse {
    page(
      "Sign in",
      """
      \(isWrong ? "<p class=\"problem\" role=\"alert\">User name or password is wrong.</p>" : "")
      <form method="post" action="sign-in">
      <input type="hidden" name="interaction" value="\(escaped(interaction))">
      <label for="username">User name</label>
      <input id="username" name="username" value="\(escaped(name))" autocomplete="username" autocapitalize="none" required>
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required>
      <p><button name="action" value="sign-in">Sign in</button>
      <button name="action" value="cancel" formnovalidate>Cancel</button></p>
      </form>
      """,
      status: isWrong ? 400 : 200,
      redirect: redirect
    )
  }

  /// The question whether a client may act for an account.
  static func consent(
    _ interaction: String,
    _ account: Account,
    _ client: ProviderClient,
    _ permissions: [String],
    redirect: String? = nil,
    userCode: String? = nil
  ) -> SandboxResponse {
    let device = userCode.map { code in
      """
      <p>The program shows this code: <strong>\(escaped(code))</strong></p>
      <p>Continue only if you have started the sign-in yourself.</p>
      """
    }
    let list = permissions.map { "<li>\(escaped($0))</li>" }.joined()
    return page(
      "Allow access?",
      """
      <p><strong>\(escaped(client.name))</strong> (\(escaped(client.rawValue))) wants to act as \
      <strong>\(escaped(account.rawValue))</strong>:</p>
      <ul>\(list)</ul>
      \(device ?? "")
      <form method="post" action="consent">
      <input type="hidden" name="interaction" value="\(escaped(interaction))">
      <p><button name="action" value="allow">Allow</button> <button name="action" value="deny">Deny</button></p>
      </form>
      """,
      redirect: redirect
    )
  }

  /// The form for a user code.
  static func device(code: String, formToken: String, isWrong: Bool = false) -> SandboxResponse {
    page(
      "Sign in on a device",
      """
      \(isWrong ? "<p class=\"problem\" role=\"alert\">There is no such code, or it has expired.</p>" : "")
      <form method="post" action="device">
      <input type="hidden" name="xsrf" value="\(escaped(formToken))">
      <label for="user_code">Code</label>
      <input id="user_code" name="user_code" value="\(escaped(code))" autocomplete="off" placeholder="XXXX-XXXX" required>
      <p><button>Continue</button></p>
      </form>
      """,
      status: isWrong ? 400 : 200
    )
  }

  /// The question whether to sign out.
  static func signOut(_ account: Account, formToken: String) -> SandboxResponse {
    page(
      "Sign out?",
      """
      <p>You are signed in as <strong>\(escaped(account.rawValue))</strong>.</p>
      <form method="post" action="end">
      <input type="hidden" name="xsrf" value="\(escaped(formToken))">
      <p><button>Sign out</button></p>
      </form>
      """
    )
  }

  /// A page that ends an interaction well.
  static func outcome(_ title: String, _ sentence: String) -> SandboxResponse {
    page(title, "<p>\(escaped(sentence))</p>")
  }

  /// A page about a fault.
  static func problem(_ title: String, _ sentence: String, status: Int) -> SandboxResponse {
    page(title, "<p class=\"problem\">\(escaped(sentence))</p>", status: status)
  }

  /// A page for a form that is unknown, finished, too old, or of another browser.
  static let expired = problem(
    "This page has expired",
    "Begin the sign-in again. Cookies must be allowed for this page.",
    status: 400
  )

  /// A page where JSON is expected.
  static func outage(status: Int) -> SandboxResponse {
    page("Service Unavailable", "<p>The identity provider of the sandbox is switched off.</p>", status: status)
  }

  private static func page(
    _ title: String,
    _ body: String,
    status: Int = 200,
    redirect: String? = nil
  ) -> SandboxResponse {
    let text = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(escaped(title))</title>
      <style>
      body{font:1rem/1.5 system-ui,sans-serif;max-width:26rem;margin:10vh auto;padding:0 1rem}
      label{display:block;margin-top:.8rem;font-weight:600}
      input{width:100%;box-sizing:border-box;padding:.6rem;font:inherit}
      button{padding:.6rem 1.1rem;font:inherit}
      .problem{border-left:4px solid #a40e26;padding:.3rem .8rem}
      footer{margin-top:2rem;font-size:.875rem;opacity:.75}
      </style>
      </head>
      <body>
      <h1>\(escaped(title))</h1>
      \(body)
      <footer>Stand-in for an identity provider, for tests. Never enter a real password.</footer>
      </body>
      </html>

      """
    var response = SandboxResponse(status: status, body: Array(text.utf8))
    response.contentType = "text/html; charset=utf-8"
    // Browsers hold a form's redirections to `form-action`, so the client's origin stands there.
    let target = redirect.map { " " + origin(of: $0) } ?? ""
    response.fields = [
      ("Cache-Control", "no-store"), ("Referrer-Policy", "no-referrer"), ("X-Content-Type-Options", "nosniff"),
      (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'\(target); frame-ancestors 'none'; base-uri 'none'"
      ),
    ]
    return response
  }

  /// The origin of a redirect URI, which is known to be one of loopback without a query.
  private static func origin(of uri: String) -> String {
    uri.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).prefix(3).joined(separator: "/")
  }

  /// Escapes text for content and for quoted attributes.
  private static func escaped(_ text: String) -> String { HTMLReferences.escaped(text) }
}
