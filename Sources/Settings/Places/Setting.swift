/// The settings of the program.
///
/// Each has one name, from which its option, environment variable and key in the configuration file derive.
package enum Setting: String, Sendable, CaseIterable {
  case backend
  case sandbox
  case token
  case tokenFile = "token-file"
  case account
  case loginIssuer = "login-issuer"
  case loginOrigin = "login-origin"
  case loginClientID = "login-client-id"
  case loginClientSecretFile = "login-client-secret-file"
  case loginClientAuth = "login-client-auth"
  case loginScope = "login-scope"
  case tokenStore = "token-store"
  case store
  case storeKeys = "store-keys"
  case spec
  case overlay
  case allowPrivateSpec = "allow-private-spec"
  case include
  case exclude
  case readOnly = "read-only"
  case tools
  case dialect
  case maxResultBytes = "max-result-bytes"
  case uploadRoot = "upload-root"
  case docs
  case noDocsTools = "no-docs-tools"
  case strict
  case config
  case secrets
  case noStepUp = "no-step-up"
  case openBrowser = "open-browser"
  case audit
  case publicURL = "public-url"
  case era
  case timeout
  case caFile = "ca-file"
  case proxy
  case allowHTTPBackend = "allow-http-backend"
  case logLevel = "log-level"

  /// The kind of value that a setting takes.
  package enum Kind: Sendable {
    case text
    /// Any number of texts; commas separate them in a variable.
    case texts
    /// A file or folder; in a configuration file it is relative to that file's folder.
    case path
    /// Any number of files; colons separate them in a variable.
    case paths
    /// A file, or its URL.
    case pathOrURL
    case number
    case flag

    /// Whether it takes several values.
    package var isList: Bool { self == .texts || self == .paths }

    /// Whether a value is the path of a file or folder.
    package var isPath: Bool { self == .path || self == .paths || self == .pathOrURL }
  }

  /// The kind of value.
  package var kind: Kind {
    switch self {
    case .backend, .token, .account, .loginIssuer, .loginClientAuth, .tokenStore, .store, .tools, .dialect,
      .secrets, .publicURL, .era, .proxy, .logLevel:
      .text
    case .include, .exclude, .loginClientID, .loginOrigin, .loginScope: .texts
    case .tokenFile, .loginClientSecretFile, .storeKeys, .config, .caFile, .uploadRoot, .docs, .audit: .path
    case .overlay: .paths
    case .spec: .pathOrURL
    case .timeout, .maxResultBytes: .number
    case .sandbox, .allowHTTPBackend, .allowPrivateSpec, .readOnly, .noDocsTools, .strict, .noStepUp, .openBrowser:
      .flag
    }
  }

  /// The option on the command line; a token has none, because every user of a machine can read command lines.
  package var option: String? { self == .token ? nil : "--\(rawValue)" }

  /// The environment variable.
  package var variable: String { Self.variablePrefix + Self.variableName(rawValue) }

  /// The common start of all variables.
  package static let variablePrefix = "NETHESIS_MCP_"

  /// The common start of the variables for one of several documents.
  package static func variablePrefix(of document: String) -> String { "\(variablePrefix)\(variableName(document))__" }

  /// The environment variable for one of several documents.
  package func variable(of document: String) -> String {
    Self.variablePrefix(of: document) + Self.variableName(rawValue)
  }

  /// The scope of a setting.
  package enum Reach: Sendable {
    /// The whole program.
    case program
    /// One document; if there are several, the value must name it.
    case document
    /// One document, or all of them.
    case either
  }

  /// The scope of this setting.
  package var reach: Reach {
    switch self {
    case .backend, .sandbox, .token, .tokenFile, .account, .loginIssuer, .loginOrigin, .loginClientID,
      .loginClientSecretFile, .loginClientAuth, .loginScope, .spec, .overlay, .include, .exclude:
      .document
    case .allowPrivateSpec, .readOnly: .either
    case .tokenStore, .store, .storeKeys, .tools, .dialect, .maxResultBytes, .uploadRoot, .docs, .noDocsTools, .strict,
      .config, .secrets, .noStepUp, .openBrowser, .audit, .publicURL, .era, .timeout, .caFile, .proxy,
      .allowHTTPBackend, .logLevel:
      .program
    }
  }

  /// The key in the configuration file; a token has none, because it belongs in a file of its own.
  package var fileKey: String? { self == .token || self == .config ? nil : rawValue }

  /// The placeholder for the value in the help; `nil` for flags.
  package var placeholder: String? {
    switch self {
    case .backend, .loginIssuer, .loginOrigin, .store, .publicURL, .proxy: "URL"
    case .account: "NAME"
    case .loginClientID: "ID"
    case .loginClientAuth: "WAY"
    case .loginScope: "SCOPE"
    case .tokenStore: "PLACE"
    case .token: "TOKEN"
    case .tokenFile, .loginClientSecretFile, .storeKeys, .overlay, .config, .caFile, .audit: "FILE"
    case .secrets: "POLICY"
    case .spec: "FILE-OR-URL"
    case .include, .exclude: "OPERATIONS"
    case .tools: "MODE"
    case .dialect: "DIALECT"
    case .maxResultBytes: "BYTES"
    case .uploadRoot, .docs: "FOLDER"
    case .era: "ERA"
    case .timeout: "SECONDS"
    case .logLevel: "LEVEL"
    case .sandbox, .allowHTTPBackend, .allowPrivateSpec, .readOnly, .noDocsTools, .strict, .noStepUp, .openBrowser: nil
    }
  }

  private static func variableName(_ name: String) -> String {
    String(decoding: name.utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : uppercased($0) }, as: UTF8.self)
  }

  private static func uppercased(_ byte: UInt8) -> UInt8 {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte ? byte & 0xDF : byte
  }
}

extension Setting {
  /// The purpose of the setting, on one line.
  package var summary: String {
    switch self {
    case .backend: "Where the API is, path included."
    case .sandbox: "Use the built-in stand-in for the backend instead of a real one."
    case .token: "The session token."
    case .tokenFile: "The file with the session token; it is read again when it changes."
    case .account: "Whose session to use, if there are several: a name or an e-mail address."
    case .loginIssuer: "The issuer of the identity provider at which login signs in (OpenID Connect)."
    case .loginClientID:
      "The client id registered there; browser=ID, device=ID and client-credentials=ID if each flow has one."
    case .loginOrigin:
      "Another origin that codes, refresh tokens and client secrets may go to; may be given several times."
    case .loginClientSecretFile: "The file with that client's secret, if it has one."
    case .loginClientAuth: "How the client shows its secret: basic (in a header) or post (in the form)."
    case .loginScope: "A scope to ask the provider for, instead of the usual ones; may be given several times."
    case .tokenStore: "Where login keeps the key of its sessions: keyring (of the desktop) or file."
    case .store: "The PostgreSQL database that replicas share, as postgres://HOST/NAME; a password is given elsewhere."
    case .storeKeys: "The file with the keys that seal what goes into that database, the current one first."
    case .spec:
      "The OpenAPI document to serve, JSON or YAML; from an https URL, or an http one of this machine. Of several, each as "
        + "NAME=FILE-OR-URL."
    case .overlay: "An OpenAPI Overlay to apply to the document; may be given several times."
    case .allowPrivateSpec: "Fetch the document from a private address, or through the proxy."
    case .include:
      "Serve only these: tag:NAME, method:GET, path:/users/**, id:list* (* in names), or the name of a tool; may be given "
        + "several times."
    case .exclude: "Leave these out, named like those of --include; may be given several times."
    case .readOnly: "Serve only operations that change nothing."
    case .tools:
      "How to offer operations: all as tools, search them by three tools, or auto, which searches those of large APIs."
    case .dialect:
      "The schemas of tools: default (JSON Schema), no-refs (without references), or as openai or gemini take them."
    case .maxResultBytes: "The longest answer given to a model as it is; the rest is a resource."
    case .uploadRoot: "The folder whose files may be uploaded, as file:NAME in an argument."
    case .docs: "A folder of Markdown guides, served with the pages."
    case .noDocsTools: "Offer no tools that search and read documentation."
    case .strict: "End with 2 if anything of the document cannot be served as it is written."
    case .config: "A JSON file of settings by the names of the options."
    case .secrets:
      "What models get of secrets: inline (all of them), auto (what they gave themselves) or strict (nothing)."
    case .noStepUp: "Never ask the user for secrets on a page."
    case .openBrowser: "Open that page in a browser of this machine (stdio)."
    case .audit: "The file that gets a line for everything that happens to a call; its key is kept beside it."
    case .publicURL: "The URL by which clients reach a server on HTTP: https, or http on this machine."
    case .era: "Which versions of the protocol to speak: dual (all), modern (2026-07-28) or legacy (with a handshake)."
    case .timeout: "How long the backend may take to answer: more than 0, at most 600."
    case .caFile: "A PEM file with certificate authorities to trust beside the system's."
    case .proxy: "The HTTP proxy on the way to the backend; never used for loopback."
    case .allowHTTPBackend: "Let a token travel unencrypted to a backend that is not on this machine."
    case .logLevel: "What to log on stderr: trace, debug, info, notice, warning, error or critical."
    }
  }

  /// The default in words; `nil` if there is none.
  package var defaultText: String? {
    switch self {
    case .backend: "the document's first server"
    case .spec, .overlay: "built in"
    case .tokenStore: "keyring if there is one"
    case .loginClientAuth: "basic"
    case .secrets: "auto"
    case .openBrowser: "at a desktop"
    case .era: "dual"
    case .timeout: "30"
    case .proxy: "the environment's"
    case .logLevel: "notice"
    case .include: "all"
    case .tools: "auto"
    case .dialect: "default"
    case .maxResultBytes: "100000"
    case .sandbox, .token, .tokenFile, .account, .loginIssuer, .loginOrigin, .loginClientID, .loginClientSecretFile,
      .loginScope, .store, .storeKeys, .config, .caFile, .allowHTTPBackend, .allowPrivateSpec, .exclude, .readOnly,
      .uploadRoot, .docs,
      .noDocsTools, .strict, .noStepUp, .audit, .publicURL:
      nil
    }
  }
}
