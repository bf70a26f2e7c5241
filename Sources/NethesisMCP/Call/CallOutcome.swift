package import JSON

/// What one call of the command `call` comes to.
package struct CallOutcome: Sendable {
  /// What goes to standard output.
  package var result: JSONValue?
  /// What goes to standard error: the sentence of a failure.
  package var words: String
  /// Whether the tool failed.
  package var isError: Bool

  package init(result: JSONValue?, words: String = "", isError: Bool = false) {
    self.result = result
    self.words = words
    self.isError = isError
  }
}

/// What the command `call` has to know of a tool to read its arguments.
package struct CallableTool: Sendable {
  package let name: String
  package let inputSchema: JSONObject
  /// The names of the arguments whose values are secret.
  package let secretArguments: [String]

  package init(name: String, inputSchema: JSONObject, secretArguments: [String]) {
    self.name = name
    self.inputSchema = inputSchema
    self.secretArguments = secretArguments
  }
}
