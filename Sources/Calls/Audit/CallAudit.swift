package import JSON
import LazyValue

/// Keeps a record of calls.
package protocol CallAudit: Sendable {
  /// Records an event.
  ///
  /// - Throws: The reason why it was not recorded; the caller then does nothing that is still to be done.
  func record(_ event: CallEvent) throws(AuditFailure)

  /// Reports that an event was not recorded although it has happened.
  func report(_ failure: AuditFailure, losing event: CallEvent)
}

/// An event in the life of a call.
package struct CallEvent: Sendable {
  /// The kind of an event.
  package enum Kind: String, Sendable, CaseIterable {
    /// A model, or a person on the command line, makes the call.
    case asked
    /// The call is the same as an earlier one, whose approval or outcome it shares.
    case joined
    /// A person approved the call on the page, or the revocation of the item that it created.
    case approved
    /// A person declined on the page.
    case declined
    /// The approval expired: nobody decided in time, or newer ones needed its place.
    case expired
    /// A request is about to be sent to the backend: for the call, for a verification, or for a revocation.
    case sent
    /// The backend responded, or it is known that no response comes.
    case answered
    /// The secrets of the response were delivered.
    case delivered
    /// The secrets of the response could not be delivered to their destination, and nobody has them.
    case undelivered
    /// The call is not sent.
    case refused
    /// The token of a session is about to be printed for a script or another program.
    case exported
  }

  /// The kind of the event.
  package let kind: Kind
  /// The id that all events of a call share.
  package let call: String
  /// The name of the tool.
  package let tool: String
  /// The identity of the caller according to the transport; `nil` if callers cannot be told apart.
  package let caller: String?
  /// The id of the earlier call that this one joined.
  package var first: String?
  /// The method and path template of a request.
  package var request: String?
  /// The arguments without secrets; `nil` if they were recorded before.
  package var arguments: JSONObject?
  /// The names and values that the document declares for the arguments.
  var shape: Lazy<DeclaredShape>?
  /// The tokens that were sent or received, by name: only their fingerprints may be kept.
  package var tokens: [(name: String, text: String)] = []
  /// The outcome, without secrets.
  package var outcome: String?

  /// Makes an event.
  package init(_ kind: Kind, call: String, tool: String, caller: String?) {
    self.kind = kind
    self.call = call
    self.tool = tool
    self.caller = caller
  }

  /// The event that the token of a session is printed, which is a call of its own.
  package static func exported(_ token: String, of api: String, to outcome: String) -> CallEvent {
    var event = CallEvent(.exported, call: AuditedCall.makeID(), tool: "token", caller: nil)
    event.request = api
    event.tokens = [("credential", token)]
    event.outcome = outcome
    return event
  }

  /// The arguments after redaction by a function, except for names and values that the document declares at their
  /// place.
  package func arguments(
    scrubbedBy scrub: @escaping (_ text: String, _ keepsParts: Bool) -> String
  ) -> JSONObject? {
    guard let arguments else { return nil }
    let redaction = ValueRedaction(shape?.value ?? DeclaredShape([]), by: scrub)
    return redaction.redacted(.object(arguments))?.object ?? arguments
  }
}

/// The reason why an event is not recorded.
package struct AuditFailure: Error, Sendable, Equatable {
  /// The reason, with advice.
  package let sentence: String

  /// Makes a failure.
  package init(_ sentence: String) { self.sentence = sentence }
}
