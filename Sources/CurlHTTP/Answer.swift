package import HTTPTypes

/// What a backend answered, whatever the status.
package struct Answer: Sendable {
  /// The status and the fields, those of one name kept apart.
  package var response: HTTPResponse
  /// The body, decoded.
  package var body: [UInt8]

  package init(response: HTTPResponse, body: [UInt8]) {
    self.response = response
    self.body = body
  }
}
