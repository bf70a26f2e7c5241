package import NIOHTTP1

/// A complete HTTP response.
package struct WebResponse: Sendable {
  /// The status.
  package var status: HTTPResponseStatus
  /// The header fields.
  package var headers: HTTPHeaders
  /// The body.
  package var body: [UInt8]

  /// Makes a response.
  package init(_ status: HTTPResponseStatus, headers: HTTPHeaders = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A response with JSON.
  package static func json(_ body: [UInt8], status: HTTPResponseStatus = .ok) -> WebResponse {
    WebResponse(status, headers: ["Content-Type": "application/json"], body: body)
  }

  /// A response with a sentence for a person, for refusals before a message is read.
  package static func text(_ status: HTTPResponseStatus, _ sentence: String) -> WebResponse {
    WebResponse(status, headers: ["Content-Type": "text/plain; charset=utf-8"], body: Array("\(sentence)\n".utf8))
  }

  /// The header fields of an event stream: no proxy may buffer it (HTTP-11).
  package static let streamHeaders: HTTPHeaders = [
    "Content-Type": "text/event-stream", "Cache-Control": "no-cache", "X-Accel-Buffering": "no",
  ]
}
