import JSON
import MCP
import Redaction

/// Stage of a call whose response was read.
struct Answered: Sendable {
  let call: Call
  /// The channel by which the secrets of the response go out.
  let channel: SecretChannel
  let result: ToolResult
  /// The JSON of the response, including its secrets; `nil` if it has none.
  let value: JSONValue?
  let ledger: SecretLedger

  /// Completes the result, and records that secrets go out with it, or leaves that to their delivery.
  func told(by tool: OperationHandler) -> Told {
    var result = result
    if let note = call.note { result.note(note) }
    let told = Told(result: result, value: value, ledger: ledger)
    guard case .result = channel else { return told }
    let secrets = ledger.returned.map { ($0.name, $0.secret.text) }
    guard let handOver = tool.handOver else {
      call.record?.delivered(secrets, to: "result")
      return told
    }
    guard !secrets.isEmpty else { return told }
    let revocation = tool.verifier?.revocation(of: told)
    handOver(PendingDelivery(secrets, revocation: revocation, by: tool.verifier?.removal, of: call))
    return told
  }
}
