import JSON

/// The checks of a token's claims (RFC 9068 section 4, RFC 8725), the same for signed and for introspected ones.
struct TokenClaims {
  let requirements: TokenRequirements
  let claims: JSONObject
  /// The current time, in seconds since 1970.
  let now: Double

  /// Checks the claims of a signed token.
  func signed() throws(TokenFault) -> VerifiedToken {
    guard claims["iss"]?.string == requirements.issuer else { throw .issuer }
    guard try isForAudience() else { throw .audience }
    guard let end = try time("exp") else { throw .noEnd }
    return try token(until: end)
  }

  /// Checks the claims that an issuer tells of a token (RFC 7662 section 2.2): what it leaves out, it vouches for, except
  /// the audience.
  func introspected() throws(TokenFault) -> VerifiedToken {
    if let issuer = claims["iss"], issuer.string != requirements.issuer { throw .issuer }
    guard try isForAudience() else { throw .audience }
    if let type = claims["token_type"] {
      guard let name = type.string?.lowercased(), ["bearer", "access_token"].contains(name) else { throw .type }
    }
    return try token(until: try time("exp"))
  }

  private func token(until end: Double?) throws(TokenFault) -> VerifiedToken {
    try checkTimes(until: end)
    guard claims["cnf"] == nil else { throw .bound }
    let subject = try name("sub")
    let client = try name(requirements.clientClaim)
    guard subject != nil || client != nil else { throw .nobody }
    _ = try name("jti")
    return VerifiedToken(
      issuer: requirements.issuer,
      subject: subject,
      clientID: client,
      isMachine: subject == nil || subject == client,
      scopes: try scopes(),
      expiry: end.map { Int($0.rounded(.down)) }
    )
  }

  private func checkTimes(until end: Double?) throws(TokenFault) {
    let skew = TokenRequirements.skew
    if let start = try time("nbf"), start > now + skew { throw .early }
    let issued = try time("iat")
    if let issued, issued > now + skew { throw .early }
    guard let end else { return }
    guard end > now - skew else { throw .expired }
    guard end - (issued ?? now) <= TokenRequirements.maximumLifetime else { throw .lifetime }
  }

  /// A time (RFC 7519 section 2, NumericDate), in seconds since 1970.
  private func time(_ name: String) throws(TokenFault) -> Double? {
    guard let value = claims[name] else { return nil }
    guard let seconds = value.number?.double, seconds.isFinite, 0...Self.latest ~= seconds else { throw .claims }
    return seconds
  }

  /// The end of the year 9999.
  private static let latest = 253_402_300_799.0

  private func name(_ claim: String) throws(TokenFault) -> String? {
    guard let value = claims[claim] else { return nil }
    guard let text = value.string, 1...Self.maximumNameLength ~= text.utf8.count else { throw .claims }
    return text
  }

  private static let maximumNameLength = 1024

  private func isForAudience() throws(TokenFault) -> Bool {
    let audiences: [String]
    switch claims["aud"] {
    case .string(let audience)?: audiences = [audience]
    case .array(let values)?:
      audiences = values.compactMap(\.string)
      guard audiences.count == values.count else { throw .claims }
    case nil: return false
    default: throw .claims
    }
    return audiences.contains { requirements.audiences.contains(ResourceIdentifier.canonical($0)) }
  }

  private func scopes() throws(TokenFault) -> Set<String> {
    switch claims[requirements.scopeClaim] {
    case nil: return []
    case .string(let text)?: return Set(text.split(separator: " ").map(String.init))
    case .array(let values)?:
      let scopes = values.compactMap(\.string)
      guard scopes.count == values.count else { throw .claims }
      return Set(scopes)
    default: throw .claims
    }
  }
}
