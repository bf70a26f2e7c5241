import JSON
import MCP

extension Verifier {
  /// What is known of a call whose answer was lost.
  enum Verdict {
    case made(JSONValue)
    case notMade
    case unknown
  }

  /// Compares what there was before a call with what there is after it; the call itself is never repeated.
  func verdict(
    since before: ItemList?,
    _ arguments: JSONObject,
    for caller: CallerCredential?,
    _ audited: AuditedCall?
  ) async -> Verdict {
    guard let before, let after = try? await items(for: caller, .afterwards, audited) else { return .unknown }
    let known = Set(before.items.map(rule.identity))
    let new = after.items.filter { rule.matches($0, arguments) && !known.contains(rule.identity(of: $0)) }
    return Self.verdict(new, isSure: before.isComplete && after.isComplete)
  }

  private static func verdict(_ new: [JSONValue], isSure: Bool) -> Verdict {
    switch new.count {
    case 0: isSure ? .notMade : .unknown
    case 1: .made(new[0])
    // Somebody else made one at the same time.
    default: .unknown
    }
  }

  /// What a model is told of a call whose answer was lost, after it was looked for what came of it.
  ///
  /// What the backend says goes through the scrubber; where there is a page, the user can have it revoked there, too.
  func words(_ failure: CallFailure, _ verdict: Verdict, without scrubber: Scrubber, hasPage: Bool) -> String {
    switch verdict {
    case .made(let item):
      let tool = removal?.tool.map { " with \($0)" } ?? ""
      let advice =
        removal?.arguments(for: item) == nil
        ? "Tell the user."
        : "Have it revoked\(tool)\(hasPage ? ", or by the user on the page," : "") before another one is made."
      return
        "\(failure.event) It was looked for what came of the call: it was carried out, and made "
        + "\(scrubber.scrub(rule.description(of: item))). What is secret of it was in the answer that was lost, and "
        + "cannot be had again. \(advice)"
    case .notMade:
      return
        "\(failure.event) It was looked for what came of the call: nothing was made. "
        + (hasPage
          ? "Should it appear late after all, the next attempt names it before anything is sent."
          : "It can still appear late: look once more before anything is tried again.")
    case .unknown:
      return "\(failure.text(without: scrubber))\nIt was looked for what came of it, and could not be told."
    }
  }
}
