package import APITools
package import Logging
package import MCP

/// What a start of the program is told, once the command line, the environment and the configuration file are read.
package struct Settings: Sendable, Equatable {
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

  /// Where the OpenAPI document is.
  package enum Spec: Sendable, Hashable {
    case builtIn
    /// A file, by its path.
    case file(String)
    case url(DocumentURL)
  }

  /// What the document is called that these are for, where there are several.
  package var document: String?
  /// The settings for each of several documents; there are none where only one is served.
  package var documents: [Settings] = []
  package var backend = Backend.documented
  package var credential = Credential.none
  /// Where the credential was set.
  var credentialOrigin: SettingOrigin?
  /// Where the credentials for security schemes come from, by the names of the schemes, as the file says.
  package var credentials: [String: CredentialSetting] = [:]
  /// Secrets of the environment for security schemes, by what stands behind ``credentialPrefix`` in the names.
  package var credentialVariables: [String: String] = [:]
  /// Where calls go that the document sends to a server of their own, by its URL there.
  package var servers: [String: ServerSetting] = [:]
  package var spec = Spec.builtIn
  /// Whether a document may be fetched from a private address.
  package var allowsPrivateSpec = false
  /// The paths of overlays, in the order in which they apply; the one that is built in if there are none.
  package var overlays: [String] = []
  /// Which operations are served.
  package var filter = OperationFilter()
  /// Where the rules of the filter were set.
  var ruleOrigins: [UnmatchedRule.List: SettingOrigin] = [:]
  /// Whether each operation is a tool, or they are searched for.
  package var mode = ToolMode.auto
  /// The language in which the schemas of tools are written.
  package var dialect = ToolDialect.default
  /// The longest answer that a model is given as it is, in bytes; `nil` for what is usual.
  package var maximumResultBytes: Int?
  /// The folder whose files may be uploaded.
  package var uploads: UploadFolder?
  /// Whether nothing is served of a document that cannot be served as it is written.
  package var isStrict = false
  /// The path of the configuration file.
  package var configFile: String?
  /// What is done with the secrets that operations take and give.
  package var secrets = SecretPolicy.auto
  /// Whether people may be asked for secrets on a page.
  package var asksPeople = true
  /// Whether that page is opened in a browser of this machine; `nil` where there is a desktop.
  package var opensBrowser: Bool?
  /// How long a call waits for a person, and how long a person has, where tests want less than is usual.
  package var patience: Duration?
  package var pageLifetime: Duration?
  /// The path of the record of calls.
  package var audit: String?
  /// The URL by which clients reach a server on HTTP.
  package var publicURL: BaseURL?
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
  /// The same settings with no credential for any place.
  var withoutCredentials: Settings {
    var settings = self
    settings.credential = .none
    settings.credentials = [:]
    settings.credentialVariables = [:]
    settings.documents = documents.map(\.withoutCredentials)
    settings.servers = servers.mapValues { ServerSetting(url: $0.url, token: .none, credentials: [:]) }
    return settings
  }

  /// Whether there is a credential for any place.
  var hasCredentials: Bool {
    credential != .none || namesSchemes || servers.values.contains { $0.token != .none }
      || documents.contains(where: \.hasCredentials)
  }

  /// The settings for each document, however many there are.
  var parts: [Settings] { documents.isEmpty ? [self] : documents }

  /// Whether any document has the sandbox for its backend.
  var usesSandbox: Bool { parts.contains { $0.backend == .sandbox } }

  /// How the variables begin that hold credentials for security schemes.
  package static let credentialPrefix = "NETHESIS_MCP_CREDENTIAL_"

  /// How those begin that are for the schemes of this document.
  var credentialPrefix: String {
    document.map { Setting.variablePrefix(of: $0) + "CREDENTIAL_" } ?? Self.credentialPrefix
  }

  /// Where the file has what is for this document.
  var place: [String] { document.map { ["documents", $0] } ?? [] }

  /// Where calls go if not to a sandbox: to `--backend`, else to the document's first server, overlays applied.
  ///
  /// Throws if there is no URL at all, if it cannot be used, or if a token would travel unencrypted.
  package func baseURL(documented: String?) throws(SettingsError) -> BaseURL {
    if case .url(let url) = backend { return url }
    guard let documented else {
      let option = document.map { "--backend \($0)=URL" } ?? "--backend URL"
      throw SettingsError(nil, "the OpenAPI document names no server: say with \(option) where the API is")
    }
    return try Sourced(documented, .document).baseURL(allowsPlain: allowsHTTPBackend)
  }
}
