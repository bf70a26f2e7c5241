package import JSON

extension Secrecy {
  /// The same schema, the secrets of its own examples, defaults and constants replaced by their placeholders.
  ///
  /// Models copy what they read: a schema goes through here before it is shown to one.
  ///
  /// - Parameters:
  ///   - schema: A JSON Schema 2020-12; `example`, as OpenAPI 3.0 has it, is known too.
  ///   - document: What its references lead into; without it, the schema itself.
  ///   - name: The name of the field that has the schema; `nil` for a whole body.
  ///   - mcp: What is said under `x-mcp` beside the schema; it counts more, and the result says it.
  ///   - operation: What the operation is about that has the schema at its root.
  ///   - role: Who gives the values.
  /// - Returns: A schema that accepts what the schema accepts, but for secret constants.
  package static func masking(
    schema: JSONValue,
    in document: JSONValue? = nil,
    name: String? = nil,
    mcp: FieldExtension? = nil,
    of operation: OperationSubjects = .none,
    role: Role
  ) -> JSONValue {
    let schema = saying(mcp, schema)
    let context = SecretContext(name: name, operation: operation, role: role)
    var search = SecretSearch(document: document ?? schema)
    search.add(schema, context)
    let masking = SchemaMasking(
      document: document ?? schema,
      role: role,
      secretReferences: search.secretReferences
    )
    return masking.schema(schema, context)
  }
}

/// Replaces the secrets in the examples of schemas.
struct SchemaMasking {
  let document: JSONValue
  let role: Secrecy.Role
  /// The references to definitions whose own examples are secret wherever they stand.
  let secretReferences: Set<String>

  func schema(_ schema: JSONValue, _ context: SecretContext) -> JSONValue {
    guard case .object(let object) = schema else { return schema }
    let (verdict, judgement) = Secrecy.verdict(schema, context)
    let same = context.same(verdict, judgement)
    let members = SecretContext.isOfMembers(object) ? same.members(object) : same
    return .object(
      JSONObject(
        object.members.map { keyword, value in
          switch keyword {
          case "example", "default", "const": (keyword, self.value(value, of: schema, context))
          case "examples": (keyword, .array((value.array ?? []).map { self.value($0, of: schema, context) }))
          case "$defs": (keyword, definitions(value, at: "#/$defs"))
          default: (keyword, subschemas(of: keyword, value, same, members))
          }
        }
      )
    )
  }

  /// The definitions of a schema or of a document, which stand under a reference like `#/$defs`.
  func definitions(_ definitions: JSONValue, at reference: String) -> JSONValue {
    members(definitions) { name, schema in
      let isSecret = secretReferences.contains(reference + JSONPointer([name]).description)
      let context = SecretContext(name: name, said: isSecret ? true : nil, role: role)
      return self.schema(schema, context.through(schema: name))
    }
  }

  private func subschemas(
    of keyword: String,
    _ value: JSONValue,
    _ same: SecretContext,
    _ member: SecretContext
  ) -> JSONValue {
    switch SchemaKeyword.subschemas(of: keyword) {
    case .one where keyword.hasSuffix("Properties"): return schema(value, member)
    case .one: return schema(value, same)
    case .list: return .array((value.array ?? []).map { schema($0, same) })
    case .map where keyword == "dependentSchemas": return members(value) { schema($1, same) }
    case .map: return members(value) { schema($1, member.named($0)) }
    case nil: return value
    }
  }

  private func members(_ value: JSONValue, _ transform: (String, JSONValue) -> JSONValue) -> JSONValue {
    guard case .object(let object) = value else { return value }
    return .object(JSONObject(object.members.map { ($0.name, transform($0.name, $0.value)) }))
  }

  private func value(_ value: JSONValue, of schema: JSONValue, _ context: SecretContext) -> JSONValue {
    SecretFields(schema, in: document, context).masking(value)
  }
}
