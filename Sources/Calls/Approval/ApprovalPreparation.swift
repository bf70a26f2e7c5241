/// The outcome of the check before a person is asked.
package enum ApprovalPreparation: Sendable {
  /// Ask the person, with a notice to show first and the account of the call; `nil` for none, and for one unnamed.
  case ask(notice: ApprovalNotice?, account: CallAccount? = nil)
  /// There is no session for the call; a person has to sign in before it is looked whether the call can succeed.
  case signInNeeded(NeededSignIn)
  /// The call cannot succeed: the model is told why, and nobody is asked.
  case refused(String)
}

/// A notice of existing items that match a call, for the person and the model before another one is created.
package struct ApprovalNotice: Sendable, Hashable {
  /// The notice in words.
  package let words: String
  /// Digests of the identities of these items, so that nobody is told of them twice.
  package let items: Set<String>

  /// Makes a notice.
  package init(_ words: String, items: Set<String> = []) {
    self.words = words
    self.items = items
  }
}
