package import JSON

/// What a handler may know of the request that it answers, and what it may say on the way.
package struct RequestContext: Sendable {
  /// What the client can be asked, with regard to its version.
  package let client: ClientCapabilities
  /// The client's answers to the questions of the round before, by their keys.
  package let inputResponses: JSONObject
  /// What the handler wanted back, opened and proven to be its own.
  package let state: JSONValue?
  /// The request's `_meta`: trace context and whatever else the client sent along.
  package let meta: JSONObject
  let notifier: Notifier

  init(
    client: ClientCapabilities,
    inputResponses: JSONObject = JSONObject(),
    state: JSONValue? = nil,
    meta: JSONObject = JSONObject(),
    notifier: Notifier
  ) {
    self.client = client
    self.inputResponses = inputResponses
    self.state = state
    self.meta = meta
    self.notifier = notifier
  }

  /// Reports how far the work is, if the client asked to be told; a value that is not above the last one is dropped.
  package func progress(_ progress: Double, total: Double? = nil, message: String? = nil) {
    notifier.progress(progress, total: total, message: message)
  }

  /// Tells the client something, if it wants to hear messages of that level; never a secret (LOG-06).
  package func log(_ level: LogLevel, logger: String, _ data: @autoclosure () -> JSONValue) {
    notifier.log(level, logger: logger, data)
  }

  /// The same request with the answers of one more round.
  func answered(_ responses: JSONObject, state: JSONValue?) -> RequestContext {
    RequestContext(client: client, inputResponses: responses, state: state, meta: meta, notifier: notifier)
  }
}
