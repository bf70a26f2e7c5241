package import Logging
package import ProcessEnvironment
package import Redaction

/// The source of the session token of calls; for the origin that it was configured for, and no other.
package final class TokenSource: Sendable {
  private enum Source {
    case none
    case token(KnownSecret)
    case file(SecretFile)
    case command(CommandToken)
  }

  /// The largest token file, in bytes.
  package static let maximumSize = SecretFile.maximumSize

  /// Scheme, host and port of the backend that the token is for.
  package let origin: String
  private let source: Source

  /// Takes the ``BaseURL/origin`` of the backend; each token is registered for redaction, so that no log line shows it.
  package init(_ credential: Settings.Credential, for origin: String, redactor: Redactor, logger: Logger) {
    self.origin = origin
    switch credential {
    case .none: source = .none
    case .token(let token):
      let secret = KnownSecret(token)
      redactor.add(credential: secret)
      source = .token(secret)
    case .file(let path): source = .file(SecretFile(path, .sessionToken, redactor: redactor, logger: logger))
    case .command(let words): source = .command(CommandToken(words, redactor: redactor, logger: logger))
    }
  }

  /// The token to send now; `nil` if none is configured.
  ///
  /// Throws if the token file or the command has no valid token; the next call tries again.
  package func token() async throws(TokenError) -> KnownSecret? {
    switch source {
    case .none: nil
    case .token(let token): token
    case .file(let file): try file.secret()
    case .command(let command): try await command.secret()
    }
  }

  /// Reports that the backend refused a token with 401.
  func rejected(_ token: KnownSecret) { if case .command(let command) = source { command.rejected(token) } }

  /// The place where the token is configured, for messages; `document` names one of several documents.
  func place(for document: String?) -> String? {
    switch source {
    case .none: nil
    case .token: "setting \(document ?? "")"
    case .file(let file): file.place
    case .command(let command): command.place
    }
  }
}
