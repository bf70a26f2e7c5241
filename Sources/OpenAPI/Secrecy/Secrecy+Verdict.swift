package import JSON

extension Secrecy {
  /// Whether a field without a known context is secret.
  package static func isSecret(
    name: String,
    schema: JSONValue,
    mcp: FieldExtension? = nil,
    role: Role = .input
  ) -> Bool {
    rule(schema, in: SecretContext(name: name, role: role), mcp: mcp) != nil
  }

  /// The rule that makes a field, or each element of an array, secret; `nil` if it is not.
  ///
  /// - Parameters:
  ///   - schema: The schema of its value.
  ///   - context: The context of the field.
  ///   - mcp: The `x-mcp` beside the schema; it takes precedence.
  /// - Returns: The rule, for reports.
  package static func rule(_ schema: JSONValue, in context: SecretContext, mcp: FieldExtension? = nil) -> SecretRule? {
    var schema = saying(mcp, schema)
    var context = context
    while true {
      let (verdict, judgement) = verdict(schema, context)
      if let rule = verdict.rule { return rule }
      guard verdict != .nothing, let items = schema["items"] else { return nil }
      context = context.same(verdict, judgement)
      schema = items
    }
  }

  /// Judges a field.
  ///
  /// - Parameters:
  ///   - schema: A schema of its value.
  ///   - context: The context of the value; statements on it and around it rank below this schema's `x-mcp`.
  /// - Returns: The verdict on values of the schema, and the judgement for its subschemas.
  static func verdict(_ schema: JSONValue, _ context: SecretContext) -> (Verdict, Judgement) {
    if let isSecret = FieldExtension.isSecret(schema["x-mcp"]) {
      return (isSecret ? .everything(.said) : .nothing, .open)
    }
    if let isSecret = context.said { return (isSecret ? .everything(.inside) : .nothing, .open) }
    let form = Form(schema)
    // A switch, or one of a few listed values, is no secret, whatever its name.
    guard form != .listed else { return (.open, context.judgement) }
    if schema["format"] == "password" { return (.everything(.format), .open) }
    guard schema["const"] == nil else { return (.open, context.judgement) }
    let judgement = judgement(schema, context)
    guard case .secret(let rule) = judgement else { return (.open, judgement) }
    switch form {
    case .text: return (.strings(rule), judgement)
    // An object that is called keys and declares no members describes keys.
    case .map where rule == .key && schema["additionalProperties"]?.object == nil && isPlural(context.name):
      return (.open, judgement)
    case .map where rule.coversMaps, .number where rule.coversNumbers: return (.everything(rule), judgement)
    default: return (.open, judgement)
    }
  }

  private static func isPlural(_ name: String?) -> Bool { name?.utf8.last.map { $0 | 0x20 } == UInt8(ascii: "s") }

  private static func judgement(_ schema: JSONValue, _ context: SecretContext) -> Judgement {
    guard context.judgement != .denied else { return .denied }
    if context.judgement != .open, schema["description"] == nil { return context.judgement }
    let own = FieldJudge.judge(
      context.name.map(NameWords.of) ?? [],
      schema: schema,
      surroundings: context.surroundings.union(context.outer),
      operation: context.operation,
      isTop: context.depth == 1,
      role: context.role
    )
    return own == .open ? context.judgement : own
  }

  /// The form of a value according to its schema, as far as it matters here.
  private enum Form {
    /// A string that is not listed in the document.
    case text
    /// A boolean, or a value that is listed in the document.
    case listed
    case number
    /// An object with undeclared members, which are texts or unrestricted.
    case map
    /// Any other form.
    case other

    private static let structure = [
      "$ref", "properties", "items", "prefixItems", "allOf", "anyOf", "oneOf", "additionalProperties",
    ]

    init(_ schema: JSONValue) {
      guard case .object(let schema) = schema else {
        self = schema == true ? .text : .other
        return
      }
      guard schema["enum"] == nil else {
        self = .listed
        return
      }
      let types = schema["type"].map { $0.array ?? [$0] } ?? []
      if types.contains("string") {
        self = .text
      } else if types.isEmpty {
        self = Self.structure.contains { schema.contains($0) } ? Self.map(schema) : .text
      } else if types.contains("object") {
        self = Self.map(schema)
      } else if types.contains("boolean") {
        self = .listed
      } else {
        self = types.contains("integer") || types.contains("number") ? .number : .other
      }
    }

    private static func map(_ schema: JSONObject) -> Form {
      let isNamed = ["$ref", "properties", "items", "prefixItems", "allOf", "anyOf", "oneOf"].contains {
        schema.contains($0)
      }
      guard !isNamed else { return .other }
      guard let member = schema["additionalProperties"]?.object else {
        return schema["additionalProperties"] == false ? .other : .map
      }
      let types = member["type"].map { $0.array ?? [$0] } ?? []
      return types.contains("string") || types.isEmpty && !member.contains("$ref") && !member.contains("properties")
        ? .map : .other
    }
  }
}

extension SecretRule {
  /// Whether a map of that name contains only such secrets.
  fileprivate var coversMaps: Bool {
    switch self {
    case .password, .token, .key, .store, .hash, .code, .description: true
    default: false
    }
  }

  /// Whether numbers of that name are secret too.
  fileprivate var coversNumbers: Bool { self == .card }
}
