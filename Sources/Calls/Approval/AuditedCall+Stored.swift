extension AuditedCall {
  /// Finds the record of a stored call again, by the call's id; `nil` if none is kept.
  package convenience init?(_ audit: (any CallAudit)?, of call: StoredCall) {
    guard let audit else { return nil }
    self.init(audit, id: call.id, tool: call.tool, caller: call.caller)
  }
}
