/// Makes a session of a completed sign-in, before anything is stored: a page can name the person first.
package struct SignInCompletion: Sendable {
  private let configuration: SessionConfiguration
  let provider: Provider
  private let client: OAuthClient
  let transport: any SignInTransport
  private let time: SignInTime

  /// Makes the end of sign-ins with a provider and a client.
  package init(
    _ configuration: SessionConfiguration,
    _ endpoint: TokenEndpoint
  ) {
    self.configuration = configuration
    provider = endpoint.provider
    client = endpoint.client
    transport = endpoint.transport
    time = endpoint.time
  }

  /// Exchanges the provider's token for a session of the backend, if the backend makes its own.
  ///
  /// - Throws: If the backend refuses or is out of order, or names another person than the provider.
  package func session(of grant: SignInGrant) async throws(SignInError) -> StoredSession {
    let stored = SessionProvider(provider, client: client, scopes: grant.scopes)
    guard let backend = configuration.backend else {
      try grant.access.checkLife(from: provider.host)
      let account = try await account(of: grant)
      var session = StoredSession(
        .direct,
        audience: configuration.audience,
        provider: stored,
        account: account,
        signedIn: time.now()
      )
      (session.providerAccess, session.providerRefresh) = (grant.access, grant.refresh)
      return session
    }
    let account = SessionAccount(grant.identity)
    let pair = try await exchange(grant.access.token, at: backend)
    try pair.access.checkLife(from: backend.exchange.authority)
    guard account.mayEqual(pair.account) else { throw Self.otherPerson(backend) }
    var session = StoredSession(
      .exchanged,
      audience: configuration.audience,
      provider: stored,
      backend: backend,
      account: SessionAccount(
        subject: account.subject ?? pair.account.subject,
        id: pair.account.id,
        name: pair.account.name ?? account.name,
        email: pair.account.email,
        organization: pair.account.organization
      ),
      signedIn: time.now()
    )
    (session.providerAccess, session.providerRefresh) = (grant.access, grant.refresh)
    (session.access, session.refresh) = (pair.access, pair.refresh)
    return session
  }

  private func exchange(_ token: TokenText, at backend: BackendEndpoints) async throws(SignInError) -> BackendPair {
    let host = backend.exchange.authority
    let sessions = BackendSessions(endpoints: backend, transport: transport)
    var reply = await sessions.exchange(token)
    // An exchange can be repeated: each makes a session of its own.
    if case .uncertain = reply { reply = await sessions.exchange(token) }
    switch reply {
    case .success(let object): return try BackendPair(object, receivedAt: time.now(), host: host)
    case .refused(let refusal): throw Self.refused(host, refusal)
    case .unavailable(let sentence), .uncertain(let sentence):
      throw SignInError(.unavailable, "The backend made no session, and nothing was stored. \(sentence) Sign in again.")
    }
  }

  static func refused(_ host: String, _ refusal: ServiceRefusal) -> SignInError {
    SignInError(
      .refused(code: refusal.code),
      "\(host) did not accept the sign-in: \(refusal.reason). It says the same if its provider is out of order: try again."
    )
  }

  static func otherPerson(_ backend: BackendEndpoints) -> SignInError {
    SignInError(
      .untrusted,
      "\(backend.exchange.authority) made a session of another person than the one who signed in: it is not used."
    )
  }
}
