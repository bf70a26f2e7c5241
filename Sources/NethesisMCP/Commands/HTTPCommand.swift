import ArgumentParser
import Assembly
import EventThread
import Glibc
import Linking
import Logging
import MCP
import MCPHTTP
import Portal
import ProcessEnvironment
import Settings
import StepUp
import WebServer

/// Serves over Streamable HTTP.
struct HTTPCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "http",
    abstract: "Serves over Streamable HTTP.",
    discussion: """
      All versions of the protocol from 2025-03-26 on share one URL. By default only
      this machine can reach it, and everybody on it may use it. To listen
      elsewhere, callers need access tokens: the command access makes them, or an
      OAuth 2 issuer does, at which clients sign in by themselves (--issuer).

      The server's own session token is used for every call, unless callers bring
      theirs in the header Nethesis-Session-Token (--caller-session-tokens), for each
      of several documents in a header such as Nethesis-Session-Token-shop, or sign
      in on a page of this server at their first call (--link-sessions). The token
      with which a caller is let in never reaches the backend.

      A socket that systemd hands over (LISTEN_FDS) goes before --listen.

      A browser that opens the server's address gets its documentation; /llms.txt
      lists the pages for AI assistants. With access tokens the pages ask for one,
      unless --public-docs opens them.

      /healthz says that the process lives, /readyz whether it takes calls. On
      SIGTERM and SIGINT it takes no more, finishes what it has, and ends with 0.

      Examples:
        nethesis-mcp http --sandbox
        nethesis-mcp access add alice --file tokens
        nethesis-mcp http --listen 0.0.0.0:8722 --access-token-file tokens \\
            --public-url https://mcp.example.com/mcp --caller-session-tokens
        nethesis-mcp http --listen 0.0.0.0:8722 --issuer https://id.example.com \\
            --public-url https://mcp.example.com/mcp --link-sessions \\
            --login-issuer https://id.example.com --login-client-id web \\
            --login-client-secret-file secret
      """
  )

  @OptionGroup(title: "HTTP") var http: HTTPOptions
  @OptionGroup var options: CommonOptions

  func run() throws {
    let startup = try http.startup(Startup(options))
    let (server, others) = try http.settings(startup)
    let issuer = try http.issuer.setup(startup.settings)
    let shared = try SharedStore(startup.settings.store)
    let approval = try http.approvalService(startup, replica: server.replicaName, in: shared)
    // The event loops serve; this thread works on calls, sends them to the backend, and handles signals.
    try EventThread.run(throwing: { thread in
      let (stopped, stop) = AsyncStream.makeStream(of: Never.self)
      for signal in [SIGINT, SIGTERM] { try thread.watchSignal(signal) { stop.finish() } }
      let callers = http.link.exchangeTokens ? CallerTokens() : nil
      let linking = try http.linking(startup, tokens: others, exchanging: callers, in: shared, on: thread)
      if let warning = try await shared?.check() { startup.logger.warning("\(warning)") }
      try await withBackend(startup) { backend in
        let record = BackendRecord()
        var options = Assembly.Options()
        (options.approval, options.record, options.transport, options.isServed) = (approval, record, "http", true)
        // A client for people who read is no reason to link sessions.
        options.linking = http.link.linkSessions ? linking : nil
        options.shared = shared
        let assembly = try await Assembly(startup, backend, options, on: thread)
        var server = server
        let socket = try http.unixSocket()
        defer { socket?.remove() }
        if let socket { (server.socket, server.socketPath) = (socket.descriptor, socket.path) }
        let rule = issuer?.rule(besides: others, startup, on: thread) ?? others
        let access: any AccessRule = callers.map { NotedTokenAccess(base: rule, tokens: $0) } ?? rule
        // Where their transfers run: a call crosses to that thread as a whole, and its response back.
        server.executor = thread
        server.rates = shared?.rates
        if let stepUp = approval?.stepUp { server.routes = [stepUp.route(besides: server.path)] }
        if let linking { server.routes.append(linking.route(besides: server.path)) }
        let current = assembly.ground.current
        let signIn = http.publicDocs ? nil : linking?.portalSignIn(rule, current, startup.logger)
        server.portal = http.portal(server, access, current, record, startup, signingIn: signIn).route
        server.card = try http.card(of: assembly.offer.catalog.server, startup.settings)
        try await assembly.whileReloading {
          // Until the end of this scope, which cancels it.
          async let _: Void? = approval?.stepUp.watchLapses()
          try await assembly.serve(server, access: access, asking: approval?.stepUp, record: record, until: stopped) {
            linking?.stopWaiting()
            // Approvals in memory end with this process; those in a store go on.
            if shared != nil { approval?.stepUp.stopWaiting() }
          }
        }
        await assembly.close()
      }
    })
  }
}
