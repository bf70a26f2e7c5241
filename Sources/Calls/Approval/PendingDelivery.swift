/// Secrets of a response that are still to be delivered by the channel that the person chose.
///
/// Call exactly one of the two functions, once.
package struct PendingDelivery: Sendable {
  /// The secrets, with the names of their fields.
  package let secrets: [(name: String, text: String)]
  private let revocation: Revocation?
  /// Revokes the item that the call created; `nil` if nothing can.
  private let removal: ItemRemoval?
  private let call: Call

  init(
    _ secrets: [(name: String, text: String)],
    revocation: Revocation?,
    by removal: ItemRemoval?,
    of call: Call
  ) {
    self.secrets = secrets
    self.revocation = revocation
    self.removal = removal
    self.call = call
  }

  /// Records the delivery of the secrets by a channel.
  package func delivered(by channel: String) { call.record?.delivered(secrets, to: channel) }

  /// Revokes the item that the call created, because its secrets could not be delivered.
  ///
  /// - Parameter reason: The reason, for the record.
  /// - Returns: Sentences on the fate of the item.
  package func failed(_ reason: String) async -> String {
    call.record?.undelivered(reason)
    guard let revocation, let removal else {
      return "Nobody has it. Nothing says how to take back what was made: find it, and revoke it."
    }
    guard let problem = await removal.remove(revocation.arguments, call) else {
      return "So nobody has it, and it was revoked: \(revocation.subject). Mend that, and make another one."
    }
    return
      "So nobody has it, but it could not be revoked: \(problem) Revoke it\(removal.tool.map { " with \($0)" } ?? ""): "
      + "\(revocation.subject)."
  }
}
