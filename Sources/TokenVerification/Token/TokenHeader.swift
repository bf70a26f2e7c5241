import JSON

/// The checked header of a token: the algorithm and the key of its signature.
struct TokenHeader {
  let algorithm: SignatureAlgorithm
  let keyID: String

  private static let maximumKeyIDLength = 512

  /// Checks a header (RFC 9068 section 4, RFC 8725 section 3.1); keys and addresses of keys in it are never used.
  init(_ token: JSONWebToken, _ requirements: TokenRequirements) throws(TokenFault) {
    let header = token.header
    guard let name = header["alg"]?.string, let algorithm = SignatureAlgorithm(rawValue: name),
      requirements.algorithms.contains(algorithm)
    else { throw .algorithm }
    guard header["crit"] == nil else { throw .critical }
    try Self.checkType(token, requirements)
    guard let id = header["kid"] else { throw .noKeyID }
    guard let keyID = id.string, keyID.utf8.count <= Self.maximumKeyIDLength else { throw .header }
    (self.algorithm, self.keyID) = (algorithm, keyID)
  }

  private static func checkType(_ token: JSONWebToken, _ requirements: TokenRequirements) throws(TokenFault) {
    let type = token.header["typ"]
    if let type, type.string == nil { throw .header }
    switch type?.string?.lowercased() {
    case "at+jwt", "application/at+jwt": return
    case nil, "jwt", "application/jwt":
      guard requirements.acceptsUntyped else { throw .type }
    default: throw .type
    }
    // Without the type, only its claims tell an access token from an ID token or a logout token (RFC 8725 section 3.11).
    let claims = token.claims
    guard ["nonce", "at_hash", "c_hash", "events"].allSatisfy({ claims[$0] == nil }) else { throw .identityToken }
    guard claims[requirements.clientClaim] != nil || claims[requirements.scopeClaim] != nil else { throw .type }
  }
}
