import JSON
import MCP
import Operations

extension OperationHandler {
  /// A call as data.
  func stored(_ call: Call) -> StoredCall {
    let secrets = call.caller?.secrets ?? []
    return StoredCall(
      id: call.record?.id ?? AuditedCall.makeID(),
      document: document,
      tool: name,
      operation: request.name,
      backend: request.server.base.origin,
      arguments: call.arguments,
      hasSecretArguments: self.secrets.isSecret(call.arguments, besides: secrets),
      note: call.note,
      trace: TraceContext.part(of: call.context.meta),
      caller: call.context.caller,
      principal: call.context.principal.withoutGrant,
      credential: call.caller?.credential(of: document)
    )
  }

  /// The call that stored data describes, with its credentials still to be resolved.
  ///
  /// - Throws: The fault of a selection in its arguments.
  func call(_ stored: StoredCall) throws(CallFailure) -> Call {
    let credential = stored.credential?.bound(to: document)
    return Call(
      stored.arguments,
      note: stored.note,
      selection: try selected(by: stored.arguments),
      request.credentials(of: credential, for: stored.principal),
      .detached(
        caller: stored.caller,
        principal: stored.principal,
        credential: credential,
        meta: stored.trace
      ),
      AuditedCall(audit, of: stored)
    )
  }
}
