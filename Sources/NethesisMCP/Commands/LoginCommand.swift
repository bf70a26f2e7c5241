import Assembly
import ArgumentParser
import EventThread
import Files
import Glibc
import ProcessEnvironment
import Settings
import SignIn
import Store

/// Signs in to an API, so that calls need no token.
struct LoginCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "login",
    abstract: "Signs in, and keeps the session for calls.",
    discussion: """
      There are three ways. --browser opens the provider's page in a browser of
      this machine. --device prints a code to enter in any browser, elsewhere too.
      Both need a client id that the provider has registered (--login-issuer, or
      --login-origin where the document names the provider's endpoints;
      --login-client-id), and the session is renewed by itself from then on.

      --paste takes a session that the web application has made: it asks for it
      without showing it, or reads the first line of standard input. It works with
      every account today, but cannot be renewed: my.nethesis.it ends it 30 minutes
      after it was made, so no scheduled job can live on it.

      Sessions lie in one sealed file of the folder for state. Its key is in the
      desktop's keyring, or else in a file that only you can read; choose with
      --token-store. Servers that clients start find the session without any option.

      Examples:
        nethesis-mcp login --paste
        nethesis-mcp login --login-issuer https://id.example.com/oidc \\
            --login-client-id abc123
        nethesis-mcp status
      """
  )

  @Flag(help: "How to sign in; without one of these, what the settings and this machine allow.") var way: SignInWay?
  @Option(help: ArgumentHelp("Which document's API, if there are several.", valueName: "name"))
  var document: String?
  @Option(help: ArgumentHelp("The port that the browser comes back to; any free one by default.", valueName: "port"))
  var redirectPort = 0
  @Flag(help: "Let the command token print the session's token.") var exportable = false
  @OptionGroup var options: CommonOptions

  func validate() throws {
    guard 0...65_535 ~= redirectPort else { throw ValidationError("a port is a number from 1 to 65535") }
  }

  func run() throws {
    let startup = try Startup(options).part(document)
    // Before anything is asked for.
    try SignInGround.checkBackend(of: startup.settings)
    let settings = startup.settings.login
    guard settings.store != .memory else {
      throw CommandFailure.usage("--token-store memory ends with this command: take keyring or file")
    }
    let way = try SignInWay.chosen(
      way,
      startup.settings,
      hasDesktop: DesktopBrowser(isWanted: startup.settings.opensBrowser) != nil,
      hasTerminal: Terminal() != nil
    )
    // Asked for before any other thread is there, so that a signal cannot leave the terminal without echo.
    let pasted = way == .paste ? try Self.pasted() : nil
    let (redirectPort, exportable) = (redirectPort, exportable)
    try EventThread.run(throwing: { thread in
      let ground = try await SignInGround(startup, on: thread)
      try await ground.prepareStore()
      let attempt = SignInAttempt(
        ground: ground,
        opensBrowser: startup.settings.opensBrowser,
        redirectPort: redirectPort
      )
      do throws(SignInError) {
        var session: StoredSession
        switch way {
        case .browser: session = try await attempt.inBrowser()
        case .device: session = try await attempt.byDevice()
        case .paste: session = try await ground.pasted(pasted ?? "")
        }
        session.isExportable = exportable
        try await ground.keep(session)
      } catch {
        await ground.transport.close()
        throw CommandFailure(error)
      }
      await ground.transport.close()
    })
  }

  private static func pasted() throws(CommandFailure) -> String {
    if let prompted = isatty(0) == 1 ? try promptedSession() : nil { return prompted }
    return try TypedSecret.piped()
  }

  private static func promptedSession() throws(CommandFailure) -> String? {
    StandardStream.say(PastedToken.advice)
    return try TypedSecret.prompted("Session (not shown): ")
  }
}

extension SignInWay: EnumerableFlag {
  static func help(for value: SignInWay) -> ArgumentHelp? {
    switch value {
    case .browser: "Sign in with a browser of this machine."
    case .device: "Sign in with a code that is entered in any browser."
    case .paste: "Take a session that the web application has made."
    }
  }
}

extension SignInGround {
  /// Tries the store before a person signs in, and moves its key where it was asked for.
  fileprivate func prepareStore() async throws(CommandFailure) {
    guard let file = sessions.store as? SealedFileStore else { return }
    do throws(StoreError) { try await file.prepare(movingKeyTo: setup.settings.store?.keyPlacement) } catch {
      throw .failed("sessions cannot be stored: \(error.message)")
    }
  }

  /// Stores a session, and tells the person whose it is.
  fileprivate func keep(_ session: StoredSession) async throws(SignInError) {
    try checkAccount(of: session)
    let keeping = try await sessions.keeper(of: session).keep(session)
    StandardStream.say("Signed in as \(session.account.label) at \(audience).")
    if keeping.isRevoked { StandardStream.say("The former sign-in of this account is revoked.") }
    if let problem = keeping.problem {
      StandardStream.say("The former sign-in of this account was not revoked, and ends by itself. \(problem.sentence)")
    }
    let now = SignInTime.system.now()
    if session.kind == .pasted, let end = session.credential?.expires {
      let minutes = max(0, end.seconds - now.seconds) / 60
      StandardStream.say("The session ends in \(minutes) minutes and cannot be renewed: then paste another one.")
    } else if let end = session.renewable(at: now) {
      StandardStream.say(
        session.renewsItself
          ? "It is renewed by itself; without any use it ends at \(end.text)."
          : "It ends at \(end.text) and cannot be renewed: the provider gave nothing to renew it with."
      )
    }
    leavePointer()
  }

  /// Lets servers that clients start without variables find the session.
  private func leavePointer() {
    do throws(StateFolder.Failure) { try StatePlace.leavePointer() } catch {
      StandardStream.say("Servers that are started without XDG_STATE_HOME will not find the session: \(error.reason).")
    }
  }
}
