package import HTTPTypes

/// Sends requests to an API: the only part of the outside world that the tools need.
package protocol Backend: Sendable {
  /// Sends a request once and returns the complete response of any status.
  ///
  /// A request is never repeated, and no redirect is followed. Cancelling the task ends the exchange.
  ///
  /// - Parameters:
  ///   - request: The head of the request, with an absolute URL in its scheme, authority and path.
  ///   - body: The content; empty for none.
  /// - Returns: The response, with its content coding removed.
  /// - Throws: The reason why there is no response.
  func send(_ request: HTTPRequest, body: [UInt8]) async throws(BackendError) -> BackendResponse
}

/// A response of a backend.
package struct BackendResponse: Sendable {
  /// The HTTP status.
  package var status: Int
  /// The header fields.
  package var fields: HTTPFields
  /// The body.
  package var body: [UInt8]
  /// The reason why the body is incomplete; `nil` if it is complete.
  package var cut: Cut?

  /// The limit at which a body was cut off.
  package enum Cut: Sendable, Equatable {
    /// The limit of its size.
    case size
    /// The time limit.
    case time
  }

  /// Makes a response.
  package init(status: Int, fields: HTTPFields = [:], body: [UInt8] = [], cut: Cut? = nil) {
    self.cut = cut
    self.status = status
    self.fields = fields
    self.body = body
  }
}

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

extension BackendResponse {
  /// The secrets that the backend refuses, which are those whose fields it names.
  func refused(of names: [String]) -> [String] {
    guard [400, 401, 403, 422].contains(status) else { return [] }
    return names.filter { body.firstRange(of: Array("\"\($0)\"".utf8)) != nil }
  }
}
