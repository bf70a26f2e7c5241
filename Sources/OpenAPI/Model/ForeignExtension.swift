/// A member of another program's extension with a counterpart in `x-mcp`.
package enum ForeignExtension: String, Sendable, CaseIterable {
  /// Whether the operation has no tool (Speakeasy).
  case speakeasyDisabled = "x-speakeasy-mcp.disabled"
  /// Whether the operation has a tool (Mintlify).
  case mintEnabled = "x-mint.mcp.enabled"
  /// Whether a person must approve each call (GPT actions).
  case isConsequential = "x-openai-isConsequential"

  /// The path of members to the value.
  var path: [String] { rawValue.split(separator: ".").map(String.init) }

  /// The equivalent member of `x-mcp`.
  var meaning: String {
    switch self {
    case .speakeasyDisabled, .mintEnabled: "\"enabled\""
    case .isConsequential: "\"destructiveHint\""
    }
  }
}
