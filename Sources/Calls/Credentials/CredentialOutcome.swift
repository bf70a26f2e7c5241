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
  /// The same where somebody sets the server up, with all that could be configured instead.
  package let advice: String
  /// The reason in a sentence, for the person who signs in.
  package let reason: String
  /// Whether there are sessions, and the person has to choose one.
  package let isChoice: Bool
  /// Signs a person in; `nil` if no page can.
  package let service: (any PersonSignIn)?
  /// Has the caller link a session of its own; `nil` where callers have none.
  package let link: (any SessionLink)?

  /// Makes one of its parts.
  package init(
    schemes: [String],
    words: String,
    advice: String,
    reason: String = "Nobody is signed in.",
    isChoice: Bool = false,
    service: (any PersonSignIn)? = nil,
    link: (any SessionLink)? = nil
  ) {
    (self.schemes, self.words, self.advice, self.reason) = (schemes, words, advice, reason)
    (self.isChoice, self.service, self.link) = (isChoice, service, link)
  }

  package static func == (one: NeededSignIn, other: NeededSignIn) -> Bool {
    one.schemes == other.schemes && one.words == other.words && one.reason == other.reason
      && one.service?.offer == other.service?.offer
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(schemes)
    hasher.combine(words)
  }
}
