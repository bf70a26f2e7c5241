import EventThread
import Glibc
import Logging
import MCP
import MCPStdio

extension Assembly {
  /// Serves on standard input and output until the input ends, or until the process is told to end.
  func serve(on thread: EventThread, eras: EraSupport) async {
    var options = StdioServer.Options()
    options.eras = eras
    options.note = { [logger = startup.logger] in logger.info("\($0)") }
    let server = StdioServer(store, thread: thread, options: options)
    for signal in [SIGTERM, SIGINT] {
      thread.watchSignal(signal) { server.assumeIsolated { $0.stop() } }
    }
    await server.run()
    await close()
  }
}
