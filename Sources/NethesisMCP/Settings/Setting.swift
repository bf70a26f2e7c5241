/// Everything that can be set.
///
/// Each has one name, and the option, the environment variable and the key in the configuration file derive from it.
package enum Setting: String, Sendable, CaseIterable {
  case backend
  case sandbox
  case token
  case tokenFile = "token-file"
  case spec
  case overlay
  case config
  case era
  case timeout
  case caFile = "ca-file"
  case proxy
  case allowHTTPBackend = "allow-http-backend"
  case logLevel = "log-level"

  /// What a setting takes.
  package enum Kind: Sendable {
    case text
    /// A file; in a configuration file it is relative to the folder of that file.
    case path
    /// Any number of files.
    case paths
    case number
    case flag
  }

  package var kind: Kind {
    switch self {
    case .backend, .token, .era, .proxy, .logLevel: .text
    case .tokenFile, .spec, .config, .caFile: .path
    case .overlay: .paths
    case .timeout: .number
    case .sandbox, .allowHTTPBackend: .flag
    }
  }

  /// The option on the command line; a token has none, since every user of a machine can read command lines.
  package var option: String? { self == .token ? nil : "--\(rawValue)" }

  /// The environment variable.
  package var variable: String { "NETHESIS_MCP_" + Self.variableName(rawValue) }

  /// The key in the configuration file; a token belongs into a file of its own.
  package var fileKey: String? { self == .token || self == .config ? nil : rawValue }

  /// What stands for the value in the help; flags have none.
  package var placeholder: String? {
    switch self {
    case .backend, .proxy: "URL"
    case .token: "TOKEN"
    case .tokenFile, .spec, .overlay, .config, .caFile: "FILE"
    case .era: "ERA"
    case .timeout: "SECONDS"
    case .logLevel: "LEVEL"
    case .sandbox, .allowHTTPBackend: nil
    }
  }

  private static func variableName(_ name: String) -> String {
    String(decoding: name.utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 & 0xDF }, as: UTF8.self)
  }
}

extension Setting {
  /// What it is for, in one line.
  package var summary: String {
    switch self {
    case .backend: "Where the API is, path included."
    case .sandbox: "Use the built-in stand-in for the backend instead of a real one."
    case .token: "The session token."
    case .tokenFile: "The file with the session token; it is read again when it changes."
    case .spec: "The OpenAPI document to serve, JSON or YAML."
    case .overlay: "An OpenAPI Overlay to apply to the document; may be given several times."
    case .config: "A JSON file with settings, by the names of the options."
    case .era: "Which protocol versions to speak: dual, modern (2026-07-28) or legacy (with a handshake)."
    case .timeout: "How long the backend may take to answer: more than 0, at most 600."
    case .caFile: "A PEM file with certificate authorities to trust beside the system's."
    case .proxy: "The HTTP proxy on the way to the backend; never used for loopback."
    case .allowHTTPBackend: "Let a token travel unencrypted to a backend that is not on this machine."
    case .logLevel: "What to log on stderr: trace, debug, info, notice, warning, error or critical."
    }
  }

  /// What holds if it is not set, in words.
  package var defaultText: String? {
    switch self {
    case .backend: "the document's first server"
    case .spec, .overlay: "built in"
    case .era: "dual"
    case .timeout: "30"
    case .proxy: "the environment's"
    case .logLevel: "notice"
    case .sandbox, .token, .tokenFile, .config, .caFile, .allowHTTPBackend: nil
    }
  }
}
