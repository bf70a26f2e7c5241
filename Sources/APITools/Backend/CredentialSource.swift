package import OpenAPI

/// Where the credentials for an API come from; asked for each call, so that a new one is used without a restart.
package protocol CredentialSource: Sendable {
  /// The credential that is shown for a security scheme; `nil` if none is configured for it.
  ///
  /// Only schemes whose ``OpenAPI/SecurityScheme/credentialKind`` is known are asked about, and what is given has to be
  /// of that kind. A source that knows no schemes gives the same token for each one that takes a bearer token.
  ///
  /// - Parameter scheme: The scheme, as the document declares it.
  /// - Returns: The credential, without white space around it.
  /// - Throws: Why the one that is configured cannot be had.
  func credential(for scheme: SecurityScheme) throws(CredentialError) -> Credential?

  /// Names the place where the credential for a scheme is configured: it stays when the credential there is renewed.
  ///
  /// - Returns: `nil` where credentials come with calls.
  func place(for scheme: SecurityScheme) -> String?

  /// How to configure a credential for a scheme, as a sentence.
  func advice(for scheme: SecurityScheme) -> String

  /// Why nothing can be sent without a credential, as the end of a sentence, where it is not for the configuration to
  /// have one; `nil` where it is, so that the document may say what to do.
  var absence: String? { get }
}

extension CredentialSource {
  package var absence: String? { nil }

  package func place(for scheme: SecurityScheme) -> String? { nil }

  package func advice(for scheme: SecurityScheme) -> String {
    scheme.credentialKind == .bearer
      ? "Configure one with --token-file, NETHESIS_MCP_TOKEN_FILE or NETHESIS_MCP_TOKEN."
      : "Configure a credential for the security scheme \(scheme.name)."
  }
}

/// Why a configured credential cannot be had.
package struct CredentialError: Error, Sendable, Equatable {
  /// What is wrong and what to do about it, without the credential.
  package var sentence: String

  package init(_ sentence: String) { self.sentence = sentence }
}
