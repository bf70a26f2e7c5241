import JSON
import JSONSchema
import OpenAPI

/// What a tool answers when its operation succeeded: the schema that is published, and values that keep to it.
struct ToolOutput: Sendable {
  /// A JSON Schema with an object root; `nil` if the document does not say that the answer is a JSON object.
  let schema: JSONObject?
  /// Whether the document says that a success is answered with JSON.
  let expectsJSON: Bool
  /// Whether a model may well want only some parts of an answer.
  let isLong: Bool
  private let compiled: Lazily<Schema?>

  init(_ operation: Operation, in document: APIDocument) {
    let answers = operation.successes
    expectsJSON = answers.contains { $0.json != nil }
    let declared = answers.lazy.compactMap { $0.json?.schema }.first.map(document.dereference)
    let schema = declared.flatMap(LenientSchema.object)
    self.schema = schema
    isLong = expectsJSON && FieldSelection.isWorthwhile(for: declared)
    compiled = Lazily { schema.flatMap { try? Schema(.object($0)) } }
  }

  /// The value as far as it keeps to the schema.
  ///
  /// Clients refuse a result that does not keep to the declared schema (TOOL-26), and after a write that would look like
  /// a failure and be repeated. So what has drifted from the document is left out; the text of the result has it all.
  func conforming(_ value: JSONValue) -> JSONValue? {
    guard schema != nil else { return value }
    guard let compiled = compiled.value, value.object != nil else { return [:] }
    return ConformingValue.make(of: value, by: compiled)
  }
}
