package import JSON
import JSONRPC

/// The context of a request for its handler, with the means to notify the client.
package struct RequestContext: Sendable {
  /// The capabilities of the client, within its protocol version.
  package let client: ClientCapabilities
  /// The client's responses to all questions so far, by key; a later response replaces an earlier one with the same
  /// key.
  ///
  /// Responses may be missing or unasked for: a handler looks up those that it needs, and asks again for missing ones
  /// (MRTR-09).
  package let inputResponses: JSONObject
  /// The handler's state from the previous round, opened and authenticated.
  package let state: JSONValue?
  /// The request's `_meta`: trace context (META-07) and any other members that the client sent.
  package let meta: JSONObject
  /// The caller, as the transport knows it.
  let origin: Caller
  let notifier: Notifier
  /// The ids of URL elicitations, by the keys of their questions (2025-11-25).
  let elicitationIDs: [String: String]

  init(
    client: ClientCapabilities,
    inputResponses: JSONObject = JSONObject(),
    state: JSONValue? = nil,
    meta: JSONObject = JSONObject(),
    caller: Caller = Caller(),
    notifier: Notifier,
    elicitationIDs: [String: String] = [:]
  ) {
    self.client = client
    self.inputResponses = inputResponses
    self.state = state
    self.meta = meta
    origin = caller
    self.notifier = notifier
    self.elicitationIDs = elicitationIDs
  }

  /// The caller's own credential for the backend, where callers have credentials of their own.
  package var credential: CallerCredential? { origin.credential }

  /// The authenticated caller, with the facts of its token; anybody where none is asked for.
  package var principal: Principal { origin.principal }

  /// The caller's identity, without a secret in it: empty if there is only one caller, and `nil` if the transport
  /// cannot tell callers apart.
  package var caller: String? { origin.key }

  /// The party for limits of number and size: the authenticated caller, else the local user or the network of the
  /// connection.
  ///
  /// Empty if there is only one party.
  package func party() -> String { origin.party() }

  /// Reports progress, if the client asked for it; a value that is not above the last one is dropped.
  package func progress(_ progress: Double, total: Double? = nil, message: @autoclosure () -> String? = nil) {
    notifier.progress(progress, total: total, message: message)
  }

  /// Sends a log message, if the client wants its level; never a secret (LOG-06).
  package func log(_ level: LogLevel, logger: String, _ data: @autoclosure () -> JSONValue) {
    notifier.log(level, logger: logger, data)
  }

  /// Ends the stream of this request before its response; the client resumes it with `Last-Event-ID`.
  ///
  /// Has an effect only over HTTP in a session from 2025-11-25 on (LHTTP-14, LHTTP-17), and only if something was sent
  /// on the stream.
  package func endStreamEarly() { notifier.endEarly() }

  /// Notifies the client that a person is done with the page of a URL question (ELIC-07).
  ///
  /// Only 2025-11-25 has the notification; call it before responding, with the key of the question.
  package func elicitationCompleted(_ key: String) {
    guard let id = elicitationIDs[key] else { return }
    notifier.send(Notification(method: "notifications/elicitation/complete", params: ["elicitationId": .string(id)]))
  }

  /// Whether a URL question was asked during this request, not in the result of an earlier one: the client has been
  /// waiting since then (until 2025-11-25).
  package func hasAsked(_ key: String) -> Bool { elicitationIDs[key] != nil }

  /// A person's response to a form or a URL; `nil` if there is none or it is malformed.
  package func elicitation(_ key: String) -> ElicitationAnswer? {
    inputResponses[key]?.object.flatMap(ElicitationAnswer.init)
  }
}

/// A person's response to a form or a URL (specification: client, elicitation, response actions).
package enum ElicitationAnswer: Sendable, Hashable {
  /// Accepted, with the content of the form, empty for a URL; the content is unverified client input, to be checked
  /// like arguments.
  case accepted(JSONObject)
  /// Declined explicitly.
  case declined
  /// Dismissed without a choice.
  case cancelled

  init?(_ answer: JSONObject) {
    switch answer["action"] {
    case "accept": self = .accepted(answer["content"]?.object ?? [:])
    case "decline": self = .declined
    case "cancel": self = .cancelled
    default: return nil
    }
  }
}
