package import HTTPTypes

/// What carries requests to an API: the one thing that the tools need of the world.
package protocol Backend: Sendable {
  /// Sends a request once and gives the whole answer, whatever its status.
  ///
  /// A request is never sent a second time, and no redirect is followed. Cancelling the task ends the exchange.
  ///
  /// - Parameters:
  ///   - request: The head of the request, with an absolute URL in its scheme, authority and path.
  ///   - body: The content, empty for none.
  /// - Returns: The answer, decoded from any content coding.
  /// - Throws: Why there is no answer.
  func send(_ request: HTTPRequest, body: [UInt8]) async throws(BackendError) -> BackendAnswer
}

/// What a backend answered.
package struct BackendAnswer: Sendable {
  package var status: Int
  package var fields: HTTPFields
  package var body: [UInt8]
  /// Why the body is only the beginning of what the backend has to say; `nil` if it is all.
  package var cut: Cut?

  package enum Cut: Sendable, Equatable {
    /// More is not accepted.
    case size
    /// The time was up.
    case time
  }

  package init(status: Int, fields: HTTPFields = [:], body: [UInt8] = [], cut: Cut? = nil) {
    self.cut = cut
    self.status = status
    self.fields = fields
    self.body = body
  }
}

/// Why there is no answer of a backend.
package struct BackendError: Error, Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// The task was cancelled: nobody waits for the answer any more.
    case cancelled
    /// No answer came in time.
    case timeout
    /// Nobody could be spoken to: no such host, nothing listens there, no secure connection.
    case unreachable
    /// The connection was lost on the way.
    case interrupted
    /// What came back is no answer, or more than is accepted.
    case invalidAnswer
  }

  package var kind: Kind
  /// Whether the request may have reached the backend, so that it may have had its effect.
  package var wasSent: Bool
  /// What happened, as a sentence without any secret in it.
  package var sentence: String

  package init(_ kind: Kind, wasSent: Bool, sentence: String) {
    self.kind = kind
    self.wasSent = wasSent
    self.sentence = sentence
  }
}

extension BackendAnswer {
  /// Those of some secrets, by their fields, that the backend refuses: it names them.
  func refused(of names: [String]) -> [String] {
    guard [400, 401, 403, 422].contains(status) else { return [] }
    return names.filter { body.firstRange(of: Array("\"\($0)\"".utf8)) != nil }
  }
}
