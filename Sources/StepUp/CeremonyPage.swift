import APITools
import JSON

/// The page of a ceremony as a function of how far it is.
struct CeremonyPage: Sendable {
  let request: ApprovalRequest
  let formToken: String
  let submission: Ceremony.Submission

  var title: String {
    switch submission.state {
    case .waiting: "Approve: \(name)"
    case .submitted: "Under way: \(name)"
    case .done: "Done: \(name)"
    case .failed: "Failed: \(name)"
    case .declined: "Declined: \(name)"
    case .expired: "Expired: \(name)"
    }
  }

  private var name: String { request.title ?? request.tool }

  var body: String {
    switch submission.state {
    case .waiting(let problem): waiting(problem)
    case .submitted: ending("Under way", "The call was sent. Reload this page to see what came of it.")
    case .done: done
    case .failed(let words):
      ending("It failed", "The assistant was told the same.") + "\n<pre>\(HTMLText.escaped(words))</pre>"
    case .declined: ending("Declined", "Nothing was sent, and the assistant was told that you said no.")
    case .expired: ending("Expired", "Nothing was sent. Have the assistant ask again if you still want this.")
    }
  }

  private func waiting(_ problem: String?) -> String {
    let alert = problem.map {
      """
      <div class="problem" role="alert">
      <p><strong>That did not work.</strong> It may be a mistyped secret, or the service that checks it cannot be reached.</p>
      <pre>\(HTMLText.escaped($0))</pre>
      </div>

      """
    }
    let notice = submission.notice.map {
      """
      <div class="notice" role="note">
      <p>\(HTMLText.escaped($0)) Approving makes another one.</p>
      </div>

      """
    }
    return """
      <h1>\(HTMLText.escaped(name))</h1>
      <p>An AI assistant on this computer asks to do this in your name. It cannot see what you type here.</p>
      \(details)
      \(notice ?? "")\(alert ?? "")<form method="post" autocomplete="off">
      <input type="hidden" name="form" value="\(HTMLText.escaped(formToken))">
      \(request.fields.enumerated().map(input).joined(separator: "\n"))
      <div class="buttons">
      <button type="submit" name="decision" value="approve">Approve</button>
      <button type="submit" name="decision" value="decline" class="quiet" formnovalidate>Decline</button>
      </div>
      </form>
      <p class="small">What you type is sent to <strong>\(HTMLText.escaped(request.backend))</strong> and to nobody else.</p>
      """
  }

  private func input(_ number: Int, _ field: ApprovalRequest.Field) -> String {
    let name = HTMLText.escaped(field.name)
    let hint = field.isRequired ? "" : " (optional)"
    let attributes = (field.isRequired ? " required" : "") + (number == 0 ? " autofocus" : "")
    return """
      <label for="secret-\(number)">Your \(HTMLText.escaped(Self.words(field.name)))\(hint)</label>
      <input type="password" id="secret-\(number)" name="secret-\(name)" autocomplete="current-password"\(attributes)>
      """
  }

  /// A name as people read it.
  private static func words(_ name: String) -> String {
    name.split { $0 == "_" || $0 == "-" }.joined(separator: " ")
  }

  private var details: String {
    let rows = request.arguments.members.map { name, value in
      "<dt>\(HTMLText.escaped(Self.words(name)))</dt><dd><bdi>\(HTMLText.escaped(value.string ?? value.description))</bdi></dd>"
    }
    return """
      <dl>
      <dt>Tool</dt><dd><code>\(HTMLText.escaped(request.tool))</code></dd>
      <dt>Sent to</dt><dd>\(HTMLText.escaped(request.backend))</dd>
      \(rows.joined(separator: "\n"))
      </dl>
      """
  }

  private var done: String {
    guard !submission.secrets.isEmpty else {
      return ending("Done", "This is finished, and what was secret about it is not shown again.")
    }
    let secrets = submission.secrets.enumerated().map { number, secret in
      """
      <h2 id="name-\(number)">Your \(HTMLText.escaped(Self.words(secret.name)))</h2>
      <div class="secret"><code id="text-\(number)" aria-labelledby="name-\(number)" tabindex="0">\(HTMLText.escaped(secret.text))</code>
      <button type="button" data-copies="text-\(number)" hidden>Copy</button></div>
      """
    }
    return """
      <h1>Done</h1>
      <p role="status"><strong>Copy this now: it is shown only this once.</strong> The assistant does not see it.</p>
      \(secrets.joined(separator: "\n"))
      """
  }

  private func ending(_ heading: String, _ text: String) -> String {
    "<h1>\(heading)</h1>\n<p role=\"status\">\(text)</p>\n\(details)"
  }
}
