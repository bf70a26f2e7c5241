/// A member of another program's extension that says of an operation what `x-mcp` could say.
package enum ForeignExtension: String, Sendable, CaseIterable {
  /// Whether there is no tool for the operation (Speakeasy).
  case speakeasyDisabled = "x-speakeasy-mcp.disabled"
  /// Whether there is a tool for the operation (Mintlify).
  case mintEnabled = "x-mint.mcp.enabled"
  /// Whether a person has to agree to each call (GPT actions).
  case isConsequential = "x-openai-isConsequential"

  /// The members that lead to the value.
  var path: [String] { rawValue.split(separator: ".").map(String.init) }

  /// The member of `x-mcp` that says the same.
  var meaning: String {
    switch self {
    case .speakeasyDisabled, .mintEnabled: "\"enabled\""
    case .isConsequential: "\"destructiveHint\""
    }
  }
}
