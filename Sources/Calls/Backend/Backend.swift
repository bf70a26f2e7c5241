package import HTTPTypes
package import Operations

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
