import JSON

/// The growth that overlays may still cause: an action that copies the document into itself a few times would exceed
/// any memory.
struct Growth {
  /// The number of values that may still be added.
  private var remaining: Int
  /// The number of values that the queries of all actions together may still examine.
  private(set) var looks: Int

  /// - Parameters:
  ///   - limit: The number of values that may be added.
  ///   - looks: The number of values that may be examined.
  init(limit: Int = 1_000_000, looks: Int = 10 * DocumentText.Limit.values) {
    remaining = limit
    self.looks = looks
  }

  /// The number of values that the queries of one action may examine.
  var looksOfOneQuery: Int { min(looks, DocumentText.Limit.values) }

  /// Deducts the values that a query or a change has examined.
  mutating func take(looks count: Int) { looks -= count }

  /// Allows a merge of a value into others, if the document stays small and flat enough.
  mutating func allows(_ value: JSONValue, in found: [JSONPathEvaluation.Node]) -> Bool {
    let deepest = found.lazy.map { $0.way?.depth ?? 0 }.max() ?? 0
    var size = 0
    guard Self.measure(value, depth: deepest, size: &size, limit: remaining / max(found.count, 1)) else {
      take(looks: size)
      return false
    }
    remaining -= size * found.count
    return true
  }

  /// Counts the values in a value; `false` if they are too many or too deep.
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
