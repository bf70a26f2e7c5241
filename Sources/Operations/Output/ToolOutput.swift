package import JSON
import JSONSchema
import LazyValue
package import MCP
package import OpenAPI

/// The output of a tool whose operation succeeded: its published schema, and values that conform to it.
package struct ToolOutput: Sendable {
  /// The JSON Schema of the structured content; `nil` if the document does not declare the response's type.
  package var schema: JSONObject? { published.value }
  /// Whether a model may need only some fields of a response.
  package let isLong: Bool
  /// The header fields that are returned beside the response.
  package let told: ToldFields
  private let responses: [DocumentedResponse]
  private let document: APIDocument
  /// Whether the document declares JSON for any success.
  private let hasJSON: Bool
  private let published: Lazy<JSONObject?>
  private let compiled: Lazy<Schema?>
  /// The names for the member with the header fields that the document leaves free.
  private let memberNames: [String]
  /// The names for the member with the notes that the document leaves free.
  private let noteNames: [String]

  /// Derives the output of an operation from its responses.
  package init(_ operation: Operation, in document: APIDocument) {
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
    isLong = hasJSON && FieldSelection.isWorthwhile(for: declared)
    let published = Lazy { Self.published(declared, names.first, noteNames.first) }
    self.published = published
    compiled = Lazy { published.value.flatMap { try? Schema(.object($0)) } }
  }

  /// The schema of an answer, with the members that this program adds to an object.
  private static func published(_ declared: JSONValue?, _ told: String?, _ notes: String?) -> JSONObject? {
    var schema = declared.flatMap(LenientSchema.root)
    var added = [notes.map { ($0, ToolNotes.schema) }]
    if schema?["type"] == "object" {
      added.insert(told.map { ($0, ToldFields.schema) }, at: 0)
    } else if let types = schema?["type"]?.array, !types.contains("object") {
      schema?["type"] = .array(types + ["object"])
    }
    if schema != nil {
      let properties = schema?["properties"]?.object ?? [:]
      schema?["properties"] = .object(JSONObject(properties.members + added.compactMap { $0 }))
    }
    return schema
  }

  /// The content that the document declares for a status, else that of all successes.
  private func content(of status: Int) -> [MediaType] {
    if let own = declared(status), !own.content.isEmpty { return own.content }
    return responses.filter(\.status.isSuccess).flatMap(\.content)
  }

  /// The response that the document declares for a status: its code, its range or the default.
  package func declared(_ status: Int) -> DocumentedResponse? {
    responses.first { $0.status == .code(status) } ?? responses.first { $0.status == .range(status / 100) }
      ?? responses.first { $0.status == .default }
  }

  /// Whether the document declares JSON for a success with a status, and nothing that covers the type of this response.
  package func expectsJSON(_ status: Int, insteadOf type: MediaTypeName) -> Bool {
    let isDeclared = declared(status)?.content.isEmpty == false
    // Of a status of which nothing is declared, only a page for people is not what it says that it is.
    guard isDeclared || type.essence.isEmpty || type.essence == "text/html" else { return false }
    let content = content(of: status)
    guard content.contains(where: \.isJSON) else { return false }
    return !content.contains { !$0.isJSON && MediaTypeName($0.type).covers(type) }
  }

  /// The media type of a response that does not say its own; `nil` if the document gives none, or several.
  package func onlyType(_ status: Int) -> String? {
    let types = Set(content(of: status).map(\.type))
    return types.count == 1 ? types.first.flatMap { $0.contains("*") ? nil : $0 } : nil
  }

  /// The kind that the document declares for a response of a type, bytes or text; `nil` if it declares none.
  package func kind(_ status: Int, _ type: MediaTypeName) -> ContentKind? {
    let media = content(of: status).first { MediaTypeName($0.type).covers(type) }
    let schema = media?.schema.map(document.dereference)
    // Without types in the schema, the bytes themselves decide.
    return SchemaTypes.of(schema).isEmpty ? nil : ContentKind(type, schema)
  }

  /// The parts of a value that conform to the schema.
  ///
  /// Clients reject a result that does not conform to the declared schema (TOOL-26), which after a write would look
  /// like a failure and cause a repeat. So parts that have drifted from the document are left out; the text of the
  /// result has them. A value other than an object that has drifted is replaced by an object with notes.
  package func conforming(_ value: JSONValue) -> JSONValue { conformance(of: value).value }

  /// The same, and whether that is all of the value.
  package func conformance(of value: JSONValue) -> (value: JSONValue, isWhole: Bool) {
    guard let schema else { return (value, true) }
    guard let compiled = compiled.value, schema["type"] != "object" || value.object != nil else {
      return ([:], value == [:])
    }
    if compiled.accepts(value) { return (value, true) }
    let part = ConformingValue.make(of: value, by: compiled)
    return (part, part == value)
  }

  /// The structured content of a value that was made shorter: a list by itself would be taken for the whole.
  package func shortened(_ value: JSONValue) -> JSONValue {
    let value = conforming(value)
    return value.array == nil ? value : ["beginning": value]
  }

  /// Makes a result whose notes also stand in the structured content, if that is an object.
  package func result(_ content: [Content], _ structured: JSONValue?) -> ToolResult {
    let name = structured?.object.flatMap { object in noteNames.first { !object.contains($0) } }
    return ToolResult(content: content, structuredContent: structured, notesMember: name)
  }

  /// Whether an answer is structured as an object whenever it is as declared, so that notes have their place in it.
  package var isObject: Bool { schema == nil || schema?["type"] == "object" }

  /// The structured content of a response that is not JSON.
  package var withoutValue: JSONValue? { schema == nil ? nil : conforming([:]) }

  /// The structured content with header fields in it; `nil` if it is no object, so that they go into the text.
  package func adding(_ fields: JSONObject, to value: JSONValue?) -> JSONValue? {
    guard case .object(var object)? = value, let name = memberNames.first(where: { !object.contains($0) }) else {
      return nil
    }
    object.append(name, .object(fields))
    return .object(object)
  }
}
