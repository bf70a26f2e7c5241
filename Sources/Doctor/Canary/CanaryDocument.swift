import APITools
import Assembly
import Calls
import Canary
import EventThread
import HTTPTypes
import OpenAPI
import Operations
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

  /// The variables that set the session token, also for schemes that take no bearer token.
  func credentials(_ secrets: CanarySecrets) -> [String] {
    let token = name.map(Setting.token.variable) ?? Setting.token.variable
    let schemes = loaded.document.operations.flatMap(\.security).flatMap(\.schemes).map(\.scheme)
    let variables = schemes.compactMap { scheme -> String? in
      let variable = settings.credentialPrefix + Settings.variable(of: scheme.name)
      return switch scheme.credentialKind {
      case .key: "\(variable)=\(secrets.session.text)"
      case .basic: "\(variable)=canary:\(secrets.session.text)"
      case .bearer, nil: nil
      }
    }
    return ["\(token)=\(secrets.session.text)"] + Set(variables).sorted()
  }
}

/// A backend and credentials for tools that are examined but not called.
private struct Unasked: Backend, CredentialSource {
  func send(_ request: HTTPRequest, body: [UInt8]) async throws(BackendError) -> BackendResponse {
    throw BackendError(.unreachable, wasSent: false, sentence: "Nobody is asked.")
  }

  func credential(for scheme: SecurityScheme) throws(CredentialError) -> Credential? { nil }
}
