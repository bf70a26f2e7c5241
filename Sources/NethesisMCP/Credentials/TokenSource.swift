package import APITools
package import Logging

/// Where the session token of calls comes from; to be used for the origin it was configured for, and no other.
package final class TokenSource: Sendable {
  private enum Source {
    case none
    case token(KnownSecret)
    case file(SecretFile)
  }

  /// The largest token file in bytes.
  package static let maximumSize = SecretFile.maximumSize

  /// Scheme, host and port of the backend that the token is for.
  package let origin: String
  private let source: Source

  /// Takes the ``BaseURL/origin`` of the backend; the redactor learns every token, so that no log line shows it.
  package init(_ credential: Settings.Credential, for origin: String, redactor: Redactor, logger: Logger) {
    self.origin = origin
    switch credential {
    case .none: source = .none
    case .token(let token):
      let secret = KnownSecret(token)
      redactor.add(secret)
      source = .token(secret)
    case .file(let path): source = .file(SecretFile(path, .sessionToken, redactor: redactor, logger: logger))
    }
  }

  /// Gives the token to send now, `nil` if none is configured.
  ///
  /// Throws if the token file is missing, cannot be read, or holds no token; the next call looks again.
  package func token() throws(TokenError) -> KnownSecret? {
    switch source {
    case .none: nil
    case .token(let token): token
    case .file(let file): try file.secret()
    }
  }

  /// Names the place where the token is configured, for a document where there are several.
  func place(for document: String?) -> String? {
    switch source {
    case .none: nil
    case .token: "setting \(document ?? "")"
    case .file(let file): file.place
    }
  }
}
