package import Operations
package import EventThread
import OpenAPI
package import ProcessEnvironment
package import Settings
package import SignIn
import Store

/// The parts of sign-ins to one API: the document's sign-in, its sessions, and the way to services.
package struct SignInGround: Sendable {
  /// The sign-in that the settings and the document name.
  package let setup: SignInSetup
  /// The sessions of the API.
  package let sessions: SignInSessions
  /// The way to the provider and to the backend.
  package let transport: CurlSignInTransport
  /// The path below the API that answers who is signed in; `nil` if none is known.
  package let accountPath: String?

  /// Opens the store for the API of a document.
  ///
  /// - Parameters:
  ///   - settings: The settings of the document.
  ///   - loaded: The document.
  ///   - base: The URL of the API.
  ///   - redactor: Receives the client's secret.
  ///   - thread: The thread of transfers.
  ///   - notice: Receives what is to be known of the store.
  /// - Throws: The fault of a setting or of the overlay.
  package init(
    _ settings: Settings,
    _ loaded: LoadedDocument,
    at base: BaseURL,
    _ redactor: Redactor,
    on thread: EventThread,
    notice: @escaping @Sendable (String) -> Void
  ) throws(SignInError) {
    let login: OverlayLogin?
    do throws(CommandFailure) { login = try loaded.login() } catch {
      throw SignInError(.configuration, error.message)
    }
    accountPath = login?.account
    // Read only where somebody signs in, like the overlay.
    var setup = try SignInSetup(
      settings,
      login,
      declared: login == nil ? DeclaredSignIn.all(of: loaded.document) : [],
      secret: try settings.login.clientSecret(redactor),
      base: base
    )
    do throws(SettingsError) {
      try settings.checkTrust(in: base, from: loaded.url, hasCredentials: true)
    } catch {
      setup.distrust = SignInError(.configuration, "\(error)")
    }
    self.setup = setup
    transport = CurlSignInTransport(settings, on: thread, learning: redactor)
    sessions = setup.sessions(in: TokenStoreKind.open(settings.login.store, notice: notice), transport)
  }

  /// Loads the document, and opens the store for its API.
  ///
  /// - Parameters:
  ///   - startup: The settings of the document.
  ///   - thread: The thread of transfers.
  /// - Throws: The fault of a setting, or the reason why no session can be kept.
  package init(_ startup: Startup, on thread: EventThread) async throws {
    let settings = startup.settings
    try Self.checkBackend(of: settings)
    let loaded = try await startup.load(on: thread)
    let base = try settings.baseURL(documented: loaded.serverURL)
    do throws(SignInError) {
      self = try Self(settings, loaded, at: base, startup.redactor, on: thread) { StandardStream.say($0) }
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Refuses the stand-in of the process itself, which signs in without a person.
  package static func checkBackend(of settings: Settings) throws(CommandFailure) {
    guard settings.backend == .sandbox else { return }
    throw .usage(
      "--sandbox signs in by itself. To try a sign-in, run `nethesis-mcp sandbox` and give the options that it prints."
    )
  }

  /// The URL of the API.
  package var audience: String { setup.configuration.audience }
}

extension CommandFailure {
  /// The failure of a sign-in, as a command reports it.
  package init(_ error: SignInError) {
    self = [.configuration, .ambiguous].contains(error.kind) ? .usage(error.sentence) : .failed(error.sentence)
  }
}

extension Startup {
  /// The settings of the document of a name, or of the only one.
  package func part(_ document: String?) throws(CommandFailure) -> Startup {
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
