import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix

extension StepUp {
  /// Serves the page whenever there are questions, until the task is cancelled.
  package func run() async {
    for await _ in listening.wanted { await serve() }
    // Nobody is left waiting for a page that will not come.
    listening.begin(nil)
  }

  private func serve() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        let server = Server(
          childChannelSetup: HTTP1Channel { request, writer, channel in
            try await self.respond(request, writer, port: channel.localAddress?.port ?? 0)
          },
          configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: 0)),
          onServerRunning: { channel in
            self.listening.begin(channel.localAddress?.port.map { "http://127.0.0.1:\($0)" })
          },
          eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
          logger: Logger(label: "step-up") { _ in SwiftLogNoOpLogHandler() }
        )
        try? await server.run()
        // Does nothing after it has listened and was told to end.
        self.listening.begin(nil)
      }
      group.addTask { await self.waitForIdleness() }
      await group.next()
      group.cancelAll()
    }
  }

  private func waitForIdleness() async {
    while true {
      do { try await clock.sleep(for: options.idleInterval) } catch { return }
      ceremonies.removeEnded()
      if ceremonies.isEmpty, listening.end(unlessUsedSince: now() - options.idleInterval) { return }
    }
  }

  @concurrent
  private func respond(_ request: Request, _ writer: consuming ResponseWriter, port: Int) async throws {
    var body: [UInt8]? = []
    for try await buffer in request.body {
      body?.append(contentsOf: buffer.readableBytesView)
      if let size = body?.count, size > PageRequest.maximumBody { body = nil }
    }
    let answer = await answer(
      PageRequest(
        method: request.method.rawValue,
        path: request.head.path ?? "",
        host: request.head.authority ?? "",
        origin: request.headers[.origin],
        site: HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] },
        contentType: request.headers[.contentType],
        accept: request.headers[.accept],
        body: body
      ),
      at: "127.0.0.1:\(port)"
    )
    var fields = HTTPFields()
    for (name, value) in answer.headers { if let name = HTTPField.Name(name) { fields[name] = value } }
    let bytes = Array(answer.text.utf8)
    fields[.contentLength] = "\(bytes.count)"
    try await writer.write(
      response: HTTPResponse(status: .init(code: answer.status), headerFields: fields),
      body: request.method == .head ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
    )
  }
}
