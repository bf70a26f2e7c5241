import JSON

/// The positions in one file that are named by `$anchor` or `$dynamicAnchor` (JSON Schema 2020-12, core 8.2).
struct SchemaAnchors {
  private var places: [String: [Located]] = [:]
  /// The number of schemas with each dynamic anchor.
  private var dynamicCounts: [String: Int] = [:]

  init(_ root: Located) {
    var pending = [root]
    while let part = pending.popLast() {
      if case .object(let object) = part.value {
        if let name = object["$anchor"]?.string { places[name, default: []].append(part) }
        if let name = object["$dynamicAnchor"]?.string {
          places[name, default: []].append(part)
          dynamicCounts[name, default: 0] += 1
        }
        pending += part.members.map(\.part)
      } else {
        pending += part.elements
      }
    }
  }

  /// The position with a name; `nil` if there is none, or more than one.
  func place(of name: String) -> Located? {
    guard let found = places[name], found.count == 1 else { return nil }
    return found[0]
  }

  /// Whether a dynamic reference to a name has the same target in every context, because only one schema declares it.
  func isStatic(_ name: String) -> Bool { dynamicCounts[name, default: 0] <= 1 }
}
