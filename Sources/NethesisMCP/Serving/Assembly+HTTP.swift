import Assembly
import MCP
import MCPHTTP
import ProcessEnvironment
import StepUp

extension Assembly {
  /// Serves over HTTP until the process is told to stop, then until the last call is done.
  ///
  /// - Throws: An error if nothing can listen there, or if others could reach it without access control.
  func serve(
    _ options: HTTPServerOptions,
    access: any AccessRule,
    asking stepUp: StepUp?,
    record: BackendRecord,
    until stopped: AsyncStream<Never>,
    releasing release: @escaping @Sendable () -> Void
  ) async throws {
    let server: HTTPServer
    do throws(HTTPServer.StartError) {
      server = try HTTPServer(
        store,
        options: options,
        access: access,
        metrics: record.metrics,
        backendState: { record.state }
      )
    } catch {
      throw CommandFailure.usage("\(error)")
    }
    let origin = { @Sendable (port: Int) in "http://\(ListenAddress(host: options.address, port: port))" }
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        // Off the thread of backend calls, which thousands of clients coming and going would hold up.
        group.addTask(executorPreference: globalConcurrentExecutor) {
          try await server.run { port in
            if let socketPath = options.socketPath {
              StandardStream.say("Serving at unix:\(socketPath), path \(options.path)")
            } else {
              stepUp?.beginUnlessBegun(at: origin(port))
              StandardStream.say("Serving at \(origin(port))\(options.path)")
            }
          }
        }
        group.addTask {
          for await _ in stopped {}
          server.beginDraining()
          // Those that wait for a sign-in get its link again: whoever serves next goes on with the page.
          release()
        }
        // The first of two events: the server fails to listen, or the order to stop, after which the server stops too.
        try await group.next()
        server.beginDraining()
        try await group.next()
      }
    } catch let error as HTTPServer.StartError {
      throw CommandFailure.failed("\(error)")
    }
  }
}
