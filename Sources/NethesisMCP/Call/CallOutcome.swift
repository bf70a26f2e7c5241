package import JSON

/// What one call of the command `call` comes to.
package struct CallOutcome: Sendable {
  /// What goes to standard output.
  package var result: JSONValue?
  /// What goes to standard error: the sentence of a failure.
  package var words: String
  /// Whether the tool failed.
  package var isError: Bool
  /// The secrets of the result, with the names of their fields.
  package var secrets: [(name: String, text: String)]
  /// The result without its secrets, a mark in the place of each.
  package var masked: @Sendable (_ marker: String) -> JSONValue?

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

/// What the command `call` has to know of a tool to read its arguments.
package struct CallableTool: Sendable {
  package let name: String
  package let inputSchema: JSONObject
  /// The names of the arguments whose values are secret.
  package let secretArguments: [String]
  /// Whether the document says that something of the response is secret.
  let givesSecrets: Bool

  package init(name: String, inputSchema: JSONObject, secretArguments: [String], givesSecrets: Bool = false) {
    self.name = name
    self.inputSchema = inputSchema
    self.secretArguments = secretArguments
    self.givesSecrets = givesSecrets
  }
}
