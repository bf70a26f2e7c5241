/// The reason why a backend gave no response.
package struct BackendError: Error, Sendable, Equatable {
  /// The kinds of failures that a model can react to differently.
  package enum Kind: Sendable, Equatable {
    /// The task was cancelled: nobody waits for the response any more.
    case cancelled
    /// No response came in time.
    case timeout
    /// No connection was possible: unknown host, closed port, failed TLS.
    case unreachable
    /// The connection broke.
    case interrupted
    /// The response is malformed or too large.
    case invalidAnswer
  }

  /// The kind of failure.
  package var kind: Kind
  /// Whether the request may have reached the backend, and so may have taken effect.
  package var wasSent: Bool
  /// The event as a sentence, without any secret.
  package var sentence: String

  /// Makes an error.
  package init(_ kind: Kind, wasSent: Bool, sentence: String) {
    self.kind = kind
    self.wasSent = wasSent
    self.sentence = sentence
  }
}
