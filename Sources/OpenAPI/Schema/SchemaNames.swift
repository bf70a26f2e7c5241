import JSON

/// The names of schemas in the model, where all of them stand side by side.
///
/// The schemas of the document's components keep theirs. Others are named after where they stand, so that the same
/// document always gives the same names.
struct SchemaNames {
  /// Where a schema stands, by which it is known again.
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
  /// The number to try next for a name that is taken: otherwise each schema of a name would try all those before it.
  private var nextNumbers: [String: Int] = [:]

  /// - Parameter components: The names of the document's own component schemas.
  init(components: [String]) {
    self.components = Set(components)
    taken = self.components
  }

  /// The name of a schema, and whether it has just been given.
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

  /// The last two names of a way that were chosen by people, with nothing in them that the name of a component cannot
  /// have.
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
