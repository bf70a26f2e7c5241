package import JSON

extension Secrecy {
  /// The schema with secrets in its own examples, defaults and constants replaced by placeholders.
  ///
  /// Models copy what they read, so a schema must be masked before a model sees it.
  ///
  /// - Parameters:
  ///   - schema: A JSON Schema 2020-12, also with `example` of OpenAPI 3.0.
  ///   - document: The target of its references; `nil` for the schema itself.
  ///   - name: The name of the field with this schema; `nil` for a whole body.
  ///   - mcp: The `x-mcp` beside the schema; it takes precedence, and is added to the result.
  ///   - operation: The subjects of the operation with this schema at its root.
  ///   - role: The side of the call that gives the values.
  /// - Returns: A schema that accepts the same values, except for secret constants.
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

/// Masks the secrets in the examples of schemas.
///
/// A class, so that the target of a reference is examined once, whichever schemas refer to it. The subschemas of a
/// schema are known once the outermost one with an example has been examined.
final class SchemaMasking {
  private let role: Secrecy.Role
  /// References to definitions whose own examples are secret in every place.
  private let secretReferences: Set<String>
  private var search: SecretSearch

  init(document: JSONValue, role: Secrecy.Role, secretReferences: Set<String>) {
    self.role = role
    self.secretReferences = secretReferences
    search = SecretSearch(document: document)
  }

  /// The number of schemas examined so far.
  var looks: Int { search.fields.count }

  func schema(_ schema: JSONValue, _ context: SecretContext) -> JSONValue { self.schema(schema, context, at: nil) }

  /// A function that masks the secrets in values of a schema.
  func values(of schema: JSONValue, _ context: SecretContext) -> (JSONValue) -> JSONValue {
    let field = search.add(schema, context)
    return { self.value($0, at: field, context) }
  }

  /// Masks a schema, whose field is known if one around it has been examined.
  private func schema(_ schema: JSONValue, _ context: SecretContext, at known: Int?) -> JSONValue {
    guard case .object(let object) = schema else { return schema }
    let (verdict, judgement) = Secrecy.verdict(schema, context)
    let same = context.same(verdict, judgement)
    let members = SecretContext.isOfMembers(object) ? same.members(object) : same
    let hasValues = Self.valueKeywords.contains { object.contains($0) }
    let field = known ?? (hasValues ? search.add(schema, context) : nil)
    var parts = FieldParts(field.map { search.fields[$0] })
    return .object(
      JSONObject(
        object.members.map { keyword, value in
          switch keyword {
          case "example", "default", "const": (keyword, self.value(value, at: field, context))
          case "examples": (keyword, .array((value.array ?? []).map { self.value($0, at: field, context) }))
          case "$defs": (keyword, definitions(value, at: "#/$defs"))
          default: (keyword, subschemas(of: keyword, value, same, members, &parts))
          }
        }
      )
    )
  }

  private static let valueKeywords = ["example", "default", "const", "examples"]

  /// Masks the definitions of a schema or a document, which are below a reference such as `#/$defs`.
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
    _ member: SecretContext,
    _ parts: inout FieldParts
  ) -> JSONValue {
    switch SchemaKeyword.subschemas(of: keyword) {
    case .one where keyword.hasSuffix("Properties"): return schema(value, member, at: parts.next(of: keyword))
    case .one: return schema(value, same, at: parts.next(of: keyword))
    case .list:
      return .array((value.array ?? []).map { schema($0, same, at: parts.next(of: keyword)) })
    case .map where keyword == "dependentSchemas":
      return members(value) { schema($1, same, at: parts.next(of: keyword)) }
    case .map where keyword == "patternProperties":
      return members(value) { schema($1, member.named($0), at: parts.next(of: keyword)) }
    case .map: return members(value) { schema($1, member.named($0), at: parts.property($0)) }
    case nil:
      if keyword == "$ref", value.string != nil { _ = parts.next(of: keyword) }
      return value
    }
  }

  private func members(_ value: JSONValue, _ transform: (String, JSONValue) -> JSONValue) -> JSONValue {
    guard case .object(let object) = value else { return value }
    return .object(JSONObject(object.members.map { ($0.name, transform($0.name, $0.value)) }))
  }

  private func value(_ value: JSONValue, at field: Int?, _ context: SecretContext) -> JSONValue {
    guard let field else { return value }
    return SecretFields(search.fields, from: field, context).masking(value)
  }
}
