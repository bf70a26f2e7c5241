import JSON
import MCP

/// The outcome of a call that the backend carried out.
struct CallResponse: Sendable {
  /// The result for the model.
  let result: ToolResult
  /// The JSON of the response, with secrets; `nil` if it has none.
  let value: JSONValue?
  /// The secrets of the call, including those of the response.
  let ledger: SecretLedger
}
