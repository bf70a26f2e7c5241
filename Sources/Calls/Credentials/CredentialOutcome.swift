import Operations

/// The outcome of the search for the credentials of a call.
package enum CredentialOutcome: Sendable {
  /// There are credentials to present, or none is needed.
  case presented(PresentedCredentials)
  /// There is no session: the call can be sent once a person has signed in.
  case signInNeeded(NeededSignIn)

  /// The credentials.
  ///
  /// - Throws: The failure of a call without a session.
  package var presented: PresentedCredentials {
    get throws(CallFailure) {
      switch self {
      case .presented(let presented): presented
      case .signInNeeded(let signIn): throw CallFailure(signIn.words)
      }
    }
  }
}

/// The session that a call lacks.
package struct NeededSignIn: Sendable, Hashable {
  /// The names of the security schemes that need a credential.
  package let schemes: [String]
  /// The failure of the call in words, with advice, where nobody signs in.
  package let words: String

  /// Makes one of its parts.
  package init(schemes: [String], words: String) {
    self.schemes = schemes
    self.words = words
  }
}
