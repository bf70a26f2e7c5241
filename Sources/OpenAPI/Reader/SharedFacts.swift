import JSON

/// Facts about schemas, each found once for a named schema, however many operations refer to it.
struct SharedFacts<Fact> {
  private let schemas: JSONObject
  private var known: [String: Fact] = [:]

  /// - Parameter schemas: The schemas of the document, by name.
  init(_ schemas: JSONObject) { self.schemas = schemas }

  /// The fact about a schema, or about the named one that it refers to.
  mutating func fact(of schema: JSONValue?, _ find: (JSONValue?) -> Fact) -> Fact {
    guard let name = schema?["$ref"]?.string.flatMap(Reference.schemaName), let target = schemas[name] else {
      return find(schema)
    }
    if let fact = known[name] { return fact }
    let fact = find(target)
    known[name] = fact
    return fact
  }
}
