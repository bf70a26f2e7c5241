import Calls
import HTML

extension PendingApprovalPage {
  /// The page that asks a person to sign in.
  func signIn(_ view: SignInView) -> String {
    switch view.step {
    case .ways: ways(view)
    case .code(let code): typing(code, view)
    case .underWay:
      """
      <h1 class="neutral" tabindex="-1" autofocus>One moment</h1>
      <p role="status">The sign-in is being completed. This page shows the outcome in a moment.</p>
      """
    case .named(let account, let notice): naming(account, notice, view)
    }
  }

  private func ways(_ view: SignInView) -> String {
    guard view.accounts.isEmpty else { return choosing(view) }
    return """
      <h1>Sign in to go on</h1>
      <p>An AI assistant asks to do this in your name: <strong>\(HTMLText.value(name))</strong>. \
      \(HTMLText.value(view.reason)) \(next)</p>
      \(alert(view.problem))\(signingIn(view))\(details)
      <form method="post">
      \(hidden(view))
      <div class="buttons"><button type="submit" name="decision" value="decline" class="quiet">Decline</button></div>
      </form>
      <p class="small">The session is kept on this machine, sealed, and used for <strong>\(HTMLText.origin(backend))</strong> \
      only. \(ending)</p>
      """
  }

  private func signingIn(_ view: SignInView) -> String {
    let offer = view.offer
    let other = offer.hasBrowser || offer.hasCode
    return wanted(offer) + leaving(offer, view) + (offer.pasting.map { pasting($0, view, isFolded: other) } ?? "")
  }

  /// The choice among people who are signed in: nobody's session is used silently.
  private func choosing(_ view: SignInView) -> String {
    let accounts = view.accounts.map { account in
      """
      <form method="post" class="account">
      \(hidden(view))
      <input type="hidden" name="account" value="\(account.choice)">
      <p class="who"><bdi>\(HTMLText.value(account.label))</bdi></p>
      <div class="buttons"><button type="submit" name="decision" value="use" \
      aria-label="Go on as \(HTMLText.escaped(account.label))">Go on as this person</button></div>
      </form>
      """
    }
    return """
      <h1>Who are you?</h1>
      <p>An AI assistant asks to do this in your name: <strong>\(HTMLText.value(name))</strong>. Several people are \
      signed in on this machine. Until this server ends, its calls to <strong>\(HTMLText.origin(backend))</strong> are made \
      in the name of the one you choose. \
      \(request.fields.isEmpty ? "Then it goes on by itself." : "Then you decide about it on this page.")</p>
      \(alert(view.problem))\(accounts.joined(separator: "\n"))
      <details><summary>Or sign in as somebody else</summary>
      \(signingIn(view))</details>
      \(details)
      <form method="post">
      \(hidden(view))
      <div class="buttons"><button type="submit" name="decision" value="decline" class="quiet">Decline</button></div>
      </form>
      <p class="small">\(ending)</p>
      """
  }

  private var next: String {
    request.fields.isEmpty
      ? "Once you have signed in, it goes on by itself." : "Once you have signed in, you decide about it on this page."
  }

  private func wanted(_ offer: SignInOffer) -> String {
    offer.account.map { account in
      "<p>Sign in as <strong>\(HTMLText.value(account))</strong>: this server is set up for that account.</p>\n"
    } ?? ""
  }

  private func leaving(_ offer: SignInOffer, _ view: SignInView) -> String {
    let host = HTMLText.origin(offer.provider ?? "")
    // A link, not a form: the policy for forms also covers the redirects that follow them.
    let link =
      offer.hasBrowser
      ? """
      <a class="button" href="\(HTMLText.escaped(id))/sign-in" autofocus>Sign in at \(host)</a>

      """ : ""
    let code =
      offer.hasCode
      ? """
      <form method="post">
      \(hidden(view))
      <button type="submit" name="decision" value="code"\(offer.hasBrowser ? #" class="quiet""# : "")>\
      \(offer.hasBrowser ? "Use another device" : "Sign in at \(host) with a code")</button>
      </form>

      """ : ""
    return link.isEmpty && code.isEmpty ? "" : "<div class=\"buttons ways\">\n\(link)\(code)</div>\n"
  }

  private func pasting(_ advice: String, _ view: SignInView, isFolded: Bool) -> String {
    let form = """
      <p>\(HTMLText.value(advice)) A pasted session ends soon, and cannot be renewed.</p>
      <form method="post" autocomplete="off">
      \(hidden(view))
      <label for="session">Session</label>
      <input type="password" id="session" name="session" autocomplete="off" spellcheck="false" required>
      <div class="buttons"><button type="submit" name="decision" value="paste"\(isFolded ? #" class="quiet""# : "")>\
      Use this session</button></div>
      </form>

      """
    return isFolded
      ? "<details><summary>Or paste a session of the web application</summary>\n\(form)</details>\n" : form
  }

  private func typing(_ code: SignInCode, _ view: SignInView) -> String {
    let complete = code.completeURL.map {
      "<p>Or open <a href=\"\(HTMLText.escaped($0))\" target=\"_blank\" rel=\"noreferrer\">the same page with the code in it</a>.</p>\n"
    }
    return """
      <h1>Enter this code</h1>
      <p>Open <a href="\(HTMLText.escaped(code.url))" target="_blank" rel="noreferrer">\(HTMLText.escaped(code.url))</a> \
      in any browser, and enter:</p>
      <p class="code" role="status"><code>\(HTMLText.escaped(code.text))</code></p>
      \(complete ?? "")<p>This page goes on by itself when that is done. The code ends at \(time(code.expiresAt)).</p>
      <form method="post">
      \(hidden(view))
      <div class="buttons"><button type="submit" name="decision" value="back" class="quiet">Back</button></div>
      </form>
      """
  }

  private func naming(_ account: String, _ notice: String?, _ view: SignInView) -> String {
    """
    <h1 tabindex="-1" autofocus>Is this you?</h1>
    \(alert(view.problem))<p class="who"><bdi>\(HTMLText.value(account))</bdi></p>
    <p>The assistant’s calls to <strong>\(HTMLText.origin(backend))</strong> are made in the name of this account. \
    Nothing is stored before you say so.\(notice.map { " \(HTMLText.value($0))" } ?? "")</p>
    <form method="post">
    \(hidden(view))
    <div class="buttons">
    <button type="submit" name="decision" value="keep">Yes, go on</button>
    <button type="submit" name="decision" value="discard" class="quiet">No, somebody else</button>
    </div>
    </form>
    <p class="small">\(ending)</p>
    """
  }

  // MARK: Parts

  private var backend: String { request.backend }

  private var ending: String { "This page ends at \(time(expiresAt))." }

  private func time(_ text: String) -> String {
    "<time datetime=\"\(HTMLText.value(text))\">\(HTMLText.value(text))</time>"
  }

  private func alert(_ problem: String?) -> String {
    problem.map {
      """
      <div class="problem" role="alert" tabindex="-1" autofocus>
      <p><strong>That did not work.</strong> \(HTMLText.value($0))</p>
      </div>

      """
    } ?? ""
  }

  private func hidden(_ view: SignInView) -> String {
    let visitor = view.visitor.map {
      "\n<input type=\"hidden\" name=\"visitor\" value=\"\(HTMLText.escaped($0))\">"
    }
    return hiddenToken + (visitor ?? "")
  }
}
