import JSON
import JSONSchema
import OpenAPI

/// The language in which the input schemas of tools are written, for the model APIs that take only a part of JSON Schema.
///
/// What a dialect cannot say goes into descriptions. Arguments are checked by the whole schema, whatever was published.
package enum ToolDialect: String, Sendable, CaseIterable {
  /// JSON Schema 2020-12, as MCP has it, in the forms that all clients read.
  case `default`
  /// What OpenAI takes for functions with `strict: true`.
  case openai
  /// What Gemini takes for `parameters` of function declarations.
  case gemini
  /// The default without references, for clients that follow none.
  case noRefs = "no-refs"

  /// The longest description of a tool, in characters: OpenAI refuses longer ones, and LlamaIndex does.
  var maximumDescription: Int { self == .openai ? 1024 : PublishedSchema.maximumDescription }

  /// The schema of a tool's input as the dialect writes it.
  func input(_ schema: JSONObject) -> JSONObject {
    let schema = Self.portable(schema)
    return switch self {
    case .default: SharedSchemas.applied(to: ReachedDefinitions.applied(to: DefaultDialect.root(schema)))
    case .openai: ReachedDefinitions.applied(to: OpenAIDialect.root(schema))
    case .gemini: GeminiDialect(definitions: schema["$defs"]?.object ?? [:]).root(schema)
    case .noRefs: InlinedSchemas.applied(to: DefaultDialect.root(schema), isInput: true)
    }
  }

  /// The schema of a tool's output: JSON Schema in every dialect, with or without references.
  func output(_ schema: JSONObject) -> JSONObject {
    switch self {
    case .default, .openai: SharedSchemas.applied(to: ReachedDefinitions.applied(to: schema))
    case .gemini, .noRefs: InlinedSchemas.applied(to: schema, isInput: false)
    }
  }

  /// The schema without what some clients cannot take, whatever their dialect.
  ///
  /// These are patterns that cannot be compiled with the flag `u` (JSON Schema 6.4), and `format: password`, of which a
  /// framework makes an object that sends asterisks.
  private static func portable(_ schema: JSONObject) -> JSONObject {
    let result = SchemaTransform.apply(.object(schema)) { schema in
      var schema = schema
      if let pattern = schema["pattern"]?.string, !Pattern.isPortable(pattern) { schema["pattern"] = nil }
      if schema["format"] == "password" { schema["format"] = nil }
      return schema
    }
    return result.object ?? schema
  }

  /// Whether a caller can neither leave out a field nor write some values but as text, so that `null` and strings of JSON
  /// are what is expected.
  var isIndirect: Bool { self == .openai || self == .gemini }
}
