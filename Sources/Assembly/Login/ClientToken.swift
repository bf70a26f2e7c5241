import SignIn
import Synchronization

/// The token of the client's own credentials (RFC 6749 section 4.4), for an API to which nobody signs in.
final class ClientToken: Sendable {
  private let ground: SignInGround
  private let keeper = Mutex<ClientCredentialsKeeper?>(nil)

  init(_ ground: SignInGround) { self.ground = ground }

  /// The token for a call, requested when there is none that lives.
  ///
  /// - Throws: What is missing in the settings, or the reason why the provider gives none.
  func token() async throws(SignInError) -> TokenText {
    if let keeper = keeper.withLock({ $0 }) { return try await keeper.token() }
    let endpoint = try await ground.setup.endpoint(for: .clientCredentials, by: ground.transport)
    let made = ClientCredentialsKeeper(endpoint, scopes: ground.setup.scopes(at: endpoint.provider))
    let keeper = keeper.withLock { keeper in
      // Others may have found the provider meanwhile.
      if let keeper { return keeper }
      keeper = made
      return made
    }
    return try await keeper.token()
  }

  /// Reports a token that the backend refused.
  func rejected(_ token: String) { keeper.withLock { $0 }?.rejected(token) }
}
