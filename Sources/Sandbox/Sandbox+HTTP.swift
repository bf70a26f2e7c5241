import HTTPTypes
import Hummingbird
import HummingbirdCore

/// Closes the connection of an answer that is to be lost.
private struct AnswerLost: Error {}

extension Sandbox {
  /// No body that is answered is larger, in bytes; it is the limit of the proxy before the real backend.
  private static let maximumBodySize = 1 << 20

  /// Answers one HTTP request.
  ///
  /// Benchmarks go through here, so there is no router and no middleware.
  @concurrent
  func serve(
    _ request: HummingbirdCore.Request,
    _ writer: consuming ResponseWriter,
    hasControl: Bool
  ) async throws {
    let target = request.head.path ?? "/"
    var body: [UInt8] = []
    if request.method == .post {
      for try await buffer in request.body {
        body.append(contentsOf: buffer.readableBytesView)
        guard body.count <= Self.maximumBodySize else {
          return try await writer.writeResponse(
            HTTPResponse(status: .contentTooLarge, headerFields: [.contentLength: "0"])
          )
        }
      }
    }
    let asked = Request(
      request.method.rawValue,
      target,
      authorization: request.headers[.authorization],
      body: body
    )
    let isControl = hasControl && target.hasPrefix(Self.controlPrefix)
    let reply = isControl ? control(asked) : respond(to: asked)
    if reply.delay > .zero { try await clock.sleep(for: reply.delay) }
    // An error that leaves here closes the connection.
    guard !reply.isLost else { throw AnswerLost() }
    try await writer.write(
      response: reply.head,
      body: request.method == .head ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body))
    )
  }
}

extension Reply {
  fileprivate var head: HTTPResponse {
    var fields = HTTPFields()
    if let contentType { fields[.contentType] = contentType }
    if let location { fields[.location] = location }
    fields[.contentLength] = String(body.count)
    return HTTPResponse(status: HTTPResponse.Status(code: status), headerFields: fields)
  }
}
