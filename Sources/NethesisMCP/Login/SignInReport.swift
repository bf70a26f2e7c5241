import Assembly
import EventThread
import JSON
import ProcessEnvironment
import Settings
import SignIn
import Store

/// The sessions of one API and the credential in force, without any token.
struct SignInReport: Sendable {
  private let document: String?
  private let api: String
  /// The place of a configured credential, which goes before any session; `nil` without one.
  private let configured: String?
  private let sessions: [Reported]
  private let command: String
  /// The file of sessions, and the place of its key; `nil` if there is none yet.
  private let store: (path: String, key: KeyPlacement)?
  /// Whether calls use the client's own credentials.
  private let isForClient: Bool
  private let now = SignInTime.system.now()

  /// A session, and the uses of its token by scripts.
  private struct Reported: Sendable {
    let session: StoredSession
    let uses: TokenUses
  }

  /// Reads the sessions of a document's API.
  init(_ startup: Startup, on thread: EventThread) async throws {
    let settings = startup.settings
    document = settings.document
    guard settings.backend != .sandbox else {
      (api, configured, sessions, command, isForClient) = ("the built-in sandbox", "--sandbox", [], "", false)
      store = nil
      return
    }
    configured = settings.credentialOrigin?.description
    let ground = try await SignInGround(startup, on: thread)
    (api, command) = (ground.audience, ground.setup.commandLine())
    isForClient = configured == nil && ground.setup.usesClientCredentials
    var sessions: [Reported] = []
    do throws(SignInError) {
      for entry in try await ground.sessions.all() {
        sessions.append(Reported(session: entry.session, uses: try await ground.sessions.uses(of: entry)))
      }
    } catch {
      throw CommandFailure(error)
    }
    self.sessions = sessions
    do throws(StoreError) {
      store = try await (ground.sessions.store as? SealedFileStore)?.status()
    } catch {
      throw CommandFailure.failed("the stored sessions cannot be used: \(error.message)")
    }
    await ground.transport.close()
  }

  /// Whether calls have a credential.
  var isReady: Bool { configured != nil || isForClient || sessions.contains { $0.session.renewable(at: now) != nil } }

  /// The report as lines.
  var text: String {
    var lines = [document.map { "\($0): \(api)" } ?? api]
    if let configured { lines.append("  \(configured) is used; it goes before any session.") }
    if isForClient { lines.append("  calls use the client's own credentials: nobody signs in") }
    for reported in sessions {
      lines.append("  \(reported.session.account.label): \(state(of: reported.session))")
      lines.append("    \(origin(of: reported.session))")
      if let words = words(on: reported) { lines.append("    \(words)") }
    }
    if sessions.isEmpty, configured == nil, !isForClient { lines.append("  nobody is signed in: \(command)") }
    if let store, !sessions.isEmpty { lines.append("  kept in \(store.path), its key \(store.key.words)") }
    return lines.joined(separator: "\n")
  }

  private func state(of session: StoredSession) -> String {
    guard let end = session.renewable(at: now) else { return "the session has ended: \(command)" }
    if session.kind == .pasted { return "a pasted session, until \(end.text)" }
    return session.renewsItself ? "renewed by itself; without any use until \(end.text)" : "until \(end.text)"
  }

  /// The place where the person signed in, and when.
  private func origin(of session: StoredSession) -> String {
    guard let provider = session.provider else { return "of the web application, pasted \(session.signedIn.text)" }
    return "signed in at \(provider.issuer ?? provider.tokenEndpoint.origin), \(session.signedIn.text)"
  }

  /// The uses of an exportable session; `nil` if its token was never printed, and must not be.
  private func words(on reported: Reported) -> String? {
    guard let last = reported.uses.last.first else {
      return reported.session.isExportable ? "the command token may print its token; it never did" : nil
    }
    let count = reported.uses.count
    let program = last.program.map { " for \($0)" } ?? ""
    return "the command token has printed its token \(count == 1 ? "once" : "\(count) times"), last at "
      + "\(last.time.text)\(program)"
  }

  /// The report as JSON.
  var json: JSONValue {
    .object([
      "document": document.map(JSONValue.string) ?? .null, "backend": .string(api),
      "credential": configured.map(JSONValue.string) ?? .null, "client_credentials": .bool(isForClient),
      "sessions": .array(sessions.map(json)),
      "store": store.map { .object(["path": .string($0.path), "key": .string($0.key.rawValue)]) } ?? .null,
    ])
  }

  private func json(_ reported: Reported) -> JSONValue {
    let session = reported.session
    func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
    return .object([
      "name": text(session.account.name), "email": text(session.account.email),
      "subject": text(session.account.subject), "organization": text(session.account.organization),
      "kind": .string(session.kind.rawValue), "issuer": text(session.provider?.issuer),
      "signed_in": .string(session.signedIn.text), "token_expires": text(session.credential?.expires?.text),
      "usable_until": text(session.renewable(at: now)?.text), "exportable": .bool(session.isExportable),
      "token_printed": .number(JSONNumber(reported.uses.count)),
      "last_printed": .array(
        reported.uses.last.map { use in
          .object(["time": .string(use.time.text), "format": .string(use.format), "program": text(use.program)])
        }
      ),
    ])
  }
}
