package import JSON

/// The secret fields of one schema, looked for once, so that values can be searched for secrets often.
///
/// Of a member that the schema does not name, the name alone decides: a backend may answer more than its document says.
package struct SecretFields: Sendable {
  /// The fields of the schema, and perhaps of others.
  let fields: [Field]
  /// The field of the root.
  private(set) var start = 0
  /// The references to definitions whose own examples are secret wherever they stand.
  let secretReferences: Set<String>
  /// What is known of the whole value.
  let context: SecretContext
  let role: Secrecy.Role

  /// Looks for the secret fields of a schema.
  ///
  /// - Parameters:
  ///   - schema: A JSON Schema 2020-12.
  ///   - document: What its references lead into; without it, the schema itself.
  ///   - name: The name of the field that has the schema; `nil` for a whole body.
  ///   - mcp: What is said under `x-mcp` beside the schema; it counts more.
  ///   - operation: What the operation is about that has the schema at its root.
  ///   - role: Who gives the values.
  package init(
    schema: JSONValue,
    in document: JSONValue? = nil,
    name: String? = nil,
    mcp: FieldExtension? = nil,
    of operation: OperationSubjects = .none,
    role: Secrecy.Role
  ) {
    let context = SecretContext(name: name, operation: operation, role: role)
    self.init(Secrecy.saying(mcp, schema), in: document ?? schema, context)
  }

  /// Whether the schema has no secret field.
  package var isEmpty: Bool { !fields.contains { $0.verdict.rule != nil } }

  /// The fields of a schema of which something is known already.
  init(_ schema: JSONValue, in document: JSONValue, _ context: SecretContext) {
    var search = SecretSearch(document: document)
    search.add(schema, context)
    fields = search.fields
    secretReferences = search.secretReferences
    self.context = context
    role = context.role
  }

  /// The fields of a schema that was looked through with others.
  init(_ fields: [Field], from start: Int, _ context: SecretContext) {
    self.fields = fields
    self.start = start
    secretReferences = []
    self.context = context
    role = context.role
  }

  /// The names of the properties that are secret, sorted.
  package var names: [String] {
    let properties = fields.flatMap(\.properties).filter { _, index in
      sameValue([index]).contains { fields[$0].verdict.rule != nil }
    }
    return Set(properties.map(\.key)).sorted()
  }

  /// A field that is a secret as a whole.
  package enum Whole: Sendable, Hashable {
    /// A text, or whatever else is there.
    case value(SecretRule)
    /// Several values, each of which is one: an array or a map.
    case several(SecretRule)
  }

  /// Tells whether a property of the root is a secret as a whole; `nil` if it is not.
  package func whole(_ name: String) -> Whole? {
    let properties = sameValue([start]).compactMap { fields[$0].properties[name] }
    let value = sameValue(properties).map { fields[$0] }
    if let rule = value.lazy.compactMap(\.verdict.rule).first { return .value(rule) }
    guard !value.contains(where: { $0.verdict == .nothing || !$0.properties.isEmpty }) else { return nil }
    for inner in [value.flatMap { $0.firstElements + $0.otherElements }, value.flatMap(\.otherMembers)] {
      let rules = inner.map { index in sameValue([index]).lazy.compactMap { fields[$0].verdict.rule }.first }
      if let rule = rules.first, !rules.contains(nil), let rule { return .several(rule) }
    }
    return nil
  }

  /// The schema that was looked at, its own examples, defaults and constants without secrets.
  package func masked(_ schema: JSONValue) -> JSONValue {
    let stated = StatedValues(in: schema)
    // Definitions that nothing refers to were not looked at.
    let isSearched = schema["$defs"] == nil
    guard stated.contains(.containers) || stated.contains(.leaves) && !(isEmpty && isSearched) else { return schema }
    return SchemaMasking(document: schema, role: role, secretReferences: secretReferences).schema(schema, context)
  }

  /// The same value, each secret replaced by its placeholder, or by another text; the shape stays.
  package func masking(_ value: JSONValue, as marker: String? = nil) -> JSONValue {
    var walk = SecretWalk(self)
    return walk.masking(value, as: marker)
  }

  /// The secrets of a value and where they are, in the order of the value.
  ///
  /// Empty strings, booleans and null are no secrets, whatever is said of their field.
  package func secrets(in value: JSONValue) -> [(location: JSONPointer, value: JSONValue)] {
    var walk = SecretWalk(self)
    return walk.secrets(in: value)
  }

  /// One schema, as far as it matters here.
  struct Field: Sendable {
    var verdict: Secrecy.Verdict = .open
    /// The fields of the schemas that hold for the same value, by way of `$ref`, `allOf` and the like.
    var sameValue: [Int] = []
    var properties: [String: Int] = [:]
    /// The fields of the members that have no name in the schema.
    var otherMembers: [Int] = []
    /// The fields of the elements at the beginning of an array, and those of the elements after them.
    var firstElements: [Int] = []
    var otherElements: [Int] = []
  }
}
