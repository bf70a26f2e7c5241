import Assembly
import EventThread
import JSON
import ProcessEnvironment
import Settings
import SignIn

/// The sessions of one API and the credential in force, without any token.
struct SignInReport: Sendable {
  private let document: String?
  private let api: String
  /// The place of a configured credential, which goes before any session; `nil` without one.
  private let configured: String?
  private let sessions: [StoredSession]
  private let command: String
  private let now = SignInTime.system.now()

  /// Reads the sessions of a document's API.
  init(_ startup: Startup, on thread: EventThread) async throws {
    let settings = startup.settings
    document = settings.document
    guard settings.backend != .sandbox else {
      (api, configured, sessions, command) = ("the built-in sandbox", "--sandbox", [], "")
      return
    }
    configured = settings.credentialOrigin?.description
    let ground = try await SignInGround(startup, on: thread)
    (api, command) = (ground.audience, ground.setup.command)
    do throws(SignInError) { sessions = try await ground.sessions.all().map(\.session) } catch {
      throw CommandFailure(error)
    }
    await ground.transport.close()
  }

  /// Whether calls have a credential.
  var isReady: Bool { configured != nil || sessions.contains { $0.renewable(at: now) != nil } }

  /// The report as lines.
  var text: String {
    var lines = [document.map { "\($0): \(api)" } ?? api]
    if let configured { lines.append("  \(configured) is used; it goes before any session.") }
    lines += sessions.map { "  \($0.account.label): \(state(of: $0))" }
    if sessions.isEmpty, configured == nil { lines.append("  nobody is signed in: \(command)") }
    return lines.joined(separator: "\n")
  }

  private func state(of session: StoredSession) -> String {
    guard let end = session.renewable(at: now) else { return "the session has ended: \(command)" }
    return session.kind == .pasted
      ? "a pasted session, until \(end.text)" : "renewed by itself; without any use until \(end.text)"
  }

  /// The report as JSON.
  var json: JSONValue {
    .object([
      "document": document.map(JSONValue.string) ?? .null, "backend": .string(api),
      "credential": configured.map(JSONValue.string) ?? .null, "sessions": .array(sessions.map(json)),
    ])
  }

  private func json(_ session: StoredSession) -> JSONValue {
    func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
    return .object([
      "name": text(session.account.name), "email": text(session.account.email),
      "subject": text(session.account.subject), "organization": text(session.account.organization),
      "kind": .string(session.kind.rawValue), "issuer": text(session.provider?.issuer),
      "signed_in": .string(session.signedIn.text), "token_expires": text(session.credential?.expires?.text),
      "usable_until": text(session.renewable(at: now)?.text), "exportable": .bool(session.isExportable),
    ])
  }
}
