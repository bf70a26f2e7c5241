/// The signature algorithms of access tokens: asymmetric ones only (RFC 7518 section 3.1, RFC 8037 section 3.1).
package enum SignatureAlgorithm: String, Sendable, Hashable, CaseIterable {
  case es256 = "ES256"
  case es384 = "ES384"
  case rs256 = "RS256"
  case ps256 = "PS256"
  case edDSA = "EdDSA"
}
