/// Secrets of a response that are still to be delivered by the channel that the person chose.
///
/// Call exactly one of the two functions, once.
package struct PendingDelivery: Sendable {
  /// The secrets, with the names of their fields.
  package let secrets: [(name: String, text: String)]
  private let revocation: Revocation?
  /// The tool that revokes as well; `nil` without one.
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

  /// Records the delivery of the secrets by a channel.
  package func delivered(by channel: String) { audited?.delivered(secrets, to: channel) }

  /// Revokes the item that the call created, because its secrets could not be delivered.
  ///
  /// - Parameter reason: The reason, for the record.
  /// - Returns: Sentences on the fate of the item.
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
