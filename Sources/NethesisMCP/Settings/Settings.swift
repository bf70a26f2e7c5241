package import APITools
package import Logging
package import MCP

/// What a start of the program is told, once the command line, the environment and the configuration file are read.
package struct Settings: Sendable {
  /// Where calls go.
  package enum Backend: Sendable, Hashable {
    /// A sandbox in this process.
    case sandbox
    case url(BaseURL)
    /// The first server of the OpenAPI document, overlays applied.
    case documented
  }

  /// What proves who is calling.
  package enum Credential: Sendable, Hashable {
    case none
    case token(String)
    /// A file, read when it is needed and again when it has changed.
    case file(String)
  }

  package var backend = Backend.documented
  package var credential = Credential.none
  /// The path of the OpenAPI document; `nil` for the one that is built in.
  package var spec: String?
  /// The paths of overlays, in the order in which they apply; the one that is built in if there are none.
  package var overlays: [String] = []
  package var eras = EraSupport.dual
  /// How long the backend may take to answer.
  package var timeout = Duration.seconds(30)
  /// The path of a file with certificate authorities to trust beside the system's.
  package var caFile: String?
  /// The URL of an HTTP proxy, which may hold a password; `nil` leaves it to the environment.
  package var proxy: String?
  package var allowsHTTPBackend = false
  package var logLevel = Logger.Level.notice

  package init() {}
}

extension Settings {
  /// Where calls go if not to a sandbox: to `--backend`, else to the document's first server, overlays applied.
  ///
  /// Throws if there is no URL at all, if it cannot be used, or if a token would travel unencrypted.
  package func baseURL(documented: String?) throws(SettingsError) -> BaseURL {
    if case .url(let url) = backend { return url }
    guard let documented else {
      throw SettingsError(nil, "the OpenAPI document names no server: say with --backend URL where the API is")
    }
    return try Sourced(documented, .document).baseURL(allowsPlain: allowsHTTPBackend)
  }
}
