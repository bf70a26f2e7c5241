package import NIOHTTP1

/// A whole response to an HTTP request.
package struct WebResponse: Sendable {
  package var status: HTTPResponseStatus
  package var headers: HTTPHeaders
  package var body: [UInt8]

  package init(_ status: HTTPResponseStatus, headers: HTTPHeaders = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// JSON that is there already.
  package static func json(_ body: [UInt8], status: HTTPResponseStatus = .ok) -> WebResponse {
    WebResponse(status, headers: ["Content-Type": "application/json"], body: body)
  }

  /// A sentence for a person: for what is refused before there is a message to answer.
  package static func text(_ status: HTTPResponseStatus, _ sentence: String) -> WebResponse {
    WebResponse(status, headers: ["Content-Type": "text/plain; charset=utf-8"], body: Array("\(sentence)\n".utf8))
  }

  /// What precedes a stream of events: nothing between here and the client is to hold any back (HTTP-11).
  package static let streamHeaders: HTTPHeaders = [
    "Content-Type": "text/event-stream", "Cache-Control": "no-cache", "X-Accel-Buffering": "no",
  ]
}
