import Crypto
import TextCoding
package import TokenVerification
package import WebServer

/// Admits callers with access tokens of an issuer, and those whom another rule knows by their tokens.
package struct IssuedTokenAccess: AccessRule {
  private let verifier: TokenVerifier
  private let other: (any AccessRule)?
  private let trace: @Sendable (String) -> Void

  /// The server as the issuer's tokens know it.
  package let resource: ProtectedResource?

  package var isOpen: Bool { false }

  /// Makes the rule.
  ///
  /// - Parameters:
  ///   - verifier: Verifies tokens of the issuer.
  ///   - resource: The server as those tokens know it.
  ///   - other: A rule that knows some tokens by itself.
  ///   - trace: Logs the reason why a token is refused, which the caller is not told.
  package init(
    _ verifier: TokenVerifier,
    for resource: ProtectedResource,
    besides other: (any AccessRule)? = nil,
    trace: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.verifier = verifier
    self.resource = resource
    self.other = other
    self.trace = trace
  }

  package func admit(bearer token: Substring?) -> AccessDecision {
    admit(BearerCredentials(token.map { ["Bearer \($0)"] } ?? []), from: Peer(remote: nil, local: nil))
  }

  package func admit(_ credentials: BearerCredentials, from peer: Peer) -> AccessDecision {
    if let token = credentials.token, !token.isEmpty, case .now(.admitted(let principal))? = other?.admit(bearer: token)
    {
      return .admitted(principal)
    }
    guard !credentials.isMalformed else {
      return .refused(Challenge(error: .invalidRequest, explanation: "Authorization is one field: Bearer and a token"))
    }
    // An empty credential is none: the whole challenge, without an error (RFC 6750 section 3.1).
    guard let token = credentials.token, !token.isEmpty else { return .refused(.missingToken) }
    switch verifier.verify(token, from: peer.remote?.network ?? "this machine") {
    case .now(let verdict): return .now(admission(verdict, token))
    case .later(let work):
      return .later { [self, token = String(token)] in admission(await work(), token[...]) }
    }
  }

  /// One sentence for all faults: it does not help those who try tokens.
  private static let invalid = Challenge(error: .invalidToken, explanation: "The access token is not valid here")

  private func admission(_ verdict: TokenVerifier.Verdict, _ token: Substring) -> Admission {
    switch verdict {
    case .valid(let token): return token.principal.map(Admission.admitted) ?? .refused(Self.invalid)
    case .invalid(let fault):
      // A few digits of its hash tell tokens apart, and nothing of it can be used (AUTH-21).
      let mark = Array(SHA256.hash(data: Array(token.utf8)).prefix(4)).hexadecimal
      trace("An access token was refused (SHA-256 \(mark)…): \(fault)")
      return .refused(Self.invalid)
    case .limited(let seconds): return .limited(retryAfter: seconds)
    case .unavailable(let seconds): return .unavailable(retryAfter: seconds)
    }
  }
}
