import JSON

/// Finds the elements of an array in the array that overlays made of it.
///
/// An overlay may take elements away, put others behind, and change some where they are, so that a position alone tells
/// nothing.
enum ElementPairs {
  /// The earlier state of each element; `nil` for one that is new.
  static func partners(of elements: [JSONValue], in before: [JSONValue]) -> [JSONValue?] {
    guard elements != before else { return before }
    var positions: [Identity: [Int]] = [:]
    for (position, element) in before.enumerated().reversed() {
      positions[Identity(element), default: []].append(position)
    }
    var partners: [Int?] = elements.map { positions[Identity($0)]?.popLast() }
    let taken = Set(partners.compactMap(\.self))
    // The remaining elements were changed where they are, or are new. An update keeps all members that were there.
    for position in elements.indices where partners[position] == nil && position < before.count {
      guard !taken.contains(position), isUpdate(elements[position], of: before[position]) else { continue }
      partners[position] = position
    }
    return partners.map { $0.map { before[$0] } }
  }

  private static func isUpdate(_ element: JSONValue, of before: JSONValue) -> Bool {
    guard let object = element.object, let earlier = before.object, Identity(before).name == nil else { return false }
    return earlier.names.allSatisfy(object.contains) && Identity(element).name == nil
      && Identity.kinds.allSatisfy { object[$0] == earlier[$0] || earlier[$0] == nil }
  }

  /// The members by which elements are told apart, but for words.
  private struct Identity: Hashable {
    /// The name that the specification gives such elements: a parameter's with its place, a tag's, a server's address, a
    /// reference.
    let name: [JSONValue]?
    /// The kind of a schema without a name, and the names of its members.
    private let shape: [JSONValue]

    static let kinds = ["type", "title", "const"]

    init(_ element: JSONValue) {
      guard let object = element.object else {
        (name, shape) = (nil, [element])
        return
      }
      let keys = ["$ref", "name", "in", "url", "operationId"]
      let values = keys.compactMap { object[$0]?.string.map { .string($0) } } as [JSONValue]
      name = values.isEmpty ? nil : values
      guard values.isEmpty else {
        shape = []
        return
      }
      let members = object["properties"]?.object?.names.sorted().map(JSONValue.string) ?? []
      shape = Self.kinds.map { object[$0] ?? .null } + [object["enum"] ?? .null, .array(members)]
    }
  }
}
