import ArgumentParser
import Assembly
import EventThread
import JSON
import Linking
import ProcessEnvironment
import Settings
import SignIn

/// Lists and ends the sessions that callers of the HTTP server have linked.
struct LinksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "links",
    abstract: "Lists and ends sessions that callers have linked.",
    subcommands: [List.self, Revoke.self]
  )

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Prints who has linked a session, and whose it is.",
      discussion: """
        A line for each session: the caller, the account, and until when it can be
        renewed; never a token. It takes the options that the server is started
        with, so that it finds the same sessions.

        Example:
          nethesis-mcp links list --login-issuer https://id.example.com
        """
    )

    @Option(help: ArgumentHelp("Which document's API, if there are several.", valueName: "name"))
    var document: String?
    @Flag(help: "Print JSON, an array of objects.") var json = false
    @OptionGroup var options: CommonOptions

    func run() throws {
      let whole = try Startup(options)
      let (startup, shared) = (try whole.part(document), try SharedStore(whole.settings.store))
      let json = json
      try EventThread.run(throwing: { thread in
        let entries = try await LinksCommand.entries(startup, in: shared, on: thread)
        if json {
          try StandardStream.output(JSONValue.array(entries.map(\.json)).description)
        } else if entries.isEmpty {
          StandardStream.say("Nobody has linked a session.")
        } else {
          try StandardStream.output(entries.map(\.line).joined(separator: "\n"))
        }
      })
    }
  }

  struct Revoke: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "revoke",
      abstract: "Ends the session that a caller has linked.",
      discussion: """
        It is removed from the store first, then its tokens are revoked at the
        provider. A running server takes that up within seconds; the caller is asked
        to sign in again.

        Example:
          nethesis-mcp links revoke alice@example.com --login-issuer https://id.example.com
        """
    )

    @Argument(help: "The caller, by its name or subject, or the account, by its name or e-mail address.")
    var name: String
    @Option(help: ArgumentHelp("Which document's API, if there are several.", valueName: "name"))
    var document: String?
    @OptionGroup var options: CommonOptions

    func run() throws {
      let whole = try Startup(options)
      let (startup, shared) = (try whole.part(document), try SharedStore(whole.settings.store))
      let name = name
      try EventThread.run(throwing: { thread in
        let ground = try await SignInGround(startup, on: thread)
        do throws(SignInError) { try await ground.revokeLink(of: name, in: shared) } catch {
          await ground.transport.close()
          throw CommandFailure(error)
        }
        await ground.transport.close()
      })
    }
  }

  fileprivate static func entries(
    _ startup: Startup,
    in shared: SharedStore?,
    on thread: EventThread
  ) async throws -> [LinkedSessions.Entry] {
    let ground = try await SignInGround(startup, on: thread)
    let outcome: Result<[LinkedSessions.Entry], SignInError>
    do throws(SignInError) { outcome = .success(try await ground.linkedSessions(in: shared).all()) } catch {
      outcome = .failure(error)
    }
    await ground.transport.close()
    do throws(SignInError) { return try outcome.get() } catch { throw CommandFailure(error) }
  }
}

extension SignInGround {
  fileprivate func revokeLink(of name: String, in shared: SharedStore?) async throws(SignInError) {
    let sessions = linkedSessions(in: shared)
    let fitting = try await sessions.all().filter { $0.isNamed(name) }
    guard let entry = fitting.first else {
      throw SignInError(.absent, "Nobody of that name has linked a session: `nethesis-mcp links list` prints who has.")
    }
    guard fitting.count == 1 else {
      throw SignInError(
        .configuration,
        "\(fitting.count) sessions fit: name one by its caller, \(fitting.map(\.callerName).joined(separator: ", or "))."
      )
    }
    let outcome = try await sessions.remove(of: entry.caller)
    StandardStream.say("The session of \(entry.callerName) at \(audience) is removed.")
    if outcome.isRevoked { StandardStream.say("Its tokens are revoked at the provider.") }
    if let first = outcome.problems.first { throw first }
  }
}

extension LinkedSessions.Entry {
  /// The parts of the caller's key: issuer, kind and name; `nil` for a name in the list of access tokens.
  private var parts: [String]? {
    guard caller.hasPrefix("["), let parts = try? JSONParser.parse(Array(caller.utf8)).array, parts.count == 3 else {
      return nil
    }
    return parts.compactMap(\.string)
  }

  fileprivate var callerName: String { parts?.last ?? caller }

  fileprivate func isNamed(_ text: String) -> Bool {
    caller == text || callerName == text || session.account.isNamed(text)
  }

  private var end: Moment? { session.renewable(at: SignInTime.system.now()) }

  fileprivate var line: String {
    let until = end.map { "until \($0.text)" } ?? "ended"
    return "\(callerName)\t\(session.account.label)\t\(until)"
  }

  fileprivate var json: JSONValue {
    var json: JSONObject = ["caller": .string(callerName)]
    json.append("issuer", ifPresent: parts?.first.map(JSONValue.string))
    json.append("account", .string(session.account.label))
    json.append("linked_at", .string(session.signedIn.text))
    json.append("until", ifPresent: end.map { .string($0.text) })
    return .object(json)
  }
}
