import ArgumentParser
import Glibc
import ProcessEnvironment

/// Demonstrates the server with a client and the sandbox, for a newcomer's first minute.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Shows a client using the server, with the sandbox.",
    discussion: """
      It starts this program a second time, as an MCP client would (stdio
      --sandbox), speaks to it, and prints what is said: the client's requests
      behind ->, the server's answers behind <-, long ones cut. No account is
      needed, and nothing is left behind. It ends with 0 only if all of it worked.
      """
  )

  func run() throws {
    let server = try ChildServer("/proc/self/exe", ["stdio", "--sandbox"])
    var demo = Demo(
      send: { server.send($0) },
      receive: { () throws(CommandFailure) in try server.receive() },
      say: { (text: String) throws(CommandFailure) in try StandardStream.output(text) }
    )
    try demo.run()
    let code = server.finish()
    guard code == 0 else { throw CommandFailure.failed("the server ended with \(code)") }
  }
}
