import Synchronization

/// Keeps the token of a client's own credentials (RFC 6749 section 4.4): no person signs in, and nothing is stored.
package final class ClientCredentialsKeeper: Sendable {
  private struct State {
    var access: HeldAccess?
    var requested: Moment?
  }

  private let endpoint: TokenEndpoint
  private let scopes: [String]
  private let resource: String?
  private let state = Mutex(State())
  private let flight = SingleFlight<HeldAccess>()

  /// Makes a keeper.
  package init(_ endpoint: TokenEndpoint, scopes: [String], resource: String? = nil) {
    self.endpoint = endpoint
    self.scopes = scopes
    self.resource = resource
  }

  /// Returns the token, requested if there is none that lives; callers at the same time share one request.
  ///
  /// - Throws: If the provider refuses or is out of order.
  package func token() async throws(SignInError) -> TokenText {
    let now = endpoint.time.now()
    if let access = state.withLock({ $0.access }), access.lives(access.margin, after: now) { return access.token }
    return try await flight.run { [self] () async throws(SignInError) in
      let access = try await endpoint.clientCredentials(scopes: scopes, resource: resource).access
      state.withLock { $0 = State(access: access, requested: endpoint.time.now()) }
      return access
    }.token
  }

  /// Reports that a token was refused with 401: the next call requests another one, unless this one is new.
  package func rejected(_ token: String) {
    let now = endpoint.time.now()
    state.withLock { state in
      guard state.access?.token.secret == token, let requested = state.requested else { return }
      if requested > now || now - requested >= .seconds(30) { state.access = nil }
    }
  }
}

/// The OAuth 2 flows that a document may declare (OpenAPI 3.2 section 4.27, RFC 6749 section 1.3).
package enum DeclaredFlow: String, Sendable {
  case authorizationCode, clientCredentials, deviceAuthorization, implicit, password

  /// The reason why a flow is not used, as a sentence; `nil` for flows that are.
  package var refusal: String? {
    switch self {
    case .authorizationCode, .clientCredentials, .deviceAuthorization: nil
    case .implicit:
      "The implicit flow is not used: it shows tokens in addresses (RFC 9700 section 2.1.2). Use the authorization code flow."
    case .password:
      "The password flow is not used: it shows a person's password to this program (RFC 9700 section 2.4). Use the authorization code flow."
    }
  }
}
