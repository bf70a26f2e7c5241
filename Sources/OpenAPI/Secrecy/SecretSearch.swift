import JSON

/// Looks through schemas for what ``SecretFields`` has to know of them.
///
/// Each reference is followed once for each context that decides otherwise, so schemas that contain themselves end.
struct SecretSearch {
  /// What is known of a value before one of its schemas is looked at.
  struct Context: Hashable {
    /// The name of the nearest property or parameter; arrays give theirs to their elements.
    var name: String?
    /// Whether it is said to be secret, or not to be.
    var said: Bool?
  }

  private struct Reference: Hashable {
    var text: String
    var context: Context
  }

  let document: JSONValue
  private(set) var fields: [SecretFields.Field] = []
  private var known: [Reference: Int] = [:]
  private var pending: [(reference: Reference, index: Int)] = []

  init(document: JSONValue) { self.document = document }

  /// Adds the field of a schema and of everything in it.
  @discardableResult
  mutating func add(_ schema: JSONValue, _ context: Context) -> Int {
    let index = field(schema, context)
    // Not by recursion: a chain of references may be long.
    while let (reference, index) = pending.popLast() {
      guard let target = OpenAPI.Reference.pointer(reference.text).flatMap({ document[$0] }) else { continue }
      fields[index].sameValue = [field(target, reference.context)]
    }
    return index
  }

  /// The references that lead to a schema of a secret, as they are written.
  var secretReferences: Set<String> {
    var result: Set<String> = []
    for (reference, index) in known {
      let targets = fields[index].sameValue.map { fields[$0].verdict }
      if targets.contains(.everything) || targets.contains(.strings) { result.insert(reference.text) }
    }
    return result
  }

  private mutating func field(_ schema: JSONValue, _ context: Context) -> Int {
    let index = fields.count
    fields.append(SecretFields.Field())
    var field = SecretFields.Field()
    field.verdict = Secrecy.verdict(name: context.name, schema: schema, said: context.said)
    for (keyword, value) in schema.object ?? [:] {
      add(keyword, value, to: &field, Self.same(context, field.verdict))
    }
    fields[index] = field
    return index
  }

  private mutating func add(
    _ keyword: String,
    _ value: JSONValue,
    to field: inout SecretFields.Field,
    _ context: Context
  ) {
    let member = Context(name: nil, said: context.said == true ? true : nil)
    switch keyword {
    case "$ref": if let text = value.string { field.sameValue.append(reference(text, context)) }
    case "allOf", "anyOf", "oneOf":
      for schema in value.array ?? [] { field.sameValue.append(self.field(schema, context)) }
    case "dependentSchemas":
      for (_, schema) in value.object ?? [:] { field.sameValue.append(self.field(schema, context)) }
    case "if", "then", "else": field.sameValue.append(self.field(value, context))
    case "properties":
      for (name, schema) in value.object ?? [:] {
        field.properties[name] = self.field(schema, Context(name: name, said: member.said))
      }
    case "patternProperties":
      for (_, schema) in value.object ?? [:] { field.otherMembers.append(self.field(schema, member)) }
    case "additionalProperties", "unevaluatedProperties": field.otherMembers.append(self.field(value, member))
    case "prefixItems": field.firstElements = (value.array ?? []).map { self.field($0, context) }
    case "items", "unevaluatedItems": field.otherElements.append(self.field(value, context))
    default: break
    }
  }

  /// What holds for the other schemas of the same value.
  static func same(_ context: Context, _ verdict: Secrecy.Verdict) -> Context {
    switch verdict {
    case .everything: Context(name: context.name, said: true)
    case .nothing: Context(name: context.name, said: false)
    case .open, .strings: context
    }
  }

  private mutating func reference(_ text: String, _ context: Context) -> Int {
    let reference = Reference(text: text, context: context.deciding)
    if let index = known[reference] { return index }
    let index = fields.count
    fields.append(SecretFields.Field())
    known[reference] = index
    pending.append((reference, index))
    return index
  }
}
