import JSONRPC
import NIOHTTP1

/// A whole answer to an HTTP request.
struct Response: Sendable {
  var status: HTTPResponseStatus
  var headers: HTTPHeaders
  var body: [UInt8]

  init(_ status: HTTPResponseStatus, headers: HTTPHeaders = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// JSON that is there already.
  static func json(_ body: [UInt8], status: HTTPResponseStatus = .ok) -> Response {
    Response(status, headers: ["Content-Type": "application/json"], body: body)
  }

  /// A sentence for a person: for what is refused before there is a message to answer.
  static func text(_ status: HTTPResponseStatus, _ sentence: String) -> Response {
    Response(status, headers: ["Content-Type": "text/plain; charset=utf-8"], body: Array("\(sentence)\n".utf8))
  }

  /// What precedes a stream of events: nothing between here and the client is to hold any back (HTTP-11).
  static let streamHeaders: HTTPHeaders = [
    "Content-Type": "text/event-stream", "Cache-Control": "no-cache", "X-Accel-Buffering": "no",
  ]
}
