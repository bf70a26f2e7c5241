/// Secrets of a response that are still to be handed out where a person has asked for them.
///
/// One of the two functions is to be called, once.
package struct PendingDelivery: Sendable {
  /// The secrets, with the names of their fields.
  package let secrets: [(name: String, text: String)]
  private let revocation: Revocation?
  /// The tool that revokes as well, if there is one.
  private let tool: String?
  private let audited: AuditedCall?

  init(
    _ secrets: [(name: String, text: String)],
    revocation: Revocation?,
    tool: String?,
    _ audited: AuditedCall?
  ) {
    self.secrets = secrets
    self.revocation = revocation
    self.tool = tool
    self.audited = audited
  }

  /// Records that the secrets went out by a channel.
  package func delivered(by channel: String) { audited?.delivered(secrets, to: channel) }

  /// Revokes what was made, because its secrets could not be handed out.
  ///
  /// - Parameter reason: Why, for the record.
  /// - Returns: Sentences on what became of it.
  package func failed(_ reason: String) async -> String {
    audited?.undelivered(reason)
    guard let revocation else {
      return "Nobody has it. Nothing says how to take back what was made: find it, and revoke it."
    }
    guard let problem = await revocation.perform() else {
      return "So nobody has it, and it was revoked: \(revocation.subject). Mend that, and make another one."
    }
    return "So nobody has it, but it could not be revoked: \(problem) Revoke it\(tool.map { " with \($0)" } ?? ""): "
      + "\(revocation.subject)."
  }
}
