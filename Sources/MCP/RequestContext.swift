package import JSON
import JSONRPC

/// What a handler may know of the request that it answers, and what it may say on the way.
package struct RequestContext: Sendable {
  /// What the client can be asked, with regard to its version.
  package let client: ClientCapabilities
  /// The client's answers to all questions that were asked so far, by their keys; a later answer replaces an earlier
  /// one of its key.
  ///
  /// They may miss what was asked, and hold what was not: a handler looks for what it needs and asks again for what it
  /// does not find (MRTR-09).
  package let inputResponses: JSONObject
  /// What the handler wanted back, opened and proven to be its own.
  package let state: JSONValue?
  /// The request's `_meta`: trace context (META-07) and whatever else the client sent along.
  package let meta: JSONObject
  /// What the caller brought for the backend, where callers have credentials of their own.
  package let credential: CallerCredential?
  /// What tells the caller apart from others, without a secret in it: empty where there is only one, and `nil` where the
  /// transport cannot tell.
  package let caller: String?
  /// Names the party that shares bounds of number and size: the caller that was let in or, of one without a name, the
  /// user of this machine or the network that the connection is from; empty where there is only one.
  package let party: @Sendable () -> String
  let notifier: Notifier
  /// The elicitations of URLs that have an id, by the keys of their questions (2025-11-25).
  let elicitationIDs: [String: String]

  init(
    client: ClientCapabilities,
    inputResponses: JSONObject = JSONObject(),
    state: JSONValue? = nil,
    meta: JSONObject = JSONObject(),
    credential: CallerCredential? = nil,
    caller: String? = "",
    party: @escaping @Sendable () -> String = { "" },
    notifier: Notifier,
    elicitationIDs: [String: String] = [:]
  ) {
    self.client = client
    self.inputResponses = inputResponses
    self.state = state
    self.meta = meta
    self.credential = credential
    self.caller = caller
    self.party = party
    self.notifier = notifier
    self.elicitationIDs = elicitationIDs
  }

  /// Reports how far the work is, if the client asked to be told; a value that is not above the last one is dropped.
  package func progress(_ progress: Double, total: Double? = nil, message: String? = nil) {
    notifier.progress(progress, total: total, message: message)
  }

  /// Tells the client something, if it wants to hear messages of that level; never a secret (LOG-06).
  package func log(_ level: LogLevel, logger: String, _ data: @autoclosure () -> JSONValue) {
    notifier.log(level, logger: logger, data)
  }

  /// Ends the stream of this request before its reply; the client comes back for the rest by `Last-Event-ID`.
  ///
  /// Only from 2025-11-25 on over HTTP in a session (LHTTP-14, LHTTP-17), and if something was sent on it; otherwise
  /// nothing happens.
  package func endStreamEarly() { notifier.endEarly() }

  /// Tells the client that a person is done with the page of a URL question, in the version that has a message for it
  /// (2025-11-25); to be called before the answer, by the key of the question (ELIC-07).
  package func elicitationCompleted(_ key: String) {
    guard let id = elicitationIDs[key] else { return }
    notifier.send(Notification(method: "notifications/elicitation/complete", params: ["elicitationId": .string(id)]))
  }

  /// Whether a URL question was asked while this request is being answered, and not by the result of one before it: the
  /// client has been waiting since then (until 2025-11-25).
  package func hasAsked(_ key: String) -> Bool { elicitationIDs[key] != nil }

  /// What a person answered to a form or a URL; `nil` if there is no answer, or none that can be understood.
  package func elicitation(_ key: String) -> ElicitationAnswer? {
    inputResponses[key]?.object.flatMap(ElicitationAnswer.init)
  }
}

/// What a person made of a form or a URL (specification: client, elicitation, response actions).
package enum ElicitationAnswer: Sendable, Hashable {
  /// Agreed, with the content of the form; that of a URL is empty. The content is what the client says it is, and to be
  /// checked like arguments.
  case accepted(JSONObject)
  /// Said no.
  case declined
  /// Went away without a choice.
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
