import JSON

/// How much overlays may still add to a document: an action that copies the document into itself, a few times over,
/// would make more of it than any memory holds.
struct Growth {
  /// How many values may still be added.
  private var remaining: Int
  /// How many values the queries of all actions together may still look at.
  private(set) var looks: Int

  /// - Parameters:
  ///   - limit: How many values may be added.
  ///   - looks: How many values may be looked at.
  init(limit: Int = 1_000_000, looks: Int = 10 * DocumentText.Limit.values) {
    remaining = limit
    self.looks = looks
  }

  /// The queries of one action, each of which may look at so many values.
  var looksOfOneQuery: Int { min(looks, DocumentText.Limit.values) }

  /// Takes off what a query has looked at.
  mutating func take(looks count: Int) { looks -= count }

  /// Allows that a value is merged into others, if the document stays small and flat enough.
  mutating func allows(_ value: JSONValue, in found: [JSONPathEvaluation.Node]) -> Bool {
    let deepest = found.lazy.map { $0.way?.depth ?? 0 }.max() ?? 0
    var size = 0
    guard Self.measure(value, depth: deepest, size: &size, limit: remaining / max(found.count, 1)) else { return false }
    remaining -= size * found.count
    return true
  }

  /// Counts the values in a value; `false` if they are too many, or too deep.
  private static func measure(_ value: JSONValue, depth: Int, size: inout Int, limit: Int) -> Bool {
    size += 1
    guard size <= limit, depth < DocumentText.Limit.depth else { return false }
    switch value {
    case .array(let elements):
      for element in elements where !measure(element, depth: depth + 1, size: &size, limit: limit) { return false }
    case .object(let object):
      for (_, member) in object where !measure(member, depth: depth + 1, size: &size, limit: limit) { return false }
    case .null, .bool, .number, .string: break
    }
    return true
  }
}
