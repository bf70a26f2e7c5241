package import JSON
import JSONSchema
import OpenAPI

/// The dialect of tool input schemas, for model APIs that support only a part of JSON Schema.
///
/// Constraints outside a dialect go into descriptions. Arguments are checked by the full schema in any dialect.
package enum ToolDialect: String, Sendable, CaseIterable {
  /// JSON Schema 2020-12, as in MCP, in forms that all clients support.
  case `default`
  /// The subset for OpenAI's functions with `strict: true`.
  case openai
  /// The subset for `parameters` of Gemini's function declarations.
  case gemini
  /// The default without references, for clients that do not resolve them.
  case noRefs = "no-refs"

  /// The longest description of a tool, in characters, as limited by OpenAI and LlamaIndex.
  package var maximumDescription: Int { self == .openai ? 1024 : PublishedSchema.maximumDescription }

  /// The schema of a tool's input in the dialect.
  package func input(_ schema: JSONObject) -> JSONObject {
    let schema = Self.portable(schema)
    return switch self {
    case .default: SharedSchemas.applied(to: ReachedDefinitions.applied(to: DefaultDialect.root(schema)))
    case .openai: ReachedDefinitions.applied(to: OpenAIDialect.root(schema))
    case .gemini: GeminiDialect(definitions: schema["$defs"]?.object ?? [:]).root(schema)
    case .noRefs: InlinedSchemas.applied(to: DefaultDialect.root(schema), isInput: true)
    }
  }

  /// The schema of a tool's output: JSON Schema in every dialect, with or without references.
  package func output(_ schema: JSONObject) -> JSONObject {
    switch self {
    case .default, .openai: SharedSchemas.applied(to: ReachedDefinitions.applied(to: schema))
    case .gemini, .noRefs: InlinedSchemas.applied(to: schema, isInput: false)
    }
  }

  /// The schema without keywords that some clients cannot handle in any dialect.
  ///
  /// These are patterns that do not compile with the flag `u` (JSON Schema 6.4), and `format: password`, which a
  /// framework turns into an object that sends asterisks.
  private static func portable(_ schema: JSONObject) -> JSONObject {
    let result = SchemaTransform.apply(.object(schema)) { schema in
      var schema = schema
      if let pattern = schema["pattern"]?.string, !Pattern.isPortable(pattern) { schema["pattern"] = nil }
      if schema["format"] == "password" { schema["format"] = nil }
      return schema
    }
    return result.object ?? schema
  }

  /// Whether a caller can neither omit a field nor write some values except as text, so that `null` and JSON strings
  /// are the expected notation.
  package var isIndirect: Bool { self == .openai || self == .gemini }
}
