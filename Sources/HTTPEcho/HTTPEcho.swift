import Glibc
import Hummingbird
import Logging

/// The least that a server on Hummingbird does, for comparison: one route, which answers what it is sent.
///
/// It listens on a port that is free, which it tells, until it is killed.
@main
enum HTTPEcho {
  static func main() async throws {
    let router = Router()
    router.post("/mcp") { request, _ in
      let body = try await request.body.collect(upTo: 1 << 20)
      return Response(status: .ok, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: body))
    }
    let application = Application(
      router: router,
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in tell("Serving at http://127.0.0.1:\(channel.localAddress?.port ?? 0)/mcp\n") },
      logger: Logger(label: "echo") { _ in SwiftLogNoOpLogHandler() }
    )
    try await application.run()
  }

  /// Tells the driver, on standard error as `nethesis-mcp http` does.
  private static func tell(_ line: String) {
    _ = unsafe write(STDERR_FILENO, line, line.utf8.count)
  }
}
