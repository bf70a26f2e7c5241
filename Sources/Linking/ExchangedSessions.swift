import MCP
import SignIn
import Store
import Synchronization

/// Sessions made by exchanging callers' tokens (RFC 8693): nobody is asked, and nothing is stored beyond the process.
final class ExchangedSessions: Sendable {
  /// The time for which a provider that refused is not asked again for the same token.
  private static let patience = 300
  private static let maximum = 4096

  private let signIn: LinkedSignIn
  private let tokens: CallerTokens
  private let sessions: LinkedSessions
  private let now: @Sendable () -> Int
  private let flights = Mutex<[String: Task<SessionCredential, any Error>]>([:])
  /// The tokens that were refused, by their callers.
  private let refused = Mutex<[String: (token: TokenText, until: Int)]>([:])

  init(_ signIn: LinkedSignIn, _ tokens: CallerTokens, now: @escaping @Sendable () -> Int) {
    (self.signIn, self.tokens, self.now) = (signIn, tokens, now)
    // Everybody has a session of a few kilobytes.
    var limits = StoreLimits()
    limits.total = 64 << 20
    sessions = LinkedSessions(in: MemoryStore(limits: limits), signIn.configuration, signIn.transport)
  }

  func keeper(of caller: Principal) -> SessionKeeper { sessions.keeper(of: caller) }

  /// The session of a caller, made by an exchange if there is none.
  ///
  /// - Returns: `nil` if the provider does not exchange this caller's token: a person has to sign in.
  /// - Throws: If the provider or the backend is out of order.
  func session(of caller: Principal) async throws(SignInError) -> SessionCredential? {
    guard caller.kind == .person, signIn.configuration.issuer == caller.issuer else { return nil }
    do throws(SignInError) { return try await keeper(of: caller).credential() } catch {
      guard error.kind == .absent || error.kind == .ended else { throw error }
    }
    guard let token = tokens.token(of: caller), !isRefused(token, caller) else { return nil }
    // Calls at the same time share one exchange.
    let flight = flights.withLock { running in
      if let flight = running[caller.key] { return flight }
      // A task of its own: a call that is cancelled must not end the exchange for the others.
      let flight = Task { [self] () async throws in
        defer { flights.withLock { $0[caller.key] = nil } }
        return try await exchange(token, of: caller)
      }
      running[caller.key] = flight
      return flight
    }
    do { return try await flight.value } catch let error as SignInError {
      guard case .refused = error.kind else { throw error }
      refuse(token, caller)
      return nil
    } catch { throw SignInError(.unavailable, "The caller's token could not be exchanged. Try again.") }
  }

  private func exchange(_ token: TokenText, of caller: Principal) async throws(SignInError) -> SessionCredential {
    let endpoint = try await signIn.endpoint()
    // Only the issuer of the token may see it.
    guard endpoint.provider.issuer == caller.issuer else {
      throw SignInError(.configuration, "The provider of the API is not the issuer of the caller's token.")
    }
    let scopes = signIn.scopes(endpoint.provider).filter { $0 != "offline_access" }
    let grant = try await endpoint.exchange(token, scopes: scopes)
    let session = try await SignInCompletion(signIn.configuration, endpoint).session(of: grant)
    guard let subject = session.account.subject, subject.utf8.elementsEqual((caller.subject ?? "").utf8) else {
      throw SignInError(
        .untrusted,
        "The session that was made of the caller's token is not known to be the caller's: it is not used."
      )
    }
    let keeper = keeper(of: caller)
    try await keeper.keep(session)
    return try await keeper.credential()
  }

  private func isRefused(_ token: TokenText, _ caller: Principal) -> Bool {
    refused.withLock { refused in
      guard let entry = refused[caller.key] else { return false }
      return entry.token == token && entry.until > now()
    }
  }

  private func refuse(_ token: TokenText, _ caller: Principal) {
    refused.withLock { refused in
      if refused.count >= Self.maximum { refused = [:] }
      refused[caller.key] = (token, now() + Self.patience)
    }
  }
}
