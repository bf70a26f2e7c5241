import JSON

/// The places of one file that name themselves, by `$anchor` or `$dynamicAnchor` (JSON Schema 2020-12, core 8.2).
struct SchemaAnchors {
  private var places: [String: [Located]] = [:]
  /// How many schemas have a dynamic anchor of a name.
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

  /// The place of that name; `nil` if there is none, or more than one.
  func place(of name: String) -> Located? {
    guard let found = places[name], found.count == 1 else { return nil }
    return found[0]
  }

  /// Whether a dynamic reference to that name means the same wherever it is come to: no other schema takes its place.
  func isStatic(_ name: String) -> Bool { dynamicCounts[name, default: 0] <= 1 }
}
