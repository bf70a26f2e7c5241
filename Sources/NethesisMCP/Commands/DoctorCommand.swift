import ArgumentParser
import Assembly
import Doctor
import Calls
import EventThread
import JSON
import MCPHTTP
import ProcessEnvironment
import Settings
import TokenVerification

/// Checks that everything needed for calls is in place.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Says what is wrong with the settings, the document, the backend and the credential.",
    discussion: """
      It takes the options with which the server is started, and looks at all that a
      call needs, in that order: settings, files, document, backend and credential.
      Each line begins with ok, skip, warn or fail; what is not ok says what to do
      next. A line with skip names what was not tried.
      A session is looked at, its provider and its client, too, and never renewed;
      with --issuer, so are the keys and the clock of the issuer of callers' tokens.
      No secret is printed, and nothing is changed. The backend is asked for its
      base URL, and with the credential for one list, if the overlay pins one; if
      not, no credential is tried.

      With --canary it looks at something else: whether secrets get to where a model
      or a log would have them. It serves the document to clients of every version,
      on standard input and output and over HTTP, has them call every tool of a
      backend that says in its answers whatever secret it gets, types a password on
      the pages, and searches what comes of it. The real backend and the real
      credential are not used. It takes several documents at once, and with
      --caller-session-tokens its clients bring the session token, over HTTP.

      Examples:
        nethesis-mcp doctor --token-file ~/.nethesis-token
        nethesis-mcp doctor --config nethesis.json --json
        nethesis-mcp doctor --listen 0.0.0.0:8722 --access-token-file tokens
        nethesis-mcp doctor --canary --spec api.yaml --overlay api.overlay.yaml

      It ends with 0 unless a line begins with fail, and with 1 then.
      """
  )

  @Flag(help: "Print JSON: an array of objects, or one object with --canary.") var json = false
  @Flag(help: "Call every tool of a backend that says secrets again, and look where they get to.") var canary = false
  @OptionGroup(title: "HTTP") var http: HTTPOptions
  @OptionGroup var options: CommonOptions

  func run() throws {
    guard !canary else { return try searchForSecrets() }
    let checkup = try checkup()
    if json { try StandardStream.output(checkup.json) } else { try StandardStream.output(checkup.text) }
    if checkup.hasFailed { throw ExitStatus.failed }
  }

  private func searchForSecrets() throws {
    let startup = try Startup(options)
    let report = try EventThread.run(throwing: { [http] thread in
      try await CanaryCheck(startup, callersBringTokens: http.callerSessionTokens, on: thread).run()
    })
    if json { try StandardStream.output(report.json) } else { try StandardStream.output(report.text) }
    if !report.isClean { throw ExitStatus.failed }
  }

  /// Runs all checks; skips those that depend on a failed one.
  private func checkup() throws -> Checkup {
    var checkup = Checkup()
    let startup: Startup
    do {
      startup = http.startup(try Startup(options))
      try checkup.checkSettings(startup)
    } catch {
      checkup.fail("settings", because: error)
      return checkup
    }
    checkup.checkFiles(startup.settings, stateKey: http.stateKeyFile.map { HomePath.expanded($0) })
    // With a database, no folder of this machine counts.
    if startup.settings.store.url == nil { checkup.checkAttempts() }
    let issuer = checkHTTP(startup, &checkup)
    if let audit = startup.settings.audit { checkup.checkAudit(audit) }
    let shared = try SharedStore(startup.settings.store)
    return try EventThread.run(throwing: { [checkup] thread in
      var checkup = checkup
      if let issuer {
        await checkup.checkIssuer(issuer.requirements.issuer, keysAt: issuer.keysURL, startup, on: thread)
      }
      if let shared { await checkup.checkStore(shared) }
      try await withBackend(startup) { try await Self.checkCalls(startup, $0, on: thread, &checkup) }
      return checkup.redacted(by: startup.redactor)
    })
  }

  /// Checks the options for HTTP, if any were given.
  ///
  /// - Returns: The issuer of callers' tokens; `nil` if there is none, or it cannot be used as it is given.
  private func checkHTTP(_ startup: Startup, _ checkup: inout Checkup) -> IssuerSetup? {
    do throws(CommandFailure) {
      let (_, access) = try http.settings(startup)
      if let file = http.accessTokenFile, !access.isOpen { checkup.ok("http", "Who is in \(file) may use the server.") }
      return try http.issuer.setup(startup.settings)
    } catch {
      checkup.fail("http", because: error)
      return nil
    }
  }

  /// Checks everything on the path of a call.
  private static func checkCalls(
    _ startup: Startup,
    _ backend: PendingBackend,
    on thread: EventThread,
    _ checkup: inout Checkup
  ) async throws {
    let assembly: Assembly
    var loaded: [LoadedDocument] = []
    do {
      for part in startup.parts {
        let document = try await part.load(on: thread)
        checkup.check(document, part.settings)
        loaded.append(document)
      }
      guard !checkup.hasFailed("document") else { return }
      var options = Assembly.Options()
      options.loaded = loaded
      options.renewsSessions = false
      assembly = try await Assembly(startup, backend, options, on: thread)
    } catch let error as CommandFailure {
      return checkup.fail("document", because: error)
    } catch let error as SettingsError {
      return checkup.fail("settings", because: error)
    }
    checkup.check(assembly.tools)
    for ((document, loaded), part) in zip(zip(assembly.offer.documents, loaded), startup.parts) {
      var own = Checkup()
      let isReached = await own.checkBackends(document, assembly.ground.client)
      let base = document.servers.main.base
      let hasCredential = await own.checkSignIn(part, loaded, at: base, on: thread)
      if hasCredential, await own.checkCredentials(document, startup), isReached {
        await own.tryCredentials(document, assembly)
      }
      checkup.add(own, of: document.name)
    }
    await assembly.close()
  }
}
