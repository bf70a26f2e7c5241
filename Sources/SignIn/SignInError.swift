/// The reason why a sign-in or the use of a session failed, as a sentence without any token.
package struct SignInError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of failures that callers react to differently.
  package enum Kind: Sendable, Hashable {
    /// A setting is wrong, or something is missing on this machine.
    case configuration
    /// A response or a redirect broke a rule that protects the sign-in.
    case untrusted
    /// The provider or the backend refused, with the OAuth error code if it gave one (RFC 6749 section 5.2).
    case refused(code: String?)
    /// A service was not reached or is out of order: nothing is lost, the same can be tried again.
    case unavailable
    /// Nobody has signed in.
    case absent
    /// Several people are signed in: somebody has to say whose session is meant.
    case ambiguous
    /// The session has ended: a person must sign in again.
    case ended
    /// The person declined.
    case denied
    /// The time for the sign-in is over.
    case expired
    /// The task was cancelled.
    case cancelled
    /// The store of sessions cannot be used.
    case store
  }

  /// The kind of failure.
  package let kind: Kind
  /// The event, and what to do about it.
  package let sentence: String

  /// Makes an error.
  package init(_ kind: Kind, _ sentence: String) {
    self.kind = kind
    self.sentence = sentence
  }

  /// The event, and what to do about it.
  package var description: String { sentence }

  static let cancelled = SignInError(.cancelled, "The sign-in was cancelled.")
}
