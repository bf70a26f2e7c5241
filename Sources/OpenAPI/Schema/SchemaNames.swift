import JSON

/// Assigns names to the schemas in the model, which has all of them side by side.
///
/// The schemas of the document's components keep their names. Others are named after their position, so that the same
/// document always gives the same names.
struct SchemaNames {
  /// The position of a schema, as its identity.
  struct Key: Hashable {
    let file: Int
    let pointer: JSONPointer

    init(_ place: Place) {
      file = place.file
      pointer = place.pointer
    }
  }

  private let components: Set<String>
  private var names: [Key: String] = [:]
  private var taken: Set<String>
  /// The next number to try for a name that is taken: otherwise each schema would try all numbers before it.
  private var nextNumbers: [String: Int] = [:]

  /// - Parameter components: The names of the document's component schemas.
  init(components: [String]) {
    self.components = Set(components)
    taken = self.components
  }

  /// The name of a schema, and whether it has just been assigned.
  mutating func name(of schema: Located) -> (name: String, isNew: Bool) {
    let key = Key(schema.place)
    if key.file == 0, let name = Reference.schemaName(key.pointer), components.contains(name) { return (name, false) }
    if let name = names[key] { return (name, false) }
    let name = unique(Self.words(of: key.pointer))
    names[key] = name
    taken.insert(name)
    return (name, true)
  }

  private mutating func unique(_ name: String) -> String {
    guard taken.contains(name) else { return name }
    var number = nextNumbers[name, default: 2]
    while taken.contains("\(name)_\(number)") { number += 1 }
    nextNumbers[name] = number + 1
    return "\(name)_\(number)"
  }

  /// The last two names in a path that people chose, reduced to the characters allowed in names of components.
  private static func words(of pointer: JSONPointer) -> String {
    let chosen = pointer.tokens.filter { !structure.contains($0) && Int($0) == nil && !$0.contains("/") }
    let words = chosen.suffix(2).map { String($0.unicodeScalars.filter(isOfName).map(Character.init)) }
    let name = words.filter { !$0.isEmpty }.joined(separator: "_")
    return name.isEmpty ? "schema" : String(name.prefix(100))
  }

  private static let structure: Set<String> = [
    "components", "schemas", "definitions", "$defs", "properties", "schema", "items", "content", "paths", "responses",
    "parameters", "requestBodies", "requestBody", "headers", "allOf", "anyOf", "oneOf", "additionalProperties",
  ]

  private static func isOfName(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".": true
    default: false
    }
  }
}
