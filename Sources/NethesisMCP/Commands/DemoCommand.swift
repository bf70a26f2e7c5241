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
      It starts this program two more times: as the sandbox, and as an MCP client
      would (stdio). It speaks to that, and prints what is said: the client's
      requests behind ->, the server's answers behind <-, long ones cut. On the page
      that the call leads to, it signs in at the sandbox's identity provider and
      types the password, as a person would; the new token comes from there, too.
      The client sees none of it. No account is needed, and nothing is left behind.
      It ends with 0 only if all of it worked.
      """
  )

  func run() throws {
    let sandbox = try ChildServer("/proc/self/exe", ["sandbox"])
    let introduction = try sandbox.errorLine(beginning: "Sandbox")
    guard let backend = introduction.split(separator: " ").last.map(String.init), backend.hasSuffix("/api") else {
      throw CommandFailure.failed("the sandbox does not say where it is")
    }
    // In memory, so that nothing is left behind.
    let server = try ChildServer(
      "/proc/self/exe",
      [
        "stdio", "--no-open-browser", "--token-store", "memory", "--backend", backend,
        "--login-issuer", backend.dropLast("/api".count) + "/oidc",
        "--login-client-id", "browser=\(ProviderClient.browser.rawValue)",
      ]
    )
    var demo = Demo(
      send: { server.send($0) },
      receive: { () throws(CommandFailure) in try server.receive() },
      say: { (text: String) throws(CommandFailure) in try StandardStream.output(text) },
      signIn: { (link: String) throws(CommandFailure) in try Self.account(on: link) },
      approve: { (link: String) throws(CommandFailure) in try Self.token(from: link) }
    )
    try demo.run()
    let code = server.finish()
    guard code == 0 else { throw CommandFailure.failed("the server ended with \(code)") }
    _ = sandbox.terminate()
  }

  /// Signs in as the sandbox's user, and returns the account that the page names.
  private static func account(on link: String) throws(CommandFailure) -> String {
    do { return try DemoBrowser().signIn(on: link, as: .mario) } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw .failed("nobody can sign in on the page: \(error)")
    }
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
