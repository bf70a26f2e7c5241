import EventThread
import Glibc
import MCP
import MCPHTTP
import MCPStdio

/// How the fixtures are served: whatever it is, it gets the same catalog.
enum Transport {
  case stdio
  /// Port 0 takes one that is free; standard error says where.
  case http(port: UInt16)

  static let usage = "usage: ConformanceServer [--http PORT]"

  /// Reads the command line without the program's name; `nil` if it makes no sense.
  init?(_ arguments: some Collection<String>) {
    switch Array(arguments) {
    case []: self = .stdio
    case let words where words.count == 2 && words[0] == "--http":
      guard let port = UInt16(words[1]) else { return nil }
      self = .http(port: port)
    default: return nil
    }
  }

  /// Serves until the client has gone, or until the process is told to end.
  func serve(_ store: CatalogStore, on thread: EventThread) async {
    switch self {
    case .stdio: await serveLines(store, on: thread)
    case .http(let port): await serveHTTP(store, port: Int(port), on: thread)
    }
  }

  private func serveHTTP(_ store: CatalogStore, port: Int, on thread: EventThread) async {
    var options = HTTPServerOptions()
    options.port = port
    options.note = Main.note
    do {
      let server = try HTTPServer(store, options: options)
      for signal in [SIGTERM, SIGINT] { try thread.watchSignal(signal) { server.beginDraining() } }
      try await server.run { [options] port in
        Main.note("Serving at http://\(options.address):\(port)\(options.path)")
      }
    } catch {
      Main.note("error: \(error)")
      exit(1)
    }
  }

  private func serveLines(_ store: CatalogStore, on thread: EventThread) async {
    var options = StdioServer.Options()
    options.note = Main.note
    let server = StdioServer(store, thread: thread, options: options)
    do throws(EventThreadError) {
      for signal in [SIGTERM, SIGINT] {
        try thread.watchSignal(signal) { server.assumeIsolated { $0.stop() } }
      }
    } catch {
      Main.note("error: \(error)")
      exit(1)
    }
    await server.run()
  }
}
