import ArgumentParser
import Assembly
import EventThread
import Glibc
import Logging
import Portal
import ProcessEnvironment
import Settings
import WebServer

/// Serves the documentation portal on this machine, and opens it in the browser.
struct PortalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "portal",
    abstract: "Opens the documentation in the browser.",
    discussion: """
      The pages are those that http serves beside its endpoint, for the same
      settings: each operation with its fields, responses and examples, the tool
      that it becomes, and the entry of this server for each AI tool. They are
      served on 127.0.0.1 until Ctrl-C. Nothing can be called there.

      Examples:
        nethesis-mcp portal
        nethesis-mcp portal --spec api.yaml --port 8080
      """
  )

  @Option(help: ArgumentHelp("The port on 127.0.0.1; 0 takes one that is free.", valueName: "number")) var port = 0
  @OptionGroup var options: CommonOptions

  func validate() throws {
    guard 0...65_535 ~= port else { throw ValidationError("--port: expected a number from 0 to 65535") }
  }

  func run() throws {
    let startup = try Startup(options)
    try EventThread.run(throwing: { [port] thread in
      let (stopped, stop) = AsyncStream.makeStream(of: Never.self)
      for signal in [SIGINT, SIGTERM] { try thread.watchSignal(signal) { stop.finish() } }
      try await withBackend(startup) { backend in
        var options = Assembly.Options()
        options.isServed = true
        let assembly = try await Assembly(startup, backend, options, on: thread)
        var settings = PortalOptions()
        (settings.endpoint, settings.hasEndpoint, settings.isLocal) = ("/", false, true)
        settings.note = { [logger = startup.logger] in logger.warning("\($0)") }
        let portal = Portal(settings, offer: assembly.ground.current, eras: startup.settings.eras)
        let browser = DesktopBrowser(isWanted: startup.settings.opensBrowser)
        try await assembly.whileReloading {
          try await portal.serve(port: port, until: stopped) { url in
            StandardStream.say("Documentation at \(url)")
            browser?.open(url)
          }
        }
        await assembly.close()
      }
    })
  }
}

extension Portal {
  /// Serves the pages on this machine until a stream ends.
  fileprivate func serve(
    port: Int,
    until stopped: AsyncStream<Never>,
    onListening: @escaping @Sendable (_ url: String) -> Void
  ) async throws {
    let handler = RouteHandler([ownRoute], slots: RequestSlots(maximum: 64, ofParty: 64)) { authority, peer in
      Portal.authorities(of: peer).contains(authority)
    }
    let listener = HTTPListener(handler, address: "127.0.0.1", port: port, limits: ConnectionLimits())
    let loops = try EventLoops.get(1)
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask(executorPreference: globalConcurrentExecutor) {
          try await listener.run(on: loops) { port in onListening("http://127.0.0.1:\(port)/") }
        }
        group.addTask { for await _ in stopped {} }
        try await group.next()
        listener.close()
        group.cancelAll()
      }
    } catch {
      throw CommandFailure.failed("cannot listen on 127.0.0.1:\(port): \(error)")
    }
  }
}
