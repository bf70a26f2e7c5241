package import HTTPTypes

/// An HTTP response of any status.
package struct TransferResponse: Sendable {
  /// The status and the header fields; repeated fields are kept apart.
  package var response: HTTPResponse
  /// The body, decoded.
  package var body: [UInt8]
  /// The reason why the body is incomplete; `nil` if it is complete.
  package var cut: Cut?

  /// The limit at which a body was cut off.
  package enum Cut: Sendable, Equatable {
    /// The body exceeds ``HTTPClient/Options/maximumBodySize``.
    case size
    /// The body did not end within the time limit.
    case time
  }

  /// Makes a response.
  package init(response: HTTPResponse, body: [UInt8], cut: Cut? = nil) {
    self.response = response
    self.body = body
    self.cut = cut
  }
}
