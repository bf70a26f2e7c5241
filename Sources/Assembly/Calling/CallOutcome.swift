package import JSON

/// The outcome of a call by the command `call`.
package struct CallOutcome: Sendable {
  /// The text for standard output.
  package var result: JSONValue?
  /// The text for standard error: the sentence of a failure.
  package var words: String
  /// Whether the tool failed.
  package var isError: Bool
  /// The secrets of the result, with the names of their fields.
  package var secrets: [(name: String, text: String)]
  /// Makes the result with a marker in the place of each secret.
  package var masked: @Sendable (_ marker: String) -> JSONValue?

  /// Makes an outcome.
  package init(
    result: JSONValue?,
    words: String = "",
    isError: Bool = false,
    secrets: [(name: String, text: String)] = [],
    masked: @escaping @Sendable (_ marker: String) -> JSONValue? = { _ in nil }
  ) {
    self.result = result
    self.words = words
    self.isError = isError
    self.secrets = secrets
    self.masked = masked
  }
}

/// A tool as the command `call` needs it to read its arguments.
package struct CallableTool: Sendable {
  /// The name of the tool.
  package let name: String
  /// The JSON Schema of all its arguments, as a caller may give them.
  package let inputSchema: JSONObject
  /// The names of the arguments whose values are secret.
  package let secretArguments: [String]
  /// Whether the document marks a part of the response as secret.
  package let givesSecrets: Bool

  /// Makes a tool.
  package init(name: String, inputSchema: JSONObject, secretArguments: [String], givesSecrets: Bool = false) {
    self.name = name
    self.inputSchema = inputSchema
    self.secretArguments = secretArguments
    self.givesSecrets = givesSecrets
  }
}
