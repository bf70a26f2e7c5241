package import APITools
package import Calls
package import Logging
package import MCP
package import Operations

/// The resolved settings of a start, from the command line, the environment and the configuration file.
package struct Settings: Sendable, Equatable {
  /// The backend of calls.
  package enum Backend: Sendable, Hashable {
    /// A sandbox in this process.
    case sandbox
    case url(BaseURL)
    /// The first server of the OpenAPI document, overlays applied.
    case documented
  }

  /// The session token's source.
  package enum Credential: Sendable, Hashable {
    case none
    case token(String)
    /// A file, read on demand and again when it has changed.
    case file(String)
    /// A command that prints the token: a program and its arguments, run without a shell.
    case command([String])
  }

  /// The source of the OpenAPI document.
  package enum Spec: Sendable, Hashable {
    case builtIn
    /// A file, by its path.
    case file(String)
    case url(DocumentURL)
  }

  /// The name of the document that these settings are for; `nil` if there is only one.
  package var document: String?
  /// The settings for each of several documents; empty if only one is served.
  package var documents: [Settings] = []
  /// The backend of calls.
  package var backend = Backend.documented
  /// The source of the session token.
  package var credential = Credential.none
  /// The place where the session token was set.
  package var credentialOrigin: SettingOrigin?
  /// The sign-in at a provider.
  package var login = LoginSettings()
  /// The database that replicas share.
  package var store = StoreSettings()
  /// The sources of credentials for security schemes, by scheme name, from the configuration file.
  package var credentials: [String: CredentialSetting] = [:]
  /// The secrets of the environment for security schemes, by the part of the variable's name after
  /// ``credentialPrefix``.
  package var credentialVariables: [String: String] = [:]
  /// The servers of operations that name their own in the document, by the URL written there.
  package var servers: [String: ServerSetting] = [:]
  /// The source of the OpenAPI document.
  package var spec = Spec.builtIn
  /// Whether a document may be fetched from a private address.
  package var allowsPrivateSpec = false
  /// The paths of overlays, in the order in which they apply; empty for the built-in one.
  package var overlays: [String] = []
  /// The selection of operations that are served.
  package var filter = OperationFilter()
  /// The places where the rules of the filter were set.
  var ruleOrigins: [UnmatchedRule.List: SettingOrigin] = [:]
  /// Whether each operation is a tool, or operations are found by search.
  package var mode = ToolMode.auto
  /// The dialect of JSON Schema for the tools.
  package var dialect = ToolDialect.default
  /// The longest response that is passed to a model unchanged, in bytes; `nil` for the default.
  package var maximumResultBytes: Int?
  /// The folder whose files may be uploaded; `nil` for none.
  package var uploads: UploadFolder?
  /// The folder of guides; `nil` if there are none.
  package var docs: String?
  /// Whether models get tools that search and read the documentation.
  package var hasDocsTools = true
  /// Whether a document is refused unless everything in it can be served as written.
  package var isStrict = false
  /// The path of the configuration file; `nil` if there is none.
  package var configFile: String?
  /// The treatment of secrets in the input and output of operations.
  package var secrets = SecretPolicy.auto
  /// Whether people may be asked for approval and secrets on a page.
  package var asksPeople = true
  /// Whether that page is opened in this machine's browser; `nil` means only on a desktop.
  package var opensBrowser: Bool?
  /// The wait of a call for a person, shortened in tests; `nil` for the default.
  package var patience: Duration?
  /// The time in which a person must decide, shortened in tests; `nil` for the default.
  package var pageLifetime: Duration?
  /// The path of the record of calls; `nil` for no record.
  package var audit: String?
  /// The URL by which clients reach the HTTP server; `nil` if it is the one that it listens on.
  package var publicURL: BaseURL?
  /// The protocol eras that are served.
  package var eras = EraSupport.dual
  /// Timeout of requests to the backend.
  package var timeout = Duration.seconds(30)
  /// The path of a file with certificate authorities trusted in addition to the system's.
  package var caFile: String?
  /// The URL of an HTTP proxy, which may contain a password; `nil` uses the environment.
  package var proxy: String?
  /// Whether a backend on another machine may be reached by http.
  package var allowsHTTPBackend = false
  /// The least level of log messages written.
  package var logLevel = Logger.Level.notice

  /// The defaults.
  package init() {}
}

extension Settings {
  /// The same settings without any credential.
  package var withoutCredentials: Settings {
    var settings = self
    settings.credential = .none
    settings.login.secretFile = nil
    settings.credentials = [:]
    settings.credentialVariables = [:]
    settings.documents = documents.map(\.withoutCredentials)
    settings.servers = servers.mapValues { ServerSetting(url: $0.url, token: .none, credentials: [:]) }
    return settings
  }

  /// The same settings without credentials, except for the secret of the client by which callers sign in.
  package var withoutOwnSessions: Settings {
    var settings = withoutCredentials
    settings.login = login
    settings.documents = documents.map(\.withoutOwnSessions)
    return settings
  }

  /// Whether there is any credential.
  package var hasCredentials: Bool {
    credential != .none || namesSchemes || servers.values.contains { $0.token != .none }
      || documents.contains(where: \.hasCredentials)
  }

  /// The settings for each document, also if there is only one.
  package var parts: [Settings] { documents.isEmpty ? [self] : documents }

  /// Whether any document uses the sandbox.
  package var usesSandbox: Bool { parts.contains { $0.backend == .sandbox } }

  /// The common start of variables with credentials for security schemes.
  package static let credentialPrefix = "NETHESIS_MCP_CREDENTIAL_"

  /// The common start of those variables for this document.
  package var credentialPrefix: String {
    document.map { Setting.variablePrefix(of: $0) + "CREDENTIAL_" } ?? Self.credentialPrefix
  }

  /// The position of this document's section in the configuration file.
  var place: [String] { document.map { ["documents", $0] } ?? [] }

  /// The base URL of calls unless to a sandbox: `--backend`, else the document's first server, with overlays applied.
  ///
  /// Throws if there is no URL, if it is invalid, or if a token would travel unencrypted.
  package func baseURL(documented: String?) throws(SettingsError) -> BaseURL {
    if case .url(let url) = backend { return url }
    guard let documented else {
      let option = document.map { "--backend \($0)=URL" } ?? "--backend URL"
      throw SettingsError(nil, "the OpenAPI document names no server: say with \(option) where the API is")
    }
    return try Sourced(documented, .document).baseURL(allowsPlain: allowsHTTPBackend)
  }
}
