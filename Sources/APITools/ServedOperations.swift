package import Calls
import Synchronization

/// The operations that are served now; carries out approvals, whichever catalog or process asked for them.
package final class ServedOperations: ApprovalCarrier {
  private let tools: Mutex<APITools?>

  /// Makes it of tools, or of none before there are any.
  package init(_ tools: APITools? = nil) { self.tools = Mutex(tools) }

  /// Serves the operations of these tools from now on, and no others.
  package func serve(_ tools: APITools) { self.tools.withLock { $0 = tools } }

  /// Checks whether a call can succeed; called only before anybody is asked.
  package func prepare(_ request: ApprovalRequest) async -> ApprovalPreparation {
    guard let handler = handler(of: request) else { return .refused(ApprovedCall.unservedWords(request)) }
    return await handler.prepare(request)
  }

  /// The reason why no secret would be sent at present; `nil` if one would be sent.
  package func hindrance(of request: ApprovalRequest) async -> String? {
    guard let handler = handler(of: request) else { return ApprovedCall.unservedWords(request) }
    return await handler.hindrance(of: request)
  }

  /// Makes the call with the secrets that a person gave.
  package func perform(_ request: ApprovalRequest, with secrets: [String: String]) async -> ApprovedCall {
    guard let handler = handler(of: request) else { return .unserved(request, record(of: request)) }
    return await handler.perform(request, with: secrets)
  }

  /// Revokes the item that the call created; returns the reason why it may still exist.
  package func revoke(_ revocation: Revocation, of request: ApprovalRequest) async -> String? {
    guard let handler = handler(of: request) else { return ApprovedCall.unservedWords(request) }
    return await handler.revoke(revocation, of: request)
  }

  /// Records that the person declined.
  package func declined(_ request: ApprovalRequest) { record(of: request)?.declined() }

  /// Records that the call cannot succeed.
  package func refused(_ request: ApprovalRequest, because words: String) { record(of: request)?.refused(words) }

  /// Records that the request expired undecided.
  package func expired(_ request: ApprovalRequest, because reason: String) { record(of: request)?.expired(reason) }

  /// Records that the call is the same as an earlier one.
  package func joined(_ request: ApprovalRequest, to first: String) { record(of: request)?.joined(first) }

  private func handler(of request: ApprovalRequest) -> OperationHandler? {
    let entries = tools.withLock { $0?.entries ?? [] }
    return entries.first { $0.name == request.tool && $0.api == request.call.document }?.handler
  }

  /// The entry of a call in the record of calls, which outlives the tool.
  private func record(of request: ApprovalRequest) -> AuditedCall? {
    AuditedCall(tools.withLock { $0?.audit }, of: request.call)
  }
}
