import HTML
import MCP
import NIOHTTP1
import SignIn
import StepUp
import WebServer

/// The HTML of the pages on which callers sign in.
struct LinkView {
  let title: String
  /// The content of the body, escaped.
  let body: String
  var status = 200
  var cookie: String?

  /// The page: never stored, framed or sent as a referrer.
  var response: WebResponse {
    let nonce = LinkID.make()
    var response = WebResponse(
      .init(statusCode: status),
      headers: [
        "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Security-Policy":
          "default-src 'none'; style-src 'nonce-\(nonce)'; script-src 'nonce-\(nonce)'; form-action 'self'; "
          + "base-uri 'none'; frame-ancestors 'none'",
      ],
      body: Array(PageLayout.html(title: title, body: body, nonce: nonce).utf8)
    )
    if let cookie { response.headers.add(name: "Set-Cookie", value: cookie) }
    return response
  }

  /// Leads the browser elsewhere by a GET (RFC 9110 section 15.4.4).
  static func redirect(to target: String, cookie: String? = nil) -> WebResponse {
    var response = WebResponse(
      .seeOther,
      headers: ["Location": target, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"]
    )
    if let cookie { response.headers.add(name: "Set-Cookie", value: cookie) }
    return response
  }

  /// A page with a heading and sentences.
  static func note(_ status: Int, _ heading: String, _ sentences: String) -> WebResponse {
    var response = LinkView(
      title: heading,
      body: """
        <h1 class="neutral" tabindex="-1" autofocus>\(HTMLText.value(heading))</h1>
        <p role="status">\(HTMLText.value(sentences))</p>
        """,
      status: status
    ).response
    if status == 503 { response.headers.add(name: "Retry-After", value: "10") }
    return response
  }

  static var unknown: WebResponse {
    note(
      404,
      "Nothing to sign in for here",
      "This link is not known here: it has ended. Nothing was done. Have the assistant ask again for a new one."
    )
  }
}

extension LinkView {
  /// The page in its state, for a browser.
  init(
    _ page: LinkPage,
    backend: String,
    provider: String,
    way: CallerIdentification.Way?,
    visitor: String?,
    problem: String? = nil
  ) {
    switch page.state {
    case .waiting: self = Self.ways(page, backend, provider, way, problem)
    case .linked(let account):
      // The name is for who signed in, not for whoever has the link.
      let isOwn = visitor != nil && visitor == page.visitor
      let who = isOwn ? "<p class=\"who\"><bdi>\(HTMLText.value(account))</bdi></p>\n" : ""
      self = Self.ending(
        "Signed in",
        "The assistant goes on by itself. You can close this page.",
        besides: who,
        tone: "good"
      )
    case .declined: self = Self.ending("Declined", "Nothing was sent, and the assistant is told that you said no.")
    case .refused:
      self = Self.ending(
        "Not for you",
        "Somebody who is not the person whose assistant asks has signed in on this page. Nothing was linked, and the "
          + "assistant is told. If the assistant is yours, have it ask again, and sign in with the account that it uses.",
        tone: "bad"
      )
    }
  }

  private static func ways(
    _ page: LinkPage,
    _ backend: String,
    _ provider: String,
    _ way: CallerIdentification.Way?,
    _ problem: String?
  ) -> LinkView {
    let client = page.caller.clientID.map { " (<code>\(HTMLText.value($0))</code>)" } ?? ""
    let alert = problem.map {
      """
      <div class="problem" role="alert" tabindex="-1" autofocus>
      <p><strong>That did not work.</strong> \(HTMLText.value($0))</p>
      </div>

      """
    }
    let go = going(page, provider, way, hasFocus: problem == nil)
    return LinkView(
      title: "Sign in to go on",
      body: """
        <h1>Sign in to go on</h1>
        <p>An AI assistant\(client) asks to use <strong>\(HTMLText.origin(backend))</strong> in your name, to begin with by \
        <code>\(HTMLText.value(page.tool))</code>. \(HTMLText.value(page.reason))</p>
        <p>Go on only if the assistant is yours: nobody else can use this page.</p>
        \(alert ?? "")\(go)
        <form method="post">
        <input type="hidden" name="form" value="\(page.form)">
        <div class="buttons"><button type="submit" name="decision" value="decline" class="quiet">Decline</button></div>
        </form>
        <p class="small">The session is kept on this server, sealed, and used only for calls that your assistants make to \
        <strong>\(HTMLText.origin(backend))</strong>. This page is open for a few minutes.</p>
        """
    )
  }

  /// The first step of the person: a sign-in, or the caller's token.
  private static func going(
    _ page: LinkPage,
    _ provider: String,
    _ way: CallerIdentification.Way?,
    hasFocus: Bool
  ) -> String {
    let focus = hasFocus ? " autofocus" : ""
    func leaving(_ host: String, _ words: String) -> String {
      """
      <p>\(words)</p>
      <div class="buttons ways">
      <a class="button" href="\(page.id)/sign-in"\(focus)>Sign in at \(HTMLText.origin(host))</a>
      </div>
      """
    }
    switch way {
    case .provider?: return leaving(provider, "Sign in with the account that the assistant uses for this server.")
    case .issuer(let issuer)?:
      return leaving(
        ServiceURL(issuer.name)?.authority ?? issuer.name,
        "First sign in with the account that the assistant uses for this server, then at \(HTMLText.origin(provider))."
      )
    case .token?:
      return """
        <form method="post" autocomplete="off">
        <input type="hidden" name="form" value="\(page.form)">
        <label for="token">The access token that the assistant is set up with</label>
        <input type="password" id="token" name="token" autocomplete="off" spellcheck="false" required\(focus)>
        <div class="buttons"><button type="submit" name="decision" value="identify">Go on</button></div>
        </form>
        """
    case nil: return "<p>Nobody can sign in on this page as the server is set up now.</p>"
    }
  }

  /// The way on for a person who has shown to be the caller.
  ///
  /// A link, not a redirect: the policy for forms also covers the redirects that follow them.
  init(going url: String, to host: String, as name: String, cookie: String?) {
    self.init(
      title: "Sign in to go on",
      body: """
        <h1>One more step</h1>
        <p>The assistant is that of <strong>\(HTMLText.value(name))</strong>. Now sign in with the account in whose name it \
        is to work.</p>
        <div class="buttons ways">
        <a class="button" href="\(HTMLText.escaped(url))" autofocus>Sign in at \(HTMLText.origin(host))</a>
        </div>
        """,
      cookie: cookie
    )
  }

  /// The page on which a person ends the own sessions.
  init(unlinkingAt host: String?, takesTokens: Bool) {
    let link = host.map {
      """
      <div class="buttons ways">
      <a class="button" href="unlink/sign-in" autofocus>Sign in at \(HTMLText.origin($0)) to unlink</a>
      </div>

      """
    }
    let form =
      takesTokens
      ? """
      <form method="post" autocomplete="off">
      <label for="token">The access token that your assistant is set up with</label>
      <input type="password" id="token" name="token" autocomplete="off" spellcheck="false" required>
      <div class="buttons"><button type="submit" name="decision" value="unlink">Unlink</button></div>
      </form>
      """ : ""
    self.init(
      title: "Unlink",
      body: """
        <h1>End your session on this server</h1>
        <p>Your assistants then call in your name no more, until you sign in again. So that nobody else ends it, say who you \
        are.</p>
        \(link ?? "")\(form)
        """
    )
  }

  private static func ending(
    _ heading: String,
    _ text: String,
    besides rest: String = "",
    tone: String = "neutral"
  ) -> LinkView {
    LinkView(
      title: heading,
      body: """
        <h1 class="\(tone)" tabindex="-1" autofocus>\(heading)</h1>
        \(rest)<p role="status">\(text)</p>
        """
    )
  }
}
