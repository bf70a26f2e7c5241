/// A session as it is stored: the tokens, whose they are, and the endpoints that they were made with.
package struct StoredSession: Sendable, Hashable {
  /// The kinds of sessions.
  package enum Kind: String, Sendable {
    /// A provider's tokens, which are exchanged for sessions of the backend.
    case exchanged
    /// A provider's tokens, which the backend takes themselves.
    case direct
    /// A session of the backend that a person pasted; it cannot be renewed.
    case pasted
  }

  /// The kind.
  package let kind: Kind
  /// The base URL of the API whose calls may carry the token.
  package let audience: String
  /// The provider; `nil` for a pasted session.
  package let provider: SessionProvider?
  /// The backend's endpoints; `nil` unless the tokens are exchanged.
  package let backend: BackendEndpoints?
  /// The person.
  package let account: SessionAccount
  /// The time of the sign-in.
  package let signedIn: Moment
  /// Whether the token may be printed for scripts (`login --exportable`).
  package var isExportable = false

  /// The provider's access token.
  var providerAccess: HeldAccess?
  /// The provider's refresh token.
  var providerRefresh: HeldRefresh?
  /// The backend's access token.
  var access: HeldAccess?
  /// The backend's refresh token.
  var refresh: HeldRefresh?
  /// The time at which the backend refused a refresh token: sessions made in the same second are born dead.
  var burned: Moment?

  init(
    _ kind: Kind,
    audience: String,
    provider: SessionProvider? = nil,
    backend: BackendEndpoints? = nil,
    account: SessionAccount,
    signedIn: Moment
  ) {
    (self.kind, self.audience, self.provider, self.backend) = (kind, audience, provider, backend)
    (self.account, self.signedIn) = (account, signedIn)
  }

  /// Makes the session of a pasted token.
  package init(_ pasted: PastedToken, audience: String) {
    self.init(.pasted, audience: audience, account: pasted.account, signedIn: pasted.access.obtained)
    access = pasted.access
  }

  /// The time by which the clock that made the token was ahead of this machine's; `nil` if the token does not tell.
  package var clockSkew: Duration? {
    guard let credential, let issued = credential.token.claims?.issued else { return nil }
    // A pasted token was made some time before; only one of the future tells of clocks.
    guard kind != .pasted || issued > credential.obtained else { return nil }
    return issued - credential.obtained
  }

  /// Whether it is renewed without a person.
  package var renewsItself: Bool { refresh != nil || providerRefresh != nil }

  /// All of its tokens, valid or not.
  var tokens: [TokenText] {
    [providerAccess?.token, providerRefresh?.token, access?.token, refresh?.token].compactMap(\.self)
  }

  /// The token that calls carry, valid or not.
  package var credential: HeldAccess? { kind == .direct ? providerAccess : access }
}

/// The provider of a session, and the client that it was made for.
package struct SessionProvider: Sendable, Hashable {
  /// The issuer; `nil` for a provider known by endpoints only.
  package let issuer: String?
  /// The client id.
  package let clientID: String
  /// The endpoint that renews the session.
  package let tokenEndpoint: ServiceURL
  /// The endpoint that ends it; `nil` if there is none.
  package let revocationEndpoint: ServiceURL?
  /// The scopes that were granted.
  package let scopes: [String]
}
