import NIOCore
import NIOHTTP1

extension Endpoint {
  /// Answers a request for one of the mounted pages.
  func serve(_ mount: Mount, _ head: HTTPRequestHead, path: Substring, _ exchange: any Exchange) -> BodyConsumer? {
    let hosts = head.headers["host"]
    guard hosts.count == 1, allows(host: hosts[0]) else {
      exchange.respond(.text(.misdirectedRequest, "The server is not known by this name"))
      return nil
    }
    let visit = Visit(metrics)
    guard visit.takeSlot(of: options.maximumRequests) else {
      exchange.respond(.text(.serviceUnavailable, "The server works on as many requests as it can: try again soon"))
      return nil
    }
    return BodyConsumer(limit: mount.maximumBodySize) { body in
      let request = Mount.Request(
        method: head.method.rawValue,
        path: String(path.dropFirst(mount.prefix.count)),
        fields: head.headers.map { ($0.name, $0.value) },
        body: body.map { Array($0.readableBytesView) }
      )
      // As for calls: it runs on in the thread of its connection, which is waited for when the server ends.
      Task.immediate(executorPreference: exchange.executor) {
        let answer = await mount.answer(request)
        let status = HTTPResponseStatus(statusCode: answer.status)
        visit.end(status)
        exchange.respond(Response(status, headers: HTTPHeaders(answer.headers), body: answer.body))
      }
    }
  }
}
