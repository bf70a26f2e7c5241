import ArgumentParser
import EventThread
import Glibc
import ProcessEnvironment
import Sandbox

/// Serves only the sandbox.
struct SandboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Serves the stand-in for a backend, and nothing else.",
    discussion: """
      It answers as the real backend does, and forgets everything when it ends.
      Where it is, and with what token and password it can be used, it says on
      standard error. It ends on SIGINT (Control-C) and SIGTERM.

      Example:
        nethesis-mcp sandbox --listen 127.0.0.1:8080
        NETHESIS_MCP_TOKEN=<the session token> nethesis-mcp call list_api_keys \\
            --backend http://127.0.0.1:8080/api
      """
  )

  @Option(help: ArgumentHelp("Where to listen; port 0 takes one that is free.", valueName: "address:port"))
  var listen = "127.0.0.1:0"
  @Flag(help: "Listen where other machines can reach it, unencrypted.") var allowRemote = false

  func run() throws {
    let address = try ListenAddress(listen)
    guard address.isLoopback || allowRemote else {
      throw CommandFailure.usage(
        "--listen: other machines could reach \(address.host); use 127.0.0.1, or accept it with --allow-remote"
      )
    }
    try EventThread.run(throwing: { thread in
      let (stopped, stop) = AsyncStream.makeStream(of: Never.self)
      for signal in [SIGINT, SIGTERM] { try thread.watchSignal(signal) { stop.finish() } }
      do {
        try await Sandbox.withServer(address: address.host, port: address.port) { running in
          StandardStream.say(running.introduction)
          for await _ in stopped {}
        }
      } catch {
        throw CommandFailure.failed("cannot listen on \(address): \(error); is another program using the port?")
      }
    })
  }
}
