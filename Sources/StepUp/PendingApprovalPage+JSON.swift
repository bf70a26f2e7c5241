import Calls
import JSON

extension PendingApprovalPage {
  /// The page for programs, as JSON: the same state, and the same form to submit.
  var json: JSONObject {
    var page: JSONObject = [
      "state": .string(view.name), "tool": .string(request.tool), "title": .string(request.title ?? request.tool),
      "arguments": .object(request.arguments), "backend": .string(request.backend), "expires_at": .string(expiresAt),
    ]
    if let words = view.words {
      page.append("heading", .string(words.heading))
      page.append("text", .string(words.text))
    }
    switch view.state {
    case .waiting(let problem): ask(problem, in: &page)
    case .failed(let words): page.append("reason", .string(words))
    case .submitted, .done, .lost, .declined, .expired: break
    }
    if !view.secrets.isEmpty {
      page.append(
        "secrets",
        .array(view.secrets.map { ["name": .string($0.name), "text": .string($0.text)] })
      )
    }
    if case .offered(let subject, let problem) = view.revoking { offer(subject, problem, in: &page) }
    return page
  }

  private func ask(_ problem: ApprovalView.Problem?, in page: inout JSONObject) {
    page.append("form", .string(formToken))
    page.append(
      "fields",
      .array(request.fields.map { ["name": .string($0.name), "required": .bool($0.isRequired)] })
    )
    page.append("notice", ifPresent: view.notice.map(JSONValue.string))
    page.append("hindrance", ifPresent: view.hindrance.map(JSONValue.string))
    guard let problem else { return }
    page.append(
      "problem",
      [
        "heading": .string(problem.heading), "text": .string(problem.text), "reason": .string(problem.words),
        "attempts_left": .number(JSONNumber(problem.attemptsLeft)),
      ]
    )
  }

  private func offer(_ subject: String, _ problem: String?, in page: inout JSONObject) {
    page.append("form", .string(formToken))
    var revocation: JSONObject = ["subject": .string(subject)]
    revocation.append("problem", ifPresent: problem.map(JSONValue.string))
    page.append("revocation", .object(revocation))
  }
}

extension ApprovalView {
  /// The state as one word.
  fileprivate var name: String {
    switch (state, revoking) {
    case (_, .done): "revoked"
    case (_, .underWay): "submitted"
    case (.waiting, _): "waiting"
    case (.submitted, _): "submitted"
    case (.done, _): "done"
    case (.lost, _): "lost"
    case (.failed, _): "failed"
    case (.declined, _): "declined"
    case (.expired, _): "expired"
    }
  }
}
