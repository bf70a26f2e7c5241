/// The sign-in to one API, for a page on which a person is asked to sign in.
///
/// Nothing is stored before the person has seen whose session it is: each way ends with a ``NewSession``.
package protocol PersonSignIn: Sendable {
  /// The ways to sign in, for the page.
  var offer: SignInOffer { get }

  /// Whether there is a session that calls can use: somebody may have signed in elsewhere.
  func isSignedIn() async -> Bool

  /// The accounts whose stored sessions calls could use; fewer than two where none has to be chosen.
  func accounts() async -> [SignInAccount]

  /// Uses the stored session of an account from now on; nothing is stored.
  ///
  /// - Throws: The reason why it cannot be used.
  func use(_ account: SignInAccount) async throws(SignInProblem)

  /// Starts a sign-in in the browser that shows the page.
  ///
  /// - Parameters:
  ///   - redirectURI: The URL that the provider sends the browser back to.
  ///   - asksAgain: Whether the provider is to ask who signs in, though the browser is signed in there.
  /// - Returns: The attempt, with the URL to open.
  /// - Throws: The reason why it cannot start now.
  func browser(
    returningTo redirectURI: String,
    asksAgain: Bool
  ) async throws(SignInProblem) -> any BrowserSignIn

  /// Starts a sign-in with a code that is typed in any browser.
  func device() async throws(SignInProblem) -> any DeviceSignIn

  /// Takes a session that the person copied out of the web application.
  func paste(_ text: String) async throws(SignInProblem) -> any NewSession
}

/// An account whose session is stored.
package struct SignInAccount: Sendable, Hashable {
  /// The person, in words.
  package let label: String
  /// The text that tells its session from others; no page shows it.
  package let id: String

  /// Makes an account.
  package init(label: String, id: String) { (self.label, self.id) = (label, id) }
}

/// The ways to sign in to an API.
package struct SignInOffer: Sendable, Hashable {
  /// The base URL of the API.
  package let api: String
  /// The host of the identity provider; `nil` if none is configured.
  package let provider: String?
  /// Whether a browser of this machine can sign in at the provider.
  package let hasBrowser: Bool
  /// Whether a code can be typed at the provider.
  package let hasCode: Bool
  /// The advice on where the web application keeps its session; `nil` if none can be pasted.
  package let pasting: String?
  /// The account that has to sign in; `nil` for any.
  package let account: String?
  /// The command line that signs in to the same API, apart from the server's options.
  package let command: String
  /// Whether it signs in to another API without them.
  package let needsOptions: Bool

  /// Makes an offer.
  package init(
    api: String,
    provider: String? = nil,
    hasBrowser: Bool = false,
    hasCode: Bool = false,
    pasting: String? = nil,
    account: String? = nil,
    command: String,
    needsOptions: Bool = false
  ) {
    (self.api, self.provider, self.hasBrowser, self.hasCode) = (api, provider, hasBrowser, hasCode)
    (self.pasting, self.account, self.command) = (pasting, account, command)
    self.needsOptions = needsOptions
  }

  /// The command line in words.
  package var commandWords: String { "`\(command)`" + (needsOptions ? " with the options of this server" : "") }
}

/// The reason why a sign-in goes no further, as a sentence without any token.
package struct SignInProblem: Error, Sendable, Hashable {
  /// The event, and what to do about it.
  package let sentence: String

  /// Makes a problem.
  package init(_ sentence: String) { self.sentence = sentence }
}

/// A sign-in that goes on in a browser, and comes back with a redirect.
package protocol BrowserSignIn: Sendable {
  /// The URL of the provider to open.
  var url: String { get }

  /// Reads the query of a redirect; of several, only the first that is not foreign counts.
  func redirect(query: String) -> SignInRedirect
}

/// The meaning of a redirect.
package enum SignInRedirect: Sendable {
  /// It belongs to another sign-in, and changes nothing.
  case foreign
  /// It ends the sign-in.
  case failed(SignInProblem)
  /// It brings a code, which is redeemed once.
  case code(any RedeemableCode)
}

/// An authorization code with all that is needed to redeem it.
package protocol RedeemableCode: Sendable {
  /// Redeems the code, once.
  func redeem() async throws(SignInProblem) -> any NewSession
}

/// A sign-in with a code that the person types at the provider (RFC 8628).
package protocol DeviceSignIn: Sendable {
  /// The code, and where it is typed.
  var code: SignInCode { get }

  /// Waits until the person has signed in.
  func session() async throws(SignInProblem) -> any NewSession
}

/// A code that a person types at the provider.
package struct SignInCode: Sendable, Hashable {
  /// The code.
  package let text: String
  /// The address to type it at.
  package let url: String
  /// The address with the code in it; `nil` if there is none.
  package let completeURL: String?
  /// The end of the code's life, in RFC 3339 format.
  package let expiresAt: String

  /// Makes a code.
  package init(text: String, url: String, completeURL: String?, expiresAt: String) {
    (self.text, self.url, self.completeURL, self.expiresAt) = (text, url, completeURL, expiresAt)
  }
}

/// A session that nobody has stored yet: the person sees whose it is first.
package protocol NewSession: Sendable {
  /// The person, in words.
  var account: String { get }
  /// A notice for the person, such as that the session cannot be renewed; `nil` for none.
  var notice: String? { get }

  /// Stores the session, for calls from now on.
  func keep() async throws(SignInProblem)

  /// Ends the session at the provider, as far as possible.
  func discard() async
}
