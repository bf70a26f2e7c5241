import Calls
import HTML
import JSON
import TextCoding

/// The page of an approval, as a function of its state.
struct PendingApprovalPage: Sendable {
  let id: String
  let request: ApprovalRequest
  let formToken: String
  /// Expiry of the question, in RFC 3339 format.
  let expiresAt: String
  let view: ApprovalView

  var title: String {
    if case .done = view.revoking { return "Revoked: \(name)" }
    return switch view.state {
    case .waiting: "Approve: \(name)"
    case .signIn: "Sign in: \(name)"
    case .signedIn: "Signed in: \(name)"
    case .submitted: "Under way: \(name)"
    case .done: "Done: \(name)"
    case .lost: "Answer lost: \(name)"
    case .failed: "Failed: \(name)"
    case .unknown: "Outcome unknown: \(name)"
    case .declined: "Declined: \(name)"
    case .expired: "Expired: \(name)"
    }
  }

  /// Whether a call or a revocation is under way, so that the page must be loaded again.
  var isChanging: Bool {
    if case .submitted = view.state { return true }
    if let signIn = view.signIn, signIn.isChanging { return true }
    if case .underWay = view.revoking { return true }
    return false
  }

  var body: String {
    if case .done = view.revoking { return ending(.good) }
    return switch view.state {
    case .waiting(let problem): question(problem)
    case .signIn: view.signIn.map(signIn) ?? ""
    case .signedIn: ending(.good)
    case .submitted, .declined, .expired: ending(.neutral)
    case .done: view.secrets.isEmpty ? ending(.good) : done
    case .lost, .unknown: ending(.bad)
    case .failed(let reason): ending(.bad, reason: reason)
    }
  }

  var name: String { request.title ?? request.tool }

  // MARK: The question

  private func question(_ problem: ApprovalView.Problem?) -> String {
    """
    <h1>\(HTMLText.value(name))</h1>
    <p>An AI assistant asks to do this in your name. It cannot see what you type here.</p>
    \(view.news.map(news) ?? "")\(view.hindrance.map(hindrance) ?? "")\(view.notice.map(notice) ?? "")\(details)
    \(problem.map(alert) ?? "")<form method="post" autocomplete="off">
    \(hiddenToken)
    \(request.fields.enumerated().map { input($0, $1, isRefused: problem != nil) }.joined(separator: "\n"))
    <div class="buttons">
    <button type="submit" name="decision" value="approve">Approve</button>
    <button type="submit" name="decision" value="decline" class="quiet" formnovalidate>Decline</button>
    </div>
    </form>
    <p class="small">What you type is sent to <strong>\(HTMLText.origin(request.backend))</strong> and to nobody else. \
    This page ends at <time datetime="\(HTMLText.value(expiresAt))">\(HTMLText.value(expiresAt))</time>.</p>
    """
  }

  private func notice(_ words: String) -> String {
    """
    <div class="notice" role="note">
    <p><strong>Before you approve:</strong> \(HTMLText.value(words)) Approving makes another one.</p>
    </div>

    """
  }

  private func news(_ words: String) -> String {
    """
    <div class="notice" role="alert" tabindex="-1" autofocus>
    <p><strong>Look again:</strong> \(HTMLText.value(words)) Nothing was sent. Approve only if that is right.</p>
    </div>

    """
  }

  private func hindrance(_ words: String) -> String {
    """
    <div class="notice" role="note">
    <p><strong>Not now:</strong> \(HTMLText.escaped(words)) This page stays open until it ends.</p>
    </div>

    """
  }

  private func alert(_ problem: ApprovalView.Problem) -> String {
    """
    <div class="problem" role="alert" id="problem" tabindex="-1" autofocus>
    <p><strong>\(problem.heading)</strong> \(problem.text)</p>
    \(backendWords(problem.words))
    </div>

    """
  }

  private func backendWords(_ words: String) -> String {
    "<details><summary>What exactly was said</summary>\n<pre>\(HTMLText.escaped(words))</pre></details>"
  }

  private func input(_ number: Int, _ field: ApprovalRequest.Field, isRefused: Bool) -> String {
    let name = HTMLText.value(field.name)
    var attributes = field.isRequired ? " required" : ""
    // The alert is read first, so it, not the field, takes the focus.
    if isRefused {
      attributes += #" aria-invalid="true" aria-describedby="problem""#
    } else if number == 0, view.news == nil {
      attributes += " autofocus"
    }
    return """
      <label for="secret-\(number)">Your \(HTMLText.value(Self.words(field.name)))\(field.isRequired ? "" : " (optional)")</label>
      <input type="password" id="secret-\(number)" name="secret-\(name)" autocomplete="current-password"\(attributes)>
      """
  }

  var hiddenToken: String {
    #"<input type="hidden" name="form" value="\#(HTMLText.escaped(formToken))">"#
  }

  // MARK: The outcome

  private var done: String {
    let secrets = view.secrets.enumerated().map { number, secret in
      """
      <h2 id="name-\(number)">Your \(HTMLText.value(Self.words(secret.name)))</h2>
      <div class="secret"><code id="text-\(number)" role="group" aria-labelledby="name-\(number)" \
      tabindex="0">\(HTMLText.escaped(secret.text))</code>
      <button type="button" data-copies="text-\(number)" aria-describedby="name-\(number)" hidden>Copy</button></div>
      """
    }
    return """
      \(heading("Done", .good))
      <p><strong>Copy this now: it is shown only this once.</strong> The assistant does not see it.\
      \(view.caution.map { " \(HTMLText.value($0))" } ?? "")</p>
      \(secrets.joined(separator: "\n"))
      <p class="small" id="copied" role="status"></p>
      \(details)
      \(Self.small(rest))
      """
  }

  private var rest: String {
    guard case .offered = view.revoking else { return "You can close this page when you have copied it." }
    return "You can close this page when you have copied it. If you leave without, open it again within ten minutes to "
      + "revoke what was made."
  }

  private func ending(_ tone: Tone, reason: String? = nil) -> String {
    """
    \(heading(HTMLText.value(view.words?.heading ?? ""), tone))
    <p role="status">\(HTMLText.value(view.words?.text ?? ""))</p>
    \(reason.map { "<pre>\(HTMLText.escaped($0))</pre>\n" } ?? "")\(details)
    \(revoking)
    """
  }

  private var revoking: String {
    switch view.revoking {
    case .no, .done: ""
    case .underWay(let subject): "<p>It is being revoked: \(HTMLText.value(subject)).</p>"
    case .offered(let subject, let problem): offer(subject, problem)
    }
  }

  private func offer(_ subject: String, _ problem: String?) -> String {
    let alert = problem.map {
      """
      <div class="problem" role="alert" tabindex="-1" autofocus>
      <p><strong>It may still be there.</strong> \(HTMLText.value($0))</p>
      </div>

      """
    }
    return """
      \(alert ?? "")<h2>\(isLost ? "What to do now" : "You did not copy it?")</h2>
      <p>Revoke it, and have the assistant ask for another one: \(HTMLText.value(subject)).</p>
      <form method="post">
      \(hiddenToken)
      <div class="buttons"><button type="submit" name="decision" value="revoke" class="danger">Revoke it</button></div>
      </form>
      """
  }

  private var isLost: Bool { if case .lost = view.state { true } else { false } }

  // MARK: Parts

  /// Meaning of a heading, as its CSS class.
  private enum Tone: String {
    case good, bad, neutral
  }

  private func heading(_ text: String, _ tone: Tone) -> String {
    #"<h1 class="\#(tone)" tabindex="-1"\#(isAlerting ? "" : " autofocus")>\#(text)</h1>"#
  }

  /// Whether an alert on the page takes the focus from the heading.
  private var isAlerting: Bool { if case .offered(_, problem: .some) = view.revoking { true } else { false } }

  var details: String {
    let rows = request.arguments.members.map { name, value in
      "<dt>\(HTMLText.value(VisibleText.name(name, besides: ["Sent to", "Account", "Tool"])))</dt><dd><bdi>\(HTMLText.value(value.string ?? value.description))</bdi></dd>"
    }
    return """
      <dl>
      \(rows.joined(separator: "\n"))
      <dt>Sent to</dt><dd>\(HTMLText.origin(request.backend))</dd>\(account)
      <dt>Tool</dt><dd><code>\(HTMLText.value(request.tool))</code></dd>
      </dl>
      """
  }

  private var account: String {
    view.account.map { "\n<dt>Account</dt><dd><bdi>\(HTMLText.value($0))</bdi></dd>" } ?? ""
  }

  private static func small(_ text: String) -> String { #"<p class="small">\#(text)</p>"# }

  /// A parameter name in words: `_` and `-` become spaces.
  private static func words(_ name: String) -> String {
    name.split { $0 == "_" || $0 == "-" }.joined(separator: " ")
  }
}
