import Assembly
import ArgumentParser
import EventThread
import ProcessEnvironment
import Settings
import SignIn

/// Ends a session that `login` has made.
struct LogoutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logout",
    abstract: "Forgets a session, and revokes it at the provider.",
    discussion: """
      The session is removed from this machine first, then its tokens are revoked at
      the provider. Sessions of the person in browsers stay; --everywhere ends them,
      too, as far as the backend can.

      Examples:
        nethesis-mcp logout
        nethesis-mcp logout --account mario@example.com
      """
  )

  @Option(help: ArgumentHelp("Which document's API, if there are several.", valueName: "name"))
  var document: String?
  @Flag(help: "End all sessions of the person at the backend, those of browsers included.") var everywhere = false
  @OptionGroup var options: CommonOptions

  func run() throws {
    let startup = try Startup(options).part(document)
    let everywhere = everywhere
    try EventThread.run(throwing: { thread in
      let ground = try await SignInGround(startup, on: thread)
      do throws(SignInError) { try await ground.signOut(everywhere: everywhere) } catch {
        await ground.transport.close()
        throw CommandFailure(error)
      }
      await ground.transport.close()
    })
  }
}

extension SignInGround {
  fileprivate func signOut(everywhere: Bool) async throws(SignInError) {
    guard let entry = try await sessions.chosen(account: setup.settings.account) else {
      throw SignInError(
        .absent,
        "Nobody is signed in at \(audience)\(setup.settings.account.map { " as \($0)" } ?? "")."
      )
    }
    try await sessions.forgetUses(of: entry)
    let outcome = try await sessions.keeper(of: entry.key).signOut(everywhere: everywhere)
    StandardStream.say("Signed out \(entry.session.account.label) at \(audience).")
    if outcome.isRevoked { StandardStream.say("Its tokens are revoked at the provider.") }
    if outcome.endedEverywhere == true { StandardStream.say("All sessions of the person have ended.") }
    guard let first = outcome.problems.first else { return }
    for problem in outcome.problems.dropFirst() { StandardStream.say(problem.sentence) }
    throw first
  }
}
