import JSON

/// Fields that are to carry the credential of a scheme, by `x-mcp`.
struct CredentialMembers {
  typealias Field = (field: String, scheme: String)

  /// The names of the document's security schemes; of other names it is said where they stand.
  private let declared: Set<String>
  private var members: SharedFacts<[Field]>

  init(_ schemas: JSONObject, declared: Set<String>) {
    members = SharedFacts(schemas)
    self.declared = declared
  }

  /// The fields of an operation that are arguments all the same, since its security has no such scheme.
  mutating func unused(by operation: Operation) -> [Field] {
    var found = operation.parameters.compactMap { parameter -> Field? in
      if case .scheme(let name)? = parameter.mcp.credential { (parameter.name, name) } else { nil }
    }
    let fields = (operation.requestBody?.content ?? []).flatMap { content in
      members.fact(of: content.schema) { [declared] in Self.fields(in: $0, declared) }
    }
    guard !fields.isEmpty else { return found }
    let carried = operation.carriedMembers
    found += fields.filter { !carried.contains($0.field) }
    return found
  }

  private static func fields(in schema: JSONValue?, _ declared: Set<String>) -> [Field] {
    let fields = (schema?["properties"]?.object ?? [:]).lazy.compactMap { name, property -> Field? in
      property["x-mcp"]?["credential"]?.string.flatMap { declared.contains($0) ? (name, $0) : nil }
    }
    return Array(fields.prefix(DocumentReader.Limit.alternatives))
  }
}
