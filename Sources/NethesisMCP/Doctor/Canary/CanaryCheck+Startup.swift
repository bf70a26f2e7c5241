import APITools
import Canary
import EventThread
import HTTPTypes
import OpenAPI

extension CanaryCheck {
  /// Makes the check of the document that the settings name.
  ///
  /// - Parameters:
  ///   - startup: The settings.
  ///   - thread: What a document is fetched on.
  /// - Throws: What of the document or the settings cannot be used.
  init(_ startup: Startup, on thread: EventThread) async throws {
    guard startup.settings.documents.isEmpty else {
      throw CommandFailure.usage("--canary looks at one document at a time: name each of yours with --spec")
    }
    let loaded = try await LoadedDocument(startup.settings, on: thread)
    let tools = APITools(
      loaded.document,
      base: try BaseURL("http://127.0.0.1"),
      backend: Unasked(),
      credentials: Unasked(),
      options: APITools.Options(startup.settings)
    )
    try self.init(tools.entries, loaded, options: Self.options(startup.settings))
  }

  /// The variables by which the session token is shown where a scheme takes no bearer token.
  static func credentials(for document: APIDocument, _ secrets: CanarySecrets) -> [String] {
    let schemes = document.operations.flatMap(\.security).flatMap(\.schemes).map(\.scheme)
    let variables = schemes.compactMap { scheme -> String? in
      let variable = Settings.credentialPrefix + Settings.variable(of: scheme.name)
      return switch scheme.credentialKind {
      case .key: "\(variable)=\(secrets.session.text)"
      case .basic: "\(variable)=canary:\(secrets.session.text)"
      case .bearer, nil: nil
      }
    }
    return Array(Set(variables))
  }

  /// What has another process serve the same.
  private static func options(_ settings: Settings) -> [String] {
    var options: [String] = []
    switch settings.spec {
    case .builtIn: break
    case .file(let path): options += ["--spec", path]
    case .url(let url): options += ["--spec", "\(url)"]
    }
    if settings.allowsPrivateSpec { options.append("--allow-private-spec") }
    for overlay in settings.overlays { options += ["--overlay", overlay] }
    return options
  }
}

/// Reaches nobody and has nothing to show: these tools are only looked at.
private struct Unasked: Backend, CredentialSource {
  func send(_ request: HTTPRequest, body: [UInt8]) async throws(BackendError) -> BackendAnswer {
    throw BackendError(.unreachable, wasSent: false, sentence: "Nobody is asked.")
  }

  func credential(for scheme: SecurityScheme) throws(CredentialError) -> Credential? { nil }
}
