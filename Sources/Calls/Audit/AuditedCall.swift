import JSON
import LazyValue
import MCP
import Operations
import Redaction
import Synchronization

/// One call, with the record that is kept of it.
package final class AuditedCall: Sendable {
  /// The purpose of a request.
  enum Purpose {
    /// The call itself.
    case call
    /// Lists existing items before a call, or revokes the created item.
    case besides
    /// Verifies the outcome of a call, which people are told whether it can be recorded or not.
    case afterwards
  }

  let id: String
  private let audit: any CallAudit
  private let tool: String
  private let caller: String?
  private let sending = Mutex(false)

  convenience init(_ audit: any CallAudit, tool: String, _ context: RequestContext) {
    self.init(audit, id: Self.makeID(), tool: tool, caller: context.caller)
  }

  /// Finds the record of a call again, by the call's id.
  init(_ audit: any CallAudit, id: String, tool: String, caller: String?) {
    self.audit = audit
    self.id = id
    self.tool = tool
    self.caller = caller
  }

  /// A new id for a call.
  static func makeID() -> String {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Whether the call was about to be sent since it was last approved.
  var wasSent: Bool { sending.withLock { $0 } }

  /// Records the arguments.
  func asked(_ arguments: JSONObject, _ secrets: SecretInput) throws(CallFailure) {
    var event = event(.asked)
    (event.arguments, event.tokens) = secrets.recorded(arguments)
    event.shape = secrets.shape
    try record(event)
  }

  /// Records that the call is the same as an earlier one.
  package func joined(_ first: String) {
    var event = event(.joined)
    event.first = first
    note(event)
  }

  /// Records that a person approved a request.
  func approved(_ request: String) throws(CallFailure) {
    sending.withLock { $0 = false }
    try record(event(.approved, request))
  }

  /// Records that a request is about to be sent, with the tokens presented and, if they were not recorded before, the
  /// arguments in it.
  func sending(
    _ request: String,
    _ arguments: JSONObject?,
    presenting presented: PresentedCredentials,
    for purpose: Purpose
  ) throws(CallFailure) {
    var event = event(.sent, request)
    event.arguments = arguments
    // They come from the document's own list of the members that identify an item.
    event.shape = arguments.map { arguments in Lazy { DeclaredShape(properties: arguments.members.map(\.name)) } }
    event.tokens = presented.tokens.map { ("credential", $0.text) }
    if case .afterwards = purpose { return note(event) }
    try record(event)
    if case .call = purpose { sending.withLock { $0 = true } }
  }

  func answered(_ request: String, _ outcome: String) { note(event(.answered, request, outcome)) }

  /// Records that a person declined.
  package func declined() { note(event(.declined)) }

  /// Records that the approval expired without a decision.
  package func expired(_ reason: String) { note(event(.expired, nil, reason)) }

  /// Records that secrets could not be delivered, with the reason.
  func undelivered(_ reason: String) { note(event(.undelivered, nil, reason)) }

  /// Records that secrets were delivered, with the channel.
  func delivered(_ secrets: [(name: String, text: String)], to channel: String) {
    guard !secrets.isEmpty else { return }
    var event = event(.delivered)
    event.outcome = channel
    event.tokens = secrets.filter { SecretInput.isToken($0.name, $0.text) }
    note(event)
  }

  /// Records that nothing was sent, with the reason.
  package func refused(_ sentence: String) { note(event(.refused, nil, sentence)) }

  private func event(_ kind: CallEvent.Kind, _ request: String? = nil, _ outcome: String? = nil) -> CallEvent {
    var event = CallEvent(kind, call: id, tool: tool, caller: caller)
    event.request = request
    event.outcome = outcome
    return event
  }

  /// Records an event in advance; nothing is done if that fails.
  private func record(_ event: CallEvent) throws(CallFailure) {
    do throws(AuditFailure) { try audit.record(event) } catch {
      throw CallFailure("Nothing was sent, because no record of it can be kept. \(error.sentence)")
    }
  }

  /// Records an event that has happened and cannot be undone.
  private func note(_ event: CallEvent) {
    do throws(AuditFailure) { try audit.record(event) } catch { audit.report(error, losing: event) }
  }
}

extension SecretInput {
  /// The shortest text, in bytes, whose fingerprint may be kept: shorter ones can be guessed by trying.
  private static let minimumToken = 20

  /// The arguments for the record, without secrets, and the tokens among them.
  func recorded(_ arguments: JSONObject) -> (arguments: JSONObject, tokens: [(name: String, text: String)]) {
    let given = allGiven(in: arguments)
    guard !given.isEmpty else { return (arguments, []) }
    let masked = masking(arguments)
    let redacted = ValueRedaction(SecretLedger(given: given).scrubber, shape.value).redacted(masked) ?? masked
    return (redacted.object ?? [:], given.filter { Self.isToken($0.name, $0.text) })
  }

  /// Whether a secret is too long to guess, so that its fingerprint may be kept.
  static func isToken(_ name: String, _ text: String) -> Bool {
    guard text.utf8.count >= minimumToken else { return false }
    let last = Words.split(name).last?.lowercased() ?? ""
    return ["token", "key", "apikey", "jwt"].contains(last)
  }
}
