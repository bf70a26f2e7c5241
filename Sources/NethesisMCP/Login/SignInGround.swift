import EventThread
import OpenAPI
import ProcessEnvironment
import Settings
import SignIn
import Store

/// The parts that a command about sign-ins needs: the document's sign-in, its sessions, and the way to services.
struct SignInGround: Sendable {
  let startup: Startup
  let setup: SignInSetup
  let sessions: SignInSessions
  let transport: CurlSignInTransport
  /// The path below the API that answers who is signed in; `nil` if none is known.
  let accountPath: String?

  /// Loads one document and opens the store.
  ///
  /// - Parameters:
  ///   - startup: The settings of the document.
  ///   - thread: The thread of transfers.
  /// - Throws: The fault of a setting, or the reason why no session can be kept.
  init(_ startup: Startup, on thread: EventThread) async throws {
    let settings = startup.settings
    guard settings.backend != .sandbox else {
      throw CommandFailure.usage(
        "--sandbox signs in by itself. To try a sign-in, run `nethesis-mcp sandbox` and give the options that it prints."
      )
    }
    let loaded = try await startup.load(on: thread)
    let login = try loaded.login()
    accountPath = login?.account
    let base = try settings.baseURL(documented: loaded.serverURL)
    transport = CurlSignInTransport(settings, on: thread)
    do throws(SignInError) { setup = try SignInSetup(settings, login, base: base) } catch {
      throw CommandFailure(error)
    }
    sessions = setup.sessions(in: TokenStoreKind.open(settings.login.store) { StandardStream.say($0) }, transport)
    self.startup = startup
  }

  /// The URL of the API.
  var audience: String { setup.configuration.audience }
}

extension CommandFailure {
  /// The failure of a sign-in, as a command reports it.
  init(_ error: SignInError) {
    self = error.kind == .configuration ? .usage(error.sentence) : .failed(error.sentence)
  }
}

extension Startup {
  /// The settings of the document of a name, or of the only one.
  func part(_ document: String?) throws(CommandFailure) -> Startup {
    let parts = self.parts
    guard let document else {
      guard parts.count > 1 else { return parts[0] }
      let names = parts.compactMap(\.settings.document).joined(separator: ", ")
      throw .usage("there are several documents, so say which one with --document: \(names)")
    }
    guard let part = parts.first(where: { $0.settings.document == document }) else {
      let names = parts.compactMap(\.settings.document)
      let hint = names.isEmpty ? "there is only one, without a name" : "there are \(names.joined(separator: ", "))"
      throw .usage("there is no document \(document); \(hint)")
    }
    return part
  }
}
