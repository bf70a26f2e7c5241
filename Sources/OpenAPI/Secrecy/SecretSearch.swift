import JSON

/// Examines schemas for ``SecretFields``.
///
/// Each reference is followed once for each context with a different result, so recursive schemas end.
struct SecretSearch {
  private struct Reference: Hashable {
    var text: String
    var context: SecretContext
  }

  let document: JSONValue
  private(set) var fields: [SecretFields.Field] = []
  private var known: [Reference: Int] = [:]
  private var pending: [(reference: Reference, index: Int)] = []
  /// The number of contexts for which each reference was followed.
  private var contextCounts: [String: Int] = [:]
  /// The most contexts for which a reference is followed; in further ones it is judged by its name and target alone.
  private static let maximumContexts = 32
  /// The number of fields above which references are not followed for their context.
  private static let maximumFields = 300_000

  init(document: JSONValue) { self.document = document }

  /// Adds the fields of a schema and all of its subschemas.
  @discardableResult
  mutating func add(_ schema: JSONValue, _ context: SecretContext) -> Int {
    let index = field(schema, context)
    // Iterative, because a chain of references may be long.
    while let (reference, index) = pending.popLast() {
      guard let pointer = OpenAPI.Reference.pointer(reference.text), let target = document[pointer] else { continue }
      fields[index].sameValue = [field(target, reference.context.through(schema: Self.schemaName(pointer)))]
    }
    return index
  }

  /// The references to secret schemas, as written.
  var secretReferences: Set<String> {
    var result: Set<String> = []
    for (reference, index) in known where fields[index].sameValue.contains(where: { fields[$0].verdict.rule != nil }) {
      result.insert(reference.text)
    }
    return result
  }

  private mutating func field(_ schema: JSONValue, _ context: SecretContext) -> Int {
    let index = fields.count
    fields.append(SecretFields.Field())
    var field = SecretFields.Field()
    let (verdict, judgement) = Secrecy.verdict(schema, context)
    field.verdict = verdict
    if case .object(let object) = schema {
      let same = context.same(verdict, judgement)
      let members = SecretContext.isOfMembers(object) ? same.members(object) : same
      for (keyword, value) in object { add(keyword, value, to: &field, same, members) }
    }
    fields[index] = field
    return index
  }

  /// The name of the component or definition at a position.
  private static func schemaName(_ pointer: JSONPointer) -> String? {
    let tokens = pointer.tokens
    if tokens.count == 2, tokens[0] == "$defs" { return tokens[1] }
    return OpenAPI.Reference.schemaName(pointer)
  }

  private mutating func add(
    _ keyword: String,
    _ value: JSONValue,
    to field: inout SecretFields.Field,
    _ context: SecretContext,
    _ member: SecretContext
  ) {
    switch keyword {
    case "$ref": if let text = value.string { field.sameValue.append(reference(text, context)) }
    case "allOf", "anyOf", "oneOf":
      for schema in value.array ?? [] { field.sameValue.append(self.field(schema, context)) }
    case "dependentSchemas":
      for (_, schema) in value.object ?? [:] { field.sameValue.append(self.field(schema, context)) }
    case "if", "then", "else": field.sameValue.append(self.field(value, context))
    case "properties":
      for (name, schema) in value.object ?? [:] {
        field.properties[name] = self.field(schema, member.named(name))
      }
    case "patternProperties":
      for (_, schema) in value.object ?? [:] { field.otherMembers.append(self.field(schema, member)) }
    case "additionalProperties", "unevaluatedProperties": field.otherMembers.append(self.field(value, member))
    case "prefixItems": field.firstElements = (value.array ?? []).map { self.field($0, context) }
    case "items", "unevaluatedItems": field.otherElements.append(self.field(value, context))
    default: break
    }
  }

  private mutating func reference(_ text: String, _ context: SecretContext) -> Int {
    var reference = Reference(text: text, context: context.deciding)
    if let index = known[reference] { return index }
    if contextCounts[text, default: 0] >= Self.maximumContexts || fields.count > Self.maximumFields {
      reference.context = judged(reference.context, of: text)
      reference.context.forgetSurroundings(andSchemas: fields.count > Self.maximumFields)
      if let index = known[reference] { return index }
    } else {
      contextCounts[text, default: 0] += 1
    }
    let index = fields.count
    fields.append(SecretFields.Field())
    known[reference] = index
    pending.append((reference, index))
    return index
  }

  /// The context without its name, after judging the target of a reference by that name.
  private func judged(_ context: SecretContext, of text: String) -> SecretContext {
    guard let name = context.name, let pointer = OpenAPI.Reference.pointer(text), let target = document[pointer] else {
      return context
    }
    let (verdict, judgement) = Secrecy.verdict(target, context.through(schema: Self.schemaName(pointer)))
    var result = context.same(verdict, judgement)
    result.schemas.formUnion(Surroundings(holder: NameWords.of(name)))
    result.name = nil
    return result
  }
}
