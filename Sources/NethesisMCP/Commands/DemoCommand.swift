import Approve
import ArgumentParser
import Glibc
import ProcessEnvironment
import Sandbox
import Settings

/// Demonstrates the server with a client and the sandbox, for a newcomer's first minute.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Shows a client using the server, with the sandbox.",
    discussion: """
      It starts this program a second time, as an MCP client would (stdio
      --sandbox), speaks to it, and prints what is said: the client's requests
      behind ->, the server's answers behind <-, long ones cut. The password goes
      to a page, as a person would type it there, and the new token comes from it:
      the client sees neither. No account is needed, and nothing is left behind. It ends with 0 only if all of it worked.
      """
  )

  func run() throws {
    let server = try ChildServer("/proc/self/exe", ["stdio", "--sandbox", "--no-open-browser"])
    var demo = Demo(
      send: { server.send($0) },
      receive: { () throws(CommandFailure) in try server.receive() },
      say: { (text: String) throws(CommandFailure) in try StandardStream.output(text) },
      approve: { (link: String) throws(CommandFailure) in try Self.token(from: link) }
    )
    try demo.run()
    let code = server.finish()
    guard code == 0 else { throw CommandFailure.failed("the server ended with \(code)") }
  }

  /// Approves a call on its page as the sandbox's user, and returns the only secret that the page shows.
  private static func token(from link: String) throws(CommandFailure) -> String {
    do {
      let client = ApprovalClient(try ApprovalURL(link, trusting: nil), Settings())
      guard let token = try client.approve(with: Account.mario.password) else {
        throw CommandFailure.failed("the page shows no token")
      }
      return token
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw .failed("the page cannot be used: \(error)")
    }
  }
}
