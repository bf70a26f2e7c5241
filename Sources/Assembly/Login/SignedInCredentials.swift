import Calls
import OpenAPI
import ProcessEnvironment
import Redaction
import Settings
import SignIn
import Store
import Synchronization

/// The credentials of an API whose session token may come from a sign-in; configured ones go before it.
final class SignedInCredentials: CredentialSource {
  private struct State {
    /// The store of sessions and the way to the provider, once a call has needed them.
    var ground: SignInGround?
    var keeper: SessionKeeper?
    /// The source of tokens for the client itself, where nobody signs in.
    var client: ClientToken?
    /// The token given last, prepared for searches; the same one while it is in use.
    var secret: KnownSecret?
    /// The other tokens of its session.
    var others: [TokenText] = []
    /// The account of that token.
    var person: CallAccount?
  }

  private let configured: SchemeCredentials
  /// The command that signs in, in words.
  private let signInWords: String
  /// Whether people can sign in whatever the document declares.
  private let offersSignIn: Bool
  private let redactor: Redactor
  /// Opens the sessions, at the first call that needs one.
  private let open: @Sendable () throws(SignInError) -> SignInGround
  /// The account whose session is used; `nil` if there can be only one.
  private let account: String?
  /// Whether sessions are renewed; otherwise only a token at hand is given.
  private let renews: Bool
  private let state = Mutex(State())

  /// Takes the configured credentials, and the sign-in that is used where they have no session token.
  init(
    _ configured: SchemeCredentials,
    redactor: Redactor,
    signInWords: String,
    offersSignIn: Bool,
    account: String?,
    renews: Bool,
    open: @escaping @Sendable () throws(SignInError) -> SignInGround
  ) {
    self.configured = configured
    self.signInWords = signInWords
    self.offersSignIn = offersSignIn
    self.redactor = redactor
    self.account = account
    self.renews = renews
    self.open = open
  }

  func credential(for scheme: SecurityScheme) async throws(CredentialError) -> Credential? {
    if let credential = try await configured.credential(for: scheme) { return credential }
    guard scheme.credentialKind == .bearer else { return nil }
    do throws(SignInError) {
      if let refusal = try ground().setup.refusal(of: scheme) {
        throw SignInError(.configuration, "\(refusal) \(configured.advice(for: scheme))")
      }
      if let token = try await clientToken() { return .bearer(secret(of: token.secret, nil)) }
      return try await session().map { .bearer(secret(of: $0.token.secret, $0.account, besides: $0.others)) }
    } catch {
      switch error.kind {
      case .absent: return nil
      case .ambiguous:
        throw CredentialError(error.sentence, signInReason: "Several people are signed in.", isChoice: true)
      case .ended:
        throw CredentialError(
          "\(error.sentence) Whoever runs this server does so with \(signInWords).",
          signInReason: error.sentence
        )
      default: throw CredentialError(error.sentence)
      }
    }
  }

  func rejected(_ credential: Credential) async {
    await configured.rejected(credential)
    guard case .bearer(let secret) = credential else { return }
    let (keeper, client) = state.withLock { ($0.keeper, $0.client) }
    guard renews else { return }
    keeper?.rejected(secret.text)
    client?.rejected(secret.text)
  }

  func place(for scheme: SecurityScheme) -> String? {
    guard let place = configured.place(for: scheme) else {
      return scheme.credentialKind == .bearer ? "session \(configured.origin)" : nil
    }
    return place
  }

  func advice(for scheme: SecurityScheme) -> String {
    let advice = configured.advice(for: scheme)
    let declared = DeclaredSignIn(scheme)
    if let declared, !declared.isUsable, let refusal = declared.refusal { return "\(refusal) \(advice)" }
    guard offersSignIn || declared?.isUsable == true else { return advice }
    return scheme.credentialKind == .bearer ? "Sign in with \(signInWords). \(advice)" : advice
  }

  var held: HeldSecrets { redactor.held }

  func account(of credential: Credential) -> CallAccount? {
    guard case .bearer(let secret) = credential else { return nil }
    return state.withLock { $0.secret === secret ? $0.person : nil }
  }

  var signIn: (any PersonSignIn)? {
    guard let ground = try? ground(), !ground.setup.usesClientCredentials else { return nil }
    return PageSignIn(ground, for: self, redactor: redactor)
  }

  /// Waits until a refresh that was sent is stored, and closes the connections to the provider.
  func close() async {
    let (keeper, ground) = state.withLock { ($0.keeper, $0.ground) }
    await keeper?.becomeIdle()
    await ground?.transport.close()
  }

  /// Whether calls have a session now.
  func hasSession() async -> Bool { (try? await session()) != nil }

  /// Uses the session that a person has chosen, whoever else is signed in.
  func use(_ keeper: SessionKeeper) { state.withLock { $0.keeper = keeper } }

  private func session() async throws(SignInError) -> SessionCredential? {
    if let keeper = state.withLock({ $0.keeper }) {
      do throws(SignInError) { return try await keeper.credential() } catch {
        // Signed out meanwhile, or signed in as somebody else.
        guard error.kind == .absent else { throw error }
        state.withLock { $0.keeper = nil }
      }
    }
    let sessions = try ground().sessions
    guard let entry = try await sessions.chosen(account: account) else { return nil }
    let keeper = sessions.keeper(of: entry.key)
    guard renews else {
      if let credential = try await keeper.credentialAtHand() { return credential }
      throw SignInError(.unavailable, "The session's token has to be renewed first, and nothing is renewed here.")
    }
    // Known before it sends anything, so that the end of the program waits for it.
    state.withLock { $0.keeper = keeper }
    do throws(SignInError) { return try await keeper.credential() } catch {
      state.withLock { $0.keeper = nil }
      throw error
    }
  }

  private func ground() throws(SignInError) -> SignInGround {
    try state.withLock { state throws(SignInError) in
      if let ground = state.ground { return ground }
      let ground = try open()
      state.ground = ground
      return ground
    }
  }

  /// The token of the client's own credentials; `nil` where people sign in.
  private func clientToken() async throws(SignInError) -> TokenText? {
    let (keeper, client) = state.withLock { ($0.keeper, $0.client) }
    if let client { return try await client.token() }
    guard keeper == nil else { return nil }
    let ground = try ground()
    guard ground.setup.usesClientCredentials else { return nil }
    let made = state.withLock { state in
      if let client = state.client { return client }
      let client = ClientToken(ground)
      state.client = client
      return client
    }
    return try await made.token()
  }

  private func secret(
    of token: String,
    _ account: SessionAccount?,
    besides others: [TokenText] = []
  ) -> KnownSecret {
    if let known = state.withLock({ $0.others == others ? $0.secret : nil }), known.text == token { return known }
    let former = state.withLock { $0.secret }
    let secret = if let former, former.text == token { former } else { KnownSecret(token) }
    // A backend that has seen them may repeat them, too.
    redactor.add(ofSignIn: others.map { KnownSecret($0.secret) } + [secret])
    state.withLock { state in
      state.secret = secret
      state.others = others
      state.person = account.map { CallAccount(label: $0.label, identity: $0.identity) }
    }
    return secret
  }
}

extension SessionAccount {
  /// The text that tells the account from others.
  fileprivate var identity: String { "session\n\(subject ?? id ?? label)" }
}
