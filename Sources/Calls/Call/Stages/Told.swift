import JSON
import MCP

/// Last stage of a call: the outcome for the model, and what only others may know.
struct Told: Sendable {
  /// The result for the model.
  let result: ToolResult
  /// The JSON of the response, including its secrets; `nil` if it has none.
  let value: JSONValue?
  /// The secrets of the call, including those of the response.
  let ledger: SecretLedger
}
