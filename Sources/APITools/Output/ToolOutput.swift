import JSON
import JSONSchema
import MCP
import OpenAPI

/// What a tool answers when its operation succeeded: the schema that is published, and values that keep to it.
struct ToolOutput: Sendable {
  /// The JSON Schema of what is structured; `nil` if the document does not say of what type the answer is.
  let schema: JSONObject?
  /// Whether a model may well want only some parts of an answer.
  let isLong: Bool
  /// The header fields that stand beside the answer.
  let told: ToldFields
  private let responses: [Response]
  private let document: APIDocument
  /// Whether the document says of any success that it is JSON.
  private let hasJSON: Bool
  private let compiled: Lazily<Schema?>
  /// The members that may have the header fields, as far as the document decides.
  private let memberNames: [String]
  /// The members that may have the notes.
  private let noteNames: [String]

  init(_ operation: Operation, in document: APIDocument) {
    self.document = document
    responses = operation.responses
    told = ToldFields(operation)
    let answers = operation.successes
    hasJSON = answers.contains { $0.json != nil }
    let declared = answers.lazy.compactMap { $0.json?.schema }.first.map(document.dereference)
      .map(SchemaTypes.resolvingRoot)
    let own = declared?["properties"]?.object ?? [:]
    let names = ToldFields.memberNames.filter { !own.contains($0) }
    let noteNames = ToolNotes.memberNames.filter { !own.contains($0) }
    (memberNames, self.noteNames) = (names, noteNames)
    var schema = declared.flatMap(LenientSchema.root)
    if schema?["type"] == "object" {
      let added = [names.first.map { ($0, ToldFields.schema) }, noteNames.first.map { ($0, ToolNotes.schema) }]
      let properties = schema?["properties"]?.object ?? [:]
      schema?["properties"] = .object(JSONObject(properties.members + added.compactMap { $0 }))
    }
    self.schema = schema
    isLong = hasJSON && FieldSelection.isWorthwhile(for: declared)
    compiled = Lazily { [schema] in schema.flatMap { try? Schema(.object($0)) } }
  }

  /// The content declared for a status: its own, or that of all successes.
  private func content(of status: Int) -> [MediaType] {
    if let own = declared(status), !own.content.isEmpty { return own.content }
    return responses.filter(\.status.isSuccess).flatMap(\.content)
  }

  /// The response that the document gives for a status.
  func declared(_ status: Int) -> Response? {
    responses.first { $0.status == .code(status) } ?? responses.first { $0.status == .range(status / 100) }
      ?? responses.first { $0.status == .default }
  }

  /// Whether the document says that a success of a status is JSON, and has no such type as the answer.
  func expectsJSON(_ status: Int, insteadOf type: MediaTypeName) -> Bool {
    let content = content(of: status)
    guard content.contains(where: \.isJSON) else { return false }
    return !content.contains { !$0.isJSON && MediaTypeName($0.type).covers(type) }
  }

  /// Whether the document says that an answer of a type is bytes, or text; `nil` if it does not say.
  func kind(_ status: Int, _ type: MediaTypeName) -> ContentKind? {
    let media = content(of: status).first { MediaTypeName($0.type).covers(type) }
    let schema = media?.schema.map(document.dereference)
    // Where the schema says nothing, the bytes themselves do.
    return SchemaTypes.of(schema).isEmpty ? nil : ContentKind(type, schema)
  }

  /// The value as far as it keeps to the schema.
  ///
  /// Clients refuse a result that does not keep to the declared schema (TOOL-26), and after a write that would look like
  /// a failure and be repeated. So what has drifted from the document is left out; the text of the result has it all.
  func conforming(_ value: JSONValue) -> JSONValue? {
    guard let schema else { return value }
    let nothing: JSONValue = schema["type"] == "object" ? [:] : .null
    guard let compiled = compiled.value, nothing.isNull || value.object != nil else { return nothing }
    let made = ConformingValue.make(of: value, by: compiled)
    return nothing.isNull && !compiled.accepts(made) ? .null : made
  }

  /// A result whose notes stand in what is structured, too, where that is an object.
  func result(_ content: [Content], _ structured: JSONValue?) -> ToolResult {
    let name = structured?.object.flatMap { object in noteNames.first { !object.contains($0) } }
    return ToolResult(content: content, structuredContent: structured, notesMember: name)
  }

  /// What is structured where the answer itself is no JSON.
  var withoutValue: JSONValue? { schema == nil ? nil : conforming([:]) }

  /// The structured content with header fields in it; `nil` where it is no object, so that they are told as text.
  func adding(_ fields: JSONObject, to value: JSONValue?) -> JSONValue? {
    guard case .object(var object)? = value, let name = memberNames.first(where: { !object.contains($0) }) else {
      return nil
    }
    object.append(name, .object(fields))
    return .object(object)
  }
}
