package import JSON

/// Keeps a record of what becomes of calls.
package protocol CallAudit: Sendable {
  /// Records an event.
  ///
  /// - Throws: Why there is no record of it; what was not done yet is not done then.
  func record(_ event: CallEvent) throws(AuditFailure)

  /// Says that there is no record of something that has happened already.
  func report(_ failure: AuditFailure, losing event: CallEvent)
}

/// Something that happened to a call.
package struct CallEvent: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    /// A model, or a person on the command line, wants it.
    case asked
    /// It is the same as an earlier one, with which it waits for the person or learns the outcome.
    case joined
    /// A person gave the secrets of it on the page, or had revoked there what it made.
    case approved
    /// A person said no on the page.
    case declined
    /// Nobody decided on the page: its time was over, or newer ones needed its room.
    case expired
    /// A request is about to be sent to the backend: the call itself, or one that looks for what there is, or takes back.
    case sent
    /// The backend answered, or it is known that no answer comes.
    case answered
    /// The secrets of the answer went out.
    case delivered
    /// The secrets of the answer could not be handed out where they were to go, and nobody has them.
    case undelivered
    /// It is not sent.
    case refused
  }

  package let kind: Kind
  /// What the events of one call have in common.
  package let call: String
  package let tool: String
  /// Who called, as the transport knows it; `nil` where nobody can be told apart.
  package let caller: String?
  /// The earlier call that a call joined.
  package var first: String?
  /// The method and the path of a request, without what is put into the path.
  package var request: String?
  /// What was given, with no secret in it; `nil` where that is not said again.
  package var arguments: JSONObject?
  /// The names and values that the document states for the arguments.
  var shape: Lazily<DeclaredShape>?
  /// The tokens that went in or out, by their names: only a fingerprint of them may be kept.
  package var tokens: [(name: String, text: String)] = []
  /// What came of it, with no secret in it.
  package var outcome: String?

  package init(_ kind: Kind, call: String, tool: String, caller: String?) {
    self.kind = kind
    self.call = call
    self.tool = tool
    self.caller = caller
  }

  /// The arguments without what a function takes out of a text, but for what the document itself states at its place.
  package func arguments(
    scrubbedBy scrub: @escaping (_ text: String, _ keepsParts: Bool) -> String
  ) -> JSONObject? {
    guard let arguments else { return nil }
    let redaction = ValueRedaction(shape?.value ?? DeclaredShape([]), by: scrub)
    return redaction.redacted(.object(arguments))?.object ?? arguments
  }
}

/// Why an event is not recorded.
package struct AuditFailure: Error, Sendable, Equatable {
  /// What is wrong and what to do about it.
  package let sentence: String

  package init(_ sentence: String) { self.sentence = sentence }
}
