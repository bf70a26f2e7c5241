import Calls

/// The content of a sign-in on a page, for one visitor.
struct SignInView: Sendable {
  /// The next step of the visitor.
  enum Step: Sendable {
    /// Choose a way to sign in.
    case ways
    /// Type a code at the provider.
    case code(SignInCode)
    /// Wait: the sign-in is being completed.
    case underWay
    /// Say whether a session of this person is to be kept, with a notice about it.
    case named(String, notice: String?)
  }

  var step = Step.ways
  /// The reason why the last attempt failed; `nil` if none did.
  var problem: String?
  let offer: SignInOffer
  /// The accounts to choose from; empty if there is nothing to choose.
  var accounts: [SignInAccount] = []
  /// The reason why a sign-in is needed, as a sentence.
  let reason: String
  /// The visitor's id, which goes back with each form; `nil` for one without.
  var visitor: String?

  /// Whether the page has to be loaded again to show news.
  var isChanging: Bool {
    switch step {
    case .code, .underWay: true
    case .ways, .named: false
    }
  }
}
