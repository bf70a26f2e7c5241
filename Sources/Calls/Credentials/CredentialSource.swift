package import MCP
package import OpenAPI
package import Redaction

/// The source of credentials for an API; asked for each call, so that a new one takes effect without a restart.
package protocol CredentialSource: Sendable {
  /// The source for the calls of a caller; this one, unless callers have credentials of their own.
  ///
  /// - Parameter caller: The caller, as the transport has verified it.
  /// - Returns: The source.
  func source(for caller: Principal) -> any CredentialSource

  /// The credential for a security scheme; `nil` if none is configured for it.
  ///
  /// It is asked only about schemes with a known ``OpenAPI/SecurityScheme/credentialKind``, and must return that kind.
  /// A source without scheme names returns the same token for each scheme that takes a bearer token.
  ///
  /// - Parameter scheme: The scheme as the document declares it.
  /// - Returns: The credential, without white space around it.
  /// - Throws: The reason why the configured credential is unavailable.
  func credential(for scheme: SecurityScheme) async throws(CredentialError) -> Credential?

  /// Reports that the backend refused a credential of this source with 401, so that a fetched one is not used again.
  func rejected(_ credential: Credential) async

  /// The place where the credential for a scheme is configured, which stays the same when the credential is renewed.
  ///
  /// - Returns: `nil` if credentials come with calls.
  func place(for scheme: SecurityScheme) -> String?

  /// Advice on how to configure a credential for a scheme, as a sentence.
  func advice(for scheme: SecurityScheme) -> String

  /// The account of a credential that this source gave lately; `nil` if only the credential itself can name it.
  func account(of credential: Credential) -> CallAccount?

  /// The credentials that the program holds, of this API and of others: no response may show them.
  var held: HeldSecrets { get }

  /// The sign-in of a person that would give it a session token; `nil` if nobody can sign in.
  var signIn: (any PersonSignIn)? { get }

  /// Has the caller link a session of its own; `nil` where callers have none, or this one cannot.
  var link: (any SessionLink)? { get }

  /// The reason why a call without a credential cannot be sent, as the end of a sentence.
  ///
  /// `nil` if the configuration is meant to have one, so that the document's advice is used.
  var absence: String? { get }
}

extension CredentialSource {
  /// The same for all callers.
  package func source(for caller: Principal) -> any CredentialSource { self }

  /// No reason: the configuration should have the credential.
  package var absence: String? { nil }

  /// Keeps the credential: where it is configured, only a person can change it.
  package func rejected(_ credential: Credential) async {}

  /// Nothing but the credential.
  package func account(of credential: Credential) -> CallAccount? { nil }

  /// None.
  package var held: HeldSecrets { .none }

  /// No sign-in.
  package var signIn: (any PersonSignIn)? { nil }

  /// No session of the caller's own.
  package var link: (any SessionLink)? { nil }

  /// No place.
  package func place(for scheme: SecurityScheme) -> String? { nil }

  /// General advice.
  package func advice(for scheme: SecurityScheme) -> String {
    scheme.credentialKind == .bearer
      ? "Configure one with --token-file, NETHESIS_MCP_TOKEN_FILE or NETHESIS_MCP_TOKEN."
      : "Configure a credential for the security scheme \(scheme.name)."
  }
}

/// The reason why a configured credential is unavailable.
package struct CredentialError: Error, Sendable, Equatable {
  /// The reason with advice, without the credential.
  package var sentence: String
  /// The reason why a person has to sign in again, as a sentence; `nil` if something else is to be mended.
  package var signInReason: String?

  /// Whether there are sessions, and a person has to choose one.
  package var isChoice: Bool

  /// Makes an error.
  package init(_ sentence: String, signInReason: String? = nil, isChoice: Bool = false) {
    (self.sentence, self.signInReason, self.isChoice) = (sentence, signInReason, isChoice)
  }
}
