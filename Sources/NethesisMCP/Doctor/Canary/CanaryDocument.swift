import APITools
import Canary
import EventThread
import HTTPTypes
import OpenAPI

/// One of the documents that the check has served, and how a process is told of it.
struct CanaryDocument: Sendable {
  let loaded: LoadedDocument
  let entries: [APITools.Entry]
  /// Its name, where there are several.
  let name: String?
  /// How the paths of its operations begin at the backend, which is one for all documents.
  let path: String
  private let settings: Settings

  /// Reads the document of some settings.
  ///
  /// - Parameters:
  ///   - part: The start for the document.
  ///   - number: Its place among the documents.
  ///   - thread: What it is fetched on.
  /// - Throws: What of the document or the settings cannot be used.
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

  /// Options with which another process serves the same, from a backend of the check.
  func options(backend url: String) -> [String] {
    let start = name.map { "\($0)=" } ?? ""
    var options: [String] = []
    switch settings.spec {
    // One of several has to be named; the only one is this unless another is.
    case .builtIn: if name != nil { options += ["--spec", start + DocumentName.builtIn] }
    case .file(let file): options += ["--spec", start + file]
    case .url(let url): options += ["--spec", "\(start)\(url)"]
    }
    for overlay in settings.overlays { options += ["--overlay", start + overlay] }
    return options + ["--backend", "\(start)\(url)\(path)"]
  }

  /// The variables by which the session token is shown: as such, and where a scheme takes no bearer token.
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

/// Reaches nobody and has nothing to show: these tools are only looked at.
private struct Unasked: Backend, CredentialSource {
  func send(_ request: HTTPRequest, body: [UInt8]) async throws(BackendError) -> BackendAnswer {
    throw BackendError(.unreachable, wasSent: false, sentence: "Nobody is asked.")
  }

  func credential(for scheme: SecurityScheme) throws(CredentialError) -> Credential? { nil }
}
