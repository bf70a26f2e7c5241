package import JSON

/// The secret fields of one schema, found once, so that many values can be searched for secrets.
///
/// An undeclared member is judged by its name alone: a backend may return more than its document declares.
package struct SecretFields: Sendable {
  /// The fields of the schema, possibly among others.
  let fields: [Field]
  /// The field of the root.
  private(set) var start = 0
  /// References to definitions whose own examples are secret in every place.
  let secretReferences: Set<String>
  /// The context of the whole value.
  let context: SecretContext
  let role: Secrecy.Role
  /// Knowledge of earlier walks through values.
  private let kept = KeptKnowledge()

  /// The number of values that were searched so far.
  package var searchCount: Int { kept.walks }

  /// Finds the secret fields of a schema.
  ///
  /// - Parameters:
  ///   - schema: A JSON Schema 2020-12.
  ///   - document: The target of its references; `nil` for the schema itself.
  ///   - name: The name of the field with this schema; `nil` for a whole body.
  ///   - mcp: The `x-mcp` beside the schema; it takes precedence.
  ///   - operation: The subjects of the operation with this schema at its root.
  ///   - role: The side of the call that gives the values.
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

  /// The fields of a schema with a known context.
  init(_ schema: JSONValue, in document: JSONValue, _ context: SecretContext) {
    var search = SecretSearch(document: document)
    search.add(schema, context)
    fields = search.fields
    secretReferences = search.secretReferences
    self.context = context
    role = context.role
  }

  /// The fields of a schema that was examined together with others.
  init(_ fields: [Field], from start: Int, _ context: SecretContext) {
    self.fields = fields
    self.start = start
    secretReferences = []
    self.context = context
    role = context.role
  }

  /// The names of the secret properties, sorted.
  package var names: [String] {
    let properties = fields.flatMap(\.properties).filter { _, index in
      sameValue([index]).contains { fields[$0].verdict.rule != nil }
    }
    return Set(properties.map(\.key)).sorted()
  }

  /// The form of a field that is secret as a whole.
  package enum Whole: Sendable, Hashable {
    /// A single value of any type.
    case value(SecretRule)
    /// Several secret values: an array or a map.
    case several(SecretRule)
  }

  /// The form of a property of the root that is secret as a whole; `nil` if it is not.
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

  /// The examined schema with its own examples, defaults and constants masked.
  package func masked(_ schema: JSONValue) -> JSONValue {
    let stated = StatedValues(in: schema)
    // Unused definitions were not examined.
    let isSearched = schema["$defs"] == nil
    guard stated.contains(.containers) || stated.contains(.leaves) && !(isEmpty && isSearched) else { return schema }
    return SchemaMasking(document: schema, role: role, secretReferences: secretReferences).schema(schema, context)
  }

  /// The value with each secret replaced by its placeholder, or by another text; its shape stays.
  package func masking(_ value: JSONValue, as marker: String? = nil) -> JSONValue {
    kept.walk(self) { $0.masking(value, as: marker) }
  }

  /// The secrets of a value with their positions, in the order of the value.
  ///
  /// Empty strings, booleans and null are never secret.
  package func secrets(in value: JSONValue) -> [(location: JSONPointer, value: JSONValue)] {
    kept.walk(self) { $0.secrets(in: value) }
  }

  /// A schema, as far as secrets are concerned.
  struct Field: Sendable {
    var verdict: Secrecy.Verdict = .open
    /// The fields of schemas that apply to the same value, through `$ref`, `allOf` and the like.
    var sameValue: [Int] = []
    var properties: [String: Int] = [:]
    /// The fields of undeclared members.
    var otherMembers: [Int] = []
    /// The fields of the leading elements of an array, and of the elements after them.
    var firstElements: [Int] = []
    var otherElements: [Int] = []
  }
}
