import Crypto
import JSON
package import SignIn

/// Verifies the access tokens of one issuer: signed ones by its keys, others by asking it.
package final class TokenVerifier: Sendable {
  /// The outcome of a verification.
  package enum Verdict: Sendable, Hashable {
    case valid(VerifiedToken)
    case invalid(TokenFault)
    /// The network has sent too many bad tokens.
    case limited(retryAfter: Int)
    /// The issuer cannot be reached, and without it nothing can be said.
    case unavailable(retryAfter: Int)
  }

  /// A verdict, or the work that leads to one.
  package enum Decision: Sendable {
    case now(Verdict)
    case later(@Sendable () async -> Verdict)
  }

  private let requirements: TokenRequirements
  private let clock: TokenClock
  private let known: VerifiedTokens
  private let limit: FailureLimit
  private let keys: KeySource
  private let introspection: Introspection?

  /// Makes a verifier, which fetches nothing before the first token.
  ///
  /// - Parameters:
  ///   - requirements: The requirements on tokens.
  ///   - keysURL: The place of the issuer's keys; `nil` for the one that its metadata name.
  ///   - introspector: The client that asks the issuer about opaque tokens; `nil` to refuse those.
  ///   - transport: Sends requests to the issuer.
  ///   - clock: The clocks.
  ///   - note: Logs a line for the person who runs the server.
  package init(
    _ requirements: TokenRequirements,
    keysURL: ServiceURL? = nil,
    introspector: OAuthClient? = nil,
    transport: any SignInTransport,
    clock: TokenClock = .system,
    note: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.requirements = requirements
    self.clock = clock
    let known = VerifiedTokens(clock: clock)
    self.known = known
    limit = FailureLimit(clock: clock)
    let source = ProviderKeys(of: requirements.issuer, at: keysURL, transport, clock: clock)
    keys = KeySource(
      clock: clock,
      note: note,
      changed: { known.keep(keysOf: $0, generation: $1) },
      fetch: { () async throws(KeyFetchError) in try await source.fetch() }
    )
    introspection = introspector.map {
      Introspection(by: $0, at: requirements.issuer, transport, note: note)
    }
  }

  /// Verifies a token.
  ///
  /// - Parameters:
  ///   - token: The token.
  ///   - network: The network that it came from, for the limit of failures.
  /// - Returns: The verdict, or the work that leads to it where the issuer has to be asked.
  package func verify(_ token: Substring, from network: String) -> Decision {
    guard token.utf8.count <= JSONWebToken.maximumLength else { return .now(.invalid(.size)) }
    let digest = SHA256.hash(data: Array(token.utf8))
    switch known.outcome(of: digest) {
    case .valid(let token)?: return .now(.valid(token))
    case .inactive?: return .now(failed(.inactive, network))
    case nil: break
    }
    if let introspection, !JSONWebToken.isShape(of: token) {
      if let seconds = limit.wait(of: network) { return .now(.limited(retryAfter: seconds)) }
      return .later { [self, token = String(token)] in await introspect(token, digest, network, introspection) }
    }
    let candidate: Candidate
    do throws(TokenFault) {
      candidate = try self.candidate(token, digest)
    } catch {
      return .now(.invalid(error))
    }
    if let seconds = limit.wait(of: network) { return .now(.limited(retryAfter: seconds)) }
    return verify(candidate, network, mayFetch: true)
  }

  /// A signed token of which everything but the signature has been looked at.
  private struct Candidate: Sendable {
    let token: JSONWebToken
    let header: TokenHeader
    let facts: VerifiedToken
    let digest: SHA256Digest

    var issued: Double? { token.claims["iat"]?.number?.double }
  }

  private func candidate(_ text: Substring, _ digest: SHA256Digest) throws(TokenFault) -> Candidate {
    let token = try JSONWebToken(text)
    let header = try TokenHeader(token, requirements)
    let claims = TokenClaims(requirements: requirements, claims: token.claims, now: clock.seconds())
    return Candidate(token: token, header: header, facts: try claims.signed(), digest: digest)
  }

  private func verify(_ candidate: Candidate, _ network: String, mayFetch: Bool) -> Decision {
    let header = candidate.header
    switch keys.find(header.keyID, issued: candidate.issued, mayFetch: mayFetch) {
    case .fetch: return .later { [self] in await verifyAgain(candidate, network) }
    case .unavailable(let seconds): return .now(.unavailable(retryAfter: seconds))
    case .unknown: return .now(failed(.unknownKey, network))
    case .found(let keys, let generation):
      guard let key = keys.first(where: { $0.algorithms.contains(header.algorithm) }) else {
        return .now(failed(.unfitKey, network))
      }
      let token = candidate.token
      if key.verifies(token.signature, of: token.signedBytes, by: header.algorithm) {
        known.keep(
          .valid(candidate.facts),
          of: candidate.digest,
          for: VerifiedTokens.signedLifetime,
          key: (key, generation)
        )
        return .now(.valid(candidate.facts))
      }
      if mayFetch, self.keys.mayRenew { return .later { [self] in await verifyAgain(candidate, network) } }
      return .now(failed(.signature, network))
    }
  }

  /// Verifies a token by keys that are fetched before.
  private func verifyAgain(_ candidate: Candidate, _ network: String) async -> Verdict {
    await keys.renew()
    guard case .now(let verdict) = verify(candidate, network, mayFetch: false) else {
      return .unavailable(retryAfter: KeySource.pause.retrySeconds)
    }
    return verdict
  }

  private func introspect(
    _ token: String,
    _ digest: SHA256Digest,
    _ network: String,
    _ introspection: Introspection
  ) async -> Verdict {
    switch await introspection.ask(about: token, digest) {
    case .unavailable(let seconds): return .unavailable(retryAfter: seconds)
    case .inactive:
      known.keep(.inactive, of: digest, for: VerifiedTokens.inactiveLifetime)
      return failed(.inactive, network)
    case .active(let object):
      do throws(TokenFault) {
        let facts = try TokenClaims(requirements: requirements, claims: object, now: clock.seconds()).introspected()
        known.keep(.valid(facts), of: digest, for: VerifiedTokens.introspectedLifetime)
        return .valid(facts)
      } catch {
        return failed(error, network)
      }
    }
  }

  private func failed(_ fault: TokenFault, _ network: String) -> Verdict {
    limit.count(network)
    return .invalid(fault)
  }
}
