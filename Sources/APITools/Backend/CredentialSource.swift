/// Where the credential for an API comes from; asked for each call, so that a new one is used without a restart.
package protocol CredentialSource: Sendable {
  /// The token that is sent as `Authorization: Bearer`; `nil` if none is configured.
  ///
  /// - Returns: The token, without white space around it.
  /// - Throws: Why the one that is configured cannot be had.
  func bearerToken() throws(CredentialError) -> String?
}

/// Why a configured credential cannot be had.
package struct CredentialError: Error, Sendable, Equatable {
  /// What is wrong and what to do about it, without the credential.
  package var sentence: String

  package init(_ sentence: String) { self.sentence = sentence }
}
