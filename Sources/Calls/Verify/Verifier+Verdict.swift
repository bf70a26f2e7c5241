import JSON
import MCP
import OpenAPI
import Operations
import Redaction
import TextCoding

extension Verifier {
  /// The outcome of a call whose response was lost.
  enum Verdict {
    case made(JSONValue)
    case notMade
    case unknown
  }

  /// Compares the items before and after a call; the call itself is never repeated.
  func verdict(
    since before: ItemList?,
    of call: Call
  ) async -> Verdict {
    guard let before, let after = try? await items(for: call, .afterwards) else { return .unknown }
    let known = Set(before.items.map(rule.identity))
    let new = after.items.filter { rule.matches($0, call.arguments) && !known.contains(rule.identity(of: $0)) }
    return Self.verdict(new, isSure: before.isComplete && after.isComplete)
  }

  /// Decides by the items' times of creation: a call that nobody approves is not preceded by a list.
  ///
  /// The times of the list and of its items are both the backend's (RFC 9110 section 6.6.1), so the clock of this
  /// machine does not matter. Items created since `start`, the time of the call here, count.
  func verdict(
    since start: ContinuousClock.Instant,
    of call: Call
  ) async -> Verdict {
    guard let createdAt = rule.createdAt, let after = await itemsSoon(for: call) else { return .unknown }
    let passed = start.duration(to: instant()).components.seconds + 1
    let first = (after.time ?? now()) - Int(passed)
    var new: [JSONValue] = []
    var isSure = after.isComplete
    for item in after.items where rule.matches(item, call.arguments) {
      guard let made = item[createdAt]?.string.flatMap(UTCTime.seconds) else { return .unknown }
      if made >= first { new.append(item) } else if made > first - Self.doubt { isSure = false }
    }
    return Self.verdict(new, isSure: isSure)
  }

  /// Lists the items, but only for as long as ``patience``: the client has already waited for the lost response.
  private func itemsSoon(for call: Call) async -> ItemList? {
    await withTaskGroup(of: ItemList?.self) { group in
      group.addTask { try? await items(for: call, .afterwards) }
      group.addTask {
        try? await Task.sleep(for: patience)
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
  }

  /// Clock skew within a backend, in seconds: an item this much older may still come from the call.
  private static let doubt = 60

  private static func verdict(_ new: [JSONValue], isSure: Bool) -> Verdict {
    switch new.count {
    case 0: isSure ? .notMade : .unknown
    case 1: .made(new[0])
    // Somebody else created one at the same time.
    default: .unknown
    }
  }

  /// The text for the model on a call whose response was lost, after the search for its outcome.
  ///
  /// Texts of the backend are redacted; with a page, the user can have the item revoked there, too.
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
        + "\(rule.description(of: scrubber.scrub(item))). What is secret of it was in the answer that was lost, and "
        + "cannot be had again. \(advice)"
    case .notMade:
      return
        "\(failure.event) It was looked for what came of the call: nothing was made. "
        + (hasPage
          ? "Should it appear late after all, the next attempt names it before anything is sent."
          : "It can still appear late: look once more before anything is tried again.")
    case .unknown:
      return "\(failure.text)\nIt was looked for what came of it, and could not be told."
    }
  }
}
