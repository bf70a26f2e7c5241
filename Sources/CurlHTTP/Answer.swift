package import HTTPTypes

/// What a backend answered, whatever the status.
package struct Answer: Sendable {
  /// The status and the fields, those of one name kept apart.
  package var response: HTTPResponse
  /// The body, decoded.
  package var body: [UInt8]
  /// Why the body is not all of it; `nil` if it is.
  package var cut: Cut?

  /// What ended a body before its end.
  package enum Cut: Sendable, Equatable {
    /// It has more than ``HTTPClient/Options/maximumBodySize``.
    case size
    /// It had not ended when the time was up.
    case time
  }

  package init(response: HTTPResponse, body: [UInt8], cut: Cut? = nil) {
    self.response = response
    self.body = body
    self.cut = cut
  }
}
