package import Calls
import JSON
package import Logging
package import OpenAPI
package import ProcessEnvironment
package import Redaction

/// The credentials for one origin, and no other.
///
/// They are one for each security scheme with a configured credential, and the session token for every other scheme
/// that takes a token.
package struct SchemeCredentials: CredentialSource {
  /// The configured source of the credential for a scheme.
  private enum Source: Sendable {
    /// A secret of the environment; if it has the form of a user name and a password, those too.
    case secret(KnownSecret, user: String?, password: KnownSecret?)
    case token(SecretFile)
    case command(CommandToken)
    case key(SecretFile)
    case user(String, password: SecretFile)
  }

  private let session: TokenSource
  private let redactor: Redactor
  private let sources: [String: Source]
  /// The name of the document that they are for; `nil` if there is only one.
  private let document: String?

  /// Scheme, host and port of the backend that they are for.
  package var origin: String { session.origin }

  /// Takes the configured sources by scheme name, and registers their secrets for redaction.
  package init(
    _ session: TokenSource,
    _ settings: [String: CredentialSetting],
    redactor: Redactor,
    logger: Logger,
    document: String? = nil
  ) {
    self.session = session
    self.redactor = redactor
    self.document = document
    func file(_ path: String, _ content: SecretFile.Content) -> SecretFile {
      SecretFile(path, content, redactor: redactor, logger: logger)
    }
    sources = settings.mapValues { setting in
      switch setting {
      case .secret(let text):
        let secret = KnownSecret(text)
        redactor.add(credential: secret)
        redactor.add(credential: KnownSecret(Token.sent(text)))
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return .secret(secret, user: nil, password: nil) }
        return .secret(secret, user: parts[0], password: KnownSecret(parts[1]))
      case .tokenFile(let path): return .token(file(path, .token))
      case .tokenCommand(let words): return .command(CommandToken(words, redactor: redactor, logger: logger))
      case .keyFile(let path): return .key(file(path, .key))
      case .user(let user, let path): return .user(user, password: file(path, .password))
      }
    }
  }

  /// The credential for a scheme; `nil` if none is configured.
  package func credential(for scheme: SecurityScheme) async throws(CredentialError) -> Credential? {
    do throws(TokenError) {
      switch sources[scheme.name] {
      case nil: return scheme.credentialKind == .bearer ? try await session.token().map(Credential.bearer) : nil
      case .secret(let secret, let user, let password)?:
        return Self.credential(secret, user, password, for: scheme)
      case .token(let file)?: return .bearer(try file.secret())
      case .command(let command)?: return .bearer(try await command.secret())
      case .key(let file)?: return .key(try file.secret())
      case .user(let user, let file)?: return .basic(user: user, password: try file.secret())
      }
    } catch {
      throw CredentialError("There is \(error). Correct that and call again: it is looked at anew without a restart.")
    }
  }

  /// The credentials that the program holds now.
  package var held: HeldSecrets { redactor.held }

  /// Reports a credential that the backend refused with 401: a command is run again.
  package func rejected(_ credential: Credential) async {
    guard case .bearer(let secret) = credential else { return }
    session.rejected(secret)
    for case .command(let command) in sources.values { command.rejected(secret) }
  }

  /// The place where the credential for a scheme is configured; `nil` if none is.
  package func place(for scheme: SecurityScheme) -> String? {
    switch sources[scheme.name] {
    case nil: session.place(for: document)
    case .secret?: "setting \(document ?? "") \(scheme.name)"
    case .token(let file)?, .key(let file)?, .user(_, let file)?: file.place
    case .command(let command)?: command.place
    }
  }

  /// A secret of the environment in the form that the scheme takes.
  private static func credential(
    _ secret: KnownSecret,
    _ user: String?,
    _ password: KnownSecret?,
    for scheme: SecurityScheme
  ) -> Credential? {
    switch scheme.credentialKind {
    case .bearer: .bearer(KnownSecret(Token.sent(secret.text)))
    case .key: .key(secret)
    case .basic: user.flatMap { user in password.map { .basic(user: user, password: $0) } }
    case nil: nil
    }
  }

  /// Advice on how to configure a credential for a scheme.
  package func advice(for scheme: SecurityScheme) -> String {
    guard let kind = scheme.credentialKind else { return "" }
    func variable(_ setting: Setting) -> String { document.map(setting.variable) ?? setting.variable }
    let option = document.map { "--token-file \($0)=FILE" } ?? "--token-file"
    let session = kind == .bearer ? "\(option), \(variable(.tokenFile)) or \(variable(.token)), or " : ""
    let prefix = document.map { Setting.variablePrefix(of: $0) + "CREDENTIAL_" } ?? Settings.credentialPrefix
    let own = kind == .bearer ? "" : "\(prefix)\(Settings.variable(of: scheme.name)) for the \(kind.noun) itself, or "
    var example: JSONObject = ["credentials": .object([scheme.name: .object(kind.example)])]
    if let document { example = ["documents": .object([document: .object(example)])] }
    return "Configure one with \(session)\(own)\(JSONValue.object(example)) in the file of --config."
  }
}
