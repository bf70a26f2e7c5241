import APITools
import Assembly
import Calls
import Canary
import EventThread
import HTTPTypes
import OpenAPI
import Operations
import ProcessEnvironment
import Settings

/// A document that the check has served, and the options for a process that serves it.
struct CanaryDocument: Sendable {
  let loaded: LoadedDocument
  let entries: [APITools.Entry]
  /// Its name; `nil` if there is only one document.
  let name: String?
  /// The common start of its paths at the backend, which all documents share.
  let path: String
  private let settings: Settings

  /// Reads the document of the given settings.
  ///
  /// - Parameters:
  ///   - part: The start for the document.
  ///   - number: Its position among the documents.
  ///   - thread: The thread that it is fetched on.
  /// - Throws: The fault of the document or of a setting.
  init(_ part: Startup, number: Int, on thread: EventThread) async throws {
    settings = part.settings
    name = settings.document
    path = name == nil ? "" : "/\(number)"
    loaded = try await part.load(on: thread)
    entries =
      ServedDocument(
        loaded.document,
        name: name,
        server: APIServer(base: try BaseURL("http://127.0.0.1"), credentials: Unasked()),
        backend: Unasked(),
        options: APITools.Options(settings)
      )
      .entries
  }

  /// The options with which another process serves the same document from a backend of the check.
  func options(backend url: String) -> [String] {
    let start = name.map { "\($0)=" } ?? ""
    var options: [String] = []
    switch settings.spec {
    // One of several must be named; the only one is the built-in document by default.
    case .builtIn: if name != nil { options += ["--spec", start + DocumentName.builtIn] }
    case .file(let file): options += ["--spec", start + file]
    case .url(let url): options += ["--spec", "\(start)\(url)"]
    }
    for overlay in settings.overlays { options += ["--overlay", start + overlay] }
    return options + ["--backend", "\(start)\(url)\(path)"]
  }

  /// Whether a person can sign in to its API.
  var signsIn: Bool {
    loaded.document.operations.flatMap(\.security).flatMap(\.schemes).contains { $0.scheme.credentialKind == .bearer }
  }

  /// The endpoints of its own sessions, by their paths at the backend.
  var endpoints: [String: EchoSignIn] {
    get throws(CommandFailure) {
      guard let login = try loaded.login() else { return [:] }
      var endpoints: [String: EchoSignIn] = [path + login.exchange: .exchange, path + login.refresh: .refresh]
      if let logout = login.logout { endpoints[path + logout] = .logout }
      if let account = login.account { endpoints[path + account] = .account }
      return endpoints
    }
  }

  /// The variables that set a provider at which somebody signs in, instead of the session token.
  func signIn(at url: String, _ secrets: CanarySecrets) -> [String] {
    guard signsIn else { return credentials(secrets) }
    func variable(_ setting: Setting) -> String { name.map(setting.variable) ?? setting.variable }
    return [
      "\(variable(.loginIssuer))=\(url)\(EchoSignIn.issuer)",
      "\(variable(.loginClientID))=browser=canary,device=canary",
      // Without an identity, which would have to be signed.
      "\(variable(.loginScope))=offline_access",
    ] + others(secrets)
  }

  /// The variables that set the session token, also for schemes that take no bearer token.
  func credentials(_ secrets: CanarySecrets) -> [String] {
    let token = name.map(Setting.token.variable) ?? Setting.token.variable
    return ["\(token)=\(secrets.session.text)"] + others(secrets)
  }

  /// The variables of credentials that are no bearer tokens.
  private func others(_ secrets: CanarySecrets) -> [String] {
    let schemes = loaded.document.operations.flatMap(\.security).flatMap(\.schemes).map(\.scheme)
    let variables = schemes.compactMap { scheme -> String? in
      let variable = settings.credentialPrefix + Settings.variable(of: scheme.name)
      return switch scheme.credentialKind {
      case .key: "\(variable)=\(secrets.session.text)"
      case .basic: "\(variable)=canary:\(secrets.session.text)"
      case .bearer, nil: nil
      }
    }
    return Set(variables).sorted()
  }
}

/// A backend and credentials for tools that are examined but not called.
private struct Unasked: Backend, CredentialSource {
  func send(_ request: HTTPRequest, body: [UInt8]) async throws(BackendError) -> BackendResponse {
    throw BackendError(.unreachable, wasSent: false, sentence: "Nobody is asked.")
  }

  func credential(for scheme: SecurityScheme) throws(CredentialError) -> Credential? { nil }
}
