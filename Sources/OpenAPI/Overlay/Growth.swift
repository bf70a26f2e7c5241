import JSON

/// How much overlays may still add to a document: an action that copies the document into itself, a few times over,
/// would make more of it than any memory holds.
struct Growth {
  private var remaining: Int

  /// - Parameter limit: How many values may be added.
  init(limit: Int = DocumentText.Limit.values) { remaining = limit }

  /// Allows that a value is merged into others, if the document stays small and flat enough.
  mutating func allows(_ value: JSONValue, at paths: [[JSONPathEvaluation.Step]]) -> Bool {
    let deepest = paths.map(\.count).max() ?? 0
    var size = 0
    guard Self.measure(value, depth: deepest, size: &size, limit: remaining / max(paths.count, 1)) else { return false }
    remaining -= size * paths.count
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
