import APITools
import Assembly
import EventThread
import Glibc
import Logging
import MCP
import MCPStdio
import StepUp

extension Assembly {
  /// Serves on standard input and output until the input ends or the process is told to stop.
  ///
  /// - Parameters:
  ///   - thread: The thread of everything but the approval page.
  ///   - eras: The protocol versions served.
  ///   - stepUp: The approval service, whose page is served meanwhile.
  /// - Throws: An error if signals cannot be watched.
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
        if let stepUp { group.addTask { await stepUp.run() } }
        await server.run()
        group.cancelAll()
      }
    }
    await close()
  }

  /// Runs a server, and replaces its catalog whenever the files change meanwhile.
  func whileReloading(_ body: () async throws -> Void) async rethrows {
    try await withThrowingTaskGroup(of: Void.self) { group in
      // libdispatch opens descriptors when its threads are first used, and ends the process if there are none left:
      // so they are used once while there are.
      group.addTask(executorPreference: globalConcurrentExecutor) {}
      if let reloading {
        // On other threads: a large document takes its time, and calls go on meanwhile.
        group.addTask(executorPreference: globalConcurrentExecutor) {
          await reloading.run(store, from: offer, on: ground)
        }
      }
      if tools.isSearch {
        group.addTask(executorPreference: globalConcurrentExecutor) { [tools] in tools.prepareSearch() }
      }
      try await body()
      group.cancelAll()
    }
  }
}
