import APITools
import EventThread
import Glibc
import Logging
import MCP
import MCPStdio
import StepUp

extension Assembly {
  /// Serves on standard input and output until the input ends, or until the process is told to end.
  ///
  /// - Parameters:
  ///   - thread: What everything runs on but the page.
  ///   - eras: The versions that are spoken.
  ///   - stepUp: What asks people for secrets, whose page is served meanwhile.
  /// - Throws: Why signals cannot be watched for.
  func serve(on thread: EventThread, eras: EraSupport, asking stepUp: StepUp? = nil) async throws {
    var options = StdioServer.Options()
    options.eras = eras
    if let stepUp { options.inputEnded = { stepUp.stopWaiting() } }
    options.note = { [logger = startup.logger] in logger.info("\($0)") }
    let server = StdioServer(store, thread: thread, options: options)
    for signal in [SIGTERM, SIGINT] {
      try thread.watchSignal(signal) { server.assumeIsolated { $0.stop() } }
    }
    await whileReloading {
      await withTaskGroup(of: Void.self) { group in
        if let stepUp { group.addTask(executorPreference: globalConcurrentExecutor) { await stepUp.run() } }
        await server.run()
        group.cancelAll()
      }
    }
    await close()
  }

  /// Runs what serves, and puts another catalog in place whenever the files change meanwhile.
  func whileReloading(_ body: () async throws -> Void) async rethrows {
    try await withThrowingTaskGroup(of: Void.self) { group in
      if let reloading {
        // Elsewhere: a large document takes its time, and calls go on meanwhile.
        group.addTask(executorPreference: globalConcurrentExecutor) {
          await reloading.run(store, from: offer, on: ground)
        }
      }
      group.addTask(executorPreference: globalConcurrentExecutor) { [tools] in tools.prepareSearch() }
      try await body()
      group.cancelAll()
    }
  }
}
