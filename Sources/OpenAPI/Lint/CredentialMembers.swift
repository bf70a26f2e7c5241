import JSON

/// Fields that are to carry the credential of a scheme, by `x-mcp`.
///
/// Those of a schema are looked for once, however many operations take it.
struct CredentialMembers {
  typealias Field = (field: String, scheme: String)

  private let schemas: JSONObject
  /// The names of the document's security schemes; of other names it is said where they stand.
  private let declared: Set<String>
  private var known: [String: [Field]] = [:]

  init(_ schemas: JSONObject, declared: Set<String>) {
    self.schemas = schemas
    self.declared = declared
  }

  /// The fields of an operation that are arguments all the same, since its security has no such scheme.
  mutating func unused(by operation: Operation) -> [Field] {
    var found = operation.parameters.compactMap { parameter -> Field? in
      if case .scheme(let name)? = parameter.mcp.credential { (parameter.name, name) } else { nil }
    }
    let members = (operation.requestBody?.content ?? []).flatMap { fields(of: $0.schema) }
    guard !members.isEmpty else { return found }
    let carried = operation.carriedMembers
    found += members.filter { !carried.contains($0.field) }
    return found
  }

  private mutating func fields(of schema: JSONValue?) -> [Field] {
    guard let name = schema?["$ref"]?.string.flatMap(Reference.schemaName), let target = schemas[name] else {
      return Self.fields(in: schema, declared)
    }
    if let known = known[name] { return known }
    let fields = Self.fields(in: target, declared)
    known[name] = fields
    return fields
  }

  private static func fields(in schema: JSONValue?, _ declared: Set<String>) -> [Field] {
    let fields = (schema?["properties"]?.object ?? [:]).lazy.compactMap { name, property -> Field? in
      property["x-mcp"]?["credential"]?.string.flatMap { declared.contains($0) ? (name, $0) : nil }
    }
    return Array(fields.prefix(DocumentReader.Limit.alternatives))
  }
}
