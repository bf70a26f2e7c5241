import ArgumentParser
import Assembly
import Calls
import EventThread
import JSON
import ProcessEnvironment
import Settings
import SignIn

/// Prints the short-lived token of a session, for scripts and as a helper of other programs.
struct TokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token",
    abstract: "Prints the token of a session, for scripts.",
    discussion: """
      The session must have been made with login --exportable. It is renewed first
      if that is due, so the token lives for some minutes; what renews it is never
      printed. Whoever gets the token can do all that the account may do, until it
      ends. Each use is recorded: status says how often and by which program, and
      the record of --audit has a line for each.

      Formats: raw is the token alone. json has its end, too. header is a JSON
      object of header fields, as Claude Code takes it from a headersHelper. line is
      one header field, for curl.

      Examples:
        nethesis-mcp token --format line | curl -H @- https://my.nethesis.it/backend/api/me
        "headersHelper": "nethesis-mcp token --format header"
      """
  )

  /// The forms in which a token is printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case raw, json, header, line
  }

  @Option(help: "How to print it: raw, json, header or line.") var format = Format.raw
  @Option(help: ArgumentHelp("Which document's API, if there are several.", valueName: "name"))
  var document: String?
  @OptionGroup var options: CommonOptions

  func run() throws {
    let startup = try Startup(options).part(document)
    if let origin = startup.settings.credentialOrigin {
      throw CommandFailure.usage("\(origin) is used for calls, and only the token of a sign-in is printed: take it out")
    }
    let format = format
    try EventThread.run(throwing: { thread in
      let ground = try await SignInGround(startup, on: thread)
      do {
        try StandardStream.checkOutput()
        let credential = try await ground.exported(format, startup)
        if format == .raw || format == .line {
          try StandardStream.output(credential.text(format))
        } else {
          try StandardStream.output(credential.json(format))
        }
      } catch {
        await ground.transport.close()
        throw (error as? SignInError).map { CommandFailure($0) } ?? error
      }
      await ground.transport.close()
    })
  }
}

extension SignInGround {
  /// The credential of the session, once it is recorded that it is printed.
  fileprivate func exported(_ format: TokenCommand.Format, _ startup: Startup) async throws -> SessionCredential {
    guard let entry = try await sessions.chosen(account: setup.settings.account) else {
      throw SignInError(
        .absent,
        "Nobody is signed in at \(audience)\(setup.settings.account.map { " as \($0)" } ?? ""): \(setup.commandLine(" --exportable"))"
      )
    }
    guard entry.session.isExportable else {
      throw SignInError(
        .denied,
        "The session of \(entry.session.account.label) may not be printed. To allow it, sign in anew: "
          + "\(setup.commandLine(" --exportable"))."
      )
    }
    let keeper = sessions.keeper(of: entry.key)
    let credential = try await keeper.credential()
    // Somebody may have signed in again meanwhile.
    guard credential.isExportable else { throw SignInError(.denied, "The session may not be printed any more.") }
    let use = TokenUses.Use.now(format: format.rawValue)
    let outcome = [format.rawValue, use.program.map { "for \($0)" }].compactMap(\.self).joined(separator: " ")
    let record = try startup.audit(of: "token")
    do throws(AuditFailure) {
      try record?.record(CallEvent.exported(credential.token.secret, of: audience, to: outcome))
    } catch {
      throw CommandFailure.failed("Nothing was printed, because no record of it can be kept. \(error.sentence)")
    }
    try await sessions.note(use, of: entry)
    return credential
  }
}

extension SessionCredential {
  fileprivate func text(_ format: TokenCommand.Format) -> String {
    format == .line ? "Authorization: Bearer \(token.secret)" : token.secret
  }

  fileprivate func json(_ format: TokenCommand.Format) -> JSONValue {
    guard format == .json else { return .object(["Authorization": .string("Bearer \(token.secret)")]) }
    return .object([
      "version": 1, "token": .string(token.secret), "expires_at": expires.map { .string($0.text) } ?? .null,
      "backend": .string(audience), "account": .string(account.label),
    ])
  }
}
