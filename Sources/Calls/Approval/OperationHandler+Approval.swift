import JSON
import MCP
import Operations

extension OperationHandler {
  /// Whether a person may be asked for secrets of its calls.
  package var asks: Bool { step != nil }

  /// Checks whether a call can succeed (``ApprovalCarrier/prepare(_:)``).
  package func prepare(_ request: ApprovalRequest) async -> ApprovalPreparation {
    do throws(CallFailure) { return try await PendingCall(request, of: self).prepare() } catch {
      return .refused(error.text)
    }
  }

  /// The reason why no secret would be sent at present (``ApprovalCarrier/hindrance(of:)``).
  package func hindrance(of request: ApprovalRequest) async -> String? {
    do throws(CallFailure) { return try await PendingCall(request, of: self).hindrance() } catch { return error.text }
  }

  /// Makes a call with the secrets that a person gave (``ApprovalCarrier/perform(_:with:)``).
  package func perform(_ request: ApprovalRequest, with secrets: [String: String]) async -> ApprovedCall {
    do throws(CallFailure) { return try await PendingCall(request, of: self).perform(secrets) } catch {
      return .unsent(error.text, AuditedCall(audit, of: request.call))
    }
  }

  /// Revokes the item that an approved call created (``ApprovalCarrier/revoke(_:of:)``).
  package func revoke(_ revocation: Revocation, of request: ApprovalRequest) async -> String? {
    guard let removal = verifier?.removal, removal.request.name == revocation.operation, serves(request.call) else {
      return "Nothing was sent, because \(revocation.operation) is no longer what revokes it."
    }
    do throws(CallFailure) {
      let call = try call(request.call)
      return await removal.remove(revocation.arguments, call.approved(with: call.arguments))
    } catch {
      return error.text
    }
  }

  /// Whether a stored call is one of the same operation at the same backend.
  func serves(_ call: StoredCall) -> Bool {
    request.name == call.operation && request.server.base.origin == call.backend
  }
}

extension ApprovalStep {
  /// Whether all of these are secrets of the operation.
  func takes(_ fields: [ApprovalRequest.Field]) -> Bool {
    fields.allSatisfy { field in self.fields.contains { $0.name == field.name } }
  }
}

extension ApprovedCall {
  /// A call that nobody can carry out any more, because its tool is not served.
  package static func unserved(_ request: ApprovalRequest, _ record: AuditedCall?) -> ApprovedCall {
    .unsent(unservedWords(request), record)
  }

  /// The reason why a call of a tool that is not served is not sent.
  package static func unservedWords(_ request: ApprovalRequest) -> String {
    "Nothing was sent, because the tool \(request.tool) is not served any more."
  }

  fileprivate static func unsent(_ words: String, _ record: AuditedCall?) -> ApprovedCall {
    record?.refused(words)
    return ApprovedCall(.failed, result: .failure(words))
  }
}
