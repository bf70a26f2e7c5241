package import Calls
package import MCP
package import OpenAPI
import Operations
package import Redaction
package import SignIn
import Synchronization

/// The credentials of an API whose callers link sessions of their own; there is none for anybody else.
package final class LinkedCredentials: CredentialSource {
  private struct Opened {
    let signIn: LinkedSignIn
    let sessions: LinkedSessions
    let exchanged: ExchangedSessions?
    /// The secrets of this server's own clients.
    let secrets: [TokenText]
  }

  /// The name of the document; `nil` for the only one.
  let document: String?
  /// The URL of the API.
  let audience: String
  let linking: Linking
  private let learn: @Sendable (KnownSecret) -> Void
  private let open: @Sendable () throws(SignInError) -> LinkedSignIn
  private let opened = Mutex<Opened?>(nil)
  private let tokens = LinkedTokens()

  /// Makes the credentials of an API.
  ///
  /// - Parameters:
  ///   - document: The name of its document; `nil` for the only one.
  ///   - audience: Its URL.
  ///   - linking: The pages on which callers sign in.
  ///   - learn: Registers tokens for redaction.
  ///   - open: Reads the sign-in, once a caller needs it.
  package init(
    _ document: String?,
    at audience: String,
    linking: Linking,
    learn: @escaping @Sendable (KnownSecret) -> Void,
    open: @escaping @Sendable () throws(SignInError) -> LinkedSignIn
  ) {
    (self.document, self.audience, self.linking, self.learn, self.open) = (document, audience, linking, learn, open)
    linking.serve(self)
  }

  package func source(for caller: Principal) -> any CredentialSource { CallerSession(caller: caller, api: self) }

  /// None: nobody in particular has a session.
  package func credential(for scheme: SecurityScheme) async throws(CredentialError) -> Credential? { nil }

  package var absence: String? {
    "this server makes calls in the session of each caller, and this caller is not known."
  }

  /// The sign-in of the API.
  ///
  /// - Throws: The fault of a setting.
  func signIn() throws(SignInError) -> LinkedSignIn { try ready().signIn }

  /// The sessions of the API.
  ///
  /// - Throws: The fault of a setting.
  package func sessions() throws(SignInError) -> LinkedSessions { try ready().sessions }

  /// The sessions made of callers' tokens; `nil` if none are.
  func exchanged() throws(SignInError) -> ExchangedSessions? { try ready().exchanged }

  /// The scheme, host and port of the API, for pages.
  var backend: String { ServiceURL(audience)?.origin ?? audience }

  /// The prepared token of a caller's session.
  func token(of caller: Principal, _ session: SessionCredential) -> LinkedToken {
    let secrets = opened.withLock { $0?.secrets } ?? []
    return tokens.token(of: caller, session, ofServer: secrets) { token in
      let secret = KnownSecret(token.secret)
      learn(secret)
      return secret
    }
  }

  /// The token that a caller's session was last known to have.
  func knownToken(of caller: Principal) -> LinkedToken? { tokens.token(of: caller) }

  func close() async { await opened.withLock { $0 }?.sessions.becomeIdle() }

  private func ready() throws(SignInError) -> Opened {
    try opened.withLock { opened throws(SignInError) in
      if let opened { return opened }
      let signIn = try open()
      let sessions = LinkedSessions(in: linking.store, signIn.configuration, signIn.transport)
      let exchanged = linking.tokens.map { ExchangedSessions(signIn, $0, now: linking.now) }
      let own = signIn.configuration.clients.compactMap(\.ownSecret) + linking.identification.secrets
      // One that is so short is found in words that mean something else.
      let secrets = own.filter { !KnownSecret($0.secret).isShort }
      let made = Opened(signIn: signIn, sessions: sessions, exchanged: exchanged, secrets: secrets)
      opened = made
      return made
    }
  }
}

extension OAuthClient {
  /// The secret by which the client shows to be itself; `nil` for a public one.
  fileprivate var ownSecret: TokenText? {
    switch authentication {
    case .publicClient: nil
    case .basic(let secret), .post(let secret): secret
    }
  }
}
