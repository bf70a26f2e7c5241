package import JSON

extension RequestContext {
  /// The context of a call that is carried out apart from the request that asked for it: no client hears of it.
  ///
  /// - Parameters:
  ///   - caller: The key of the caller (``caller``).
  ///   - principal: The authenticated caller.
  ///   - credential: The caller's own credential for the backend.
  ///   - meta: The members of the request's `_meta` that were kept.
  /// - Returns: A context whose notifications go nowhere.
  package static func detached(
    caller: String?,
    principal: Principal = .anybody,
    credential: CallerCredential?,
    meta: JSONObject
  ) -> RequestContext {
    let version = ProtocolVersion.v2026_07_28
    return RequestContext(
      client: ClientCapabilities(version: version),
      meta: meta,
      caller: Caller(key: caller, principal: principal, credential: credential),
      notifier: Notifier(profile: .of(version), isOpen: false, sink: Nobody())
    )
  }
}

private struct Nobody: MessageSink {
  func send(_ message: [UInt8]) {}
}
