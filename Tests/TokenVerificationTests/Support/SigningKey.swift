import Crypto
import CryptoExtras
import JSON
import TextCoding

@testable import TokenVerification

/// A private key of an issuer, by which tests sign.
struct SigningKey: Sendable {
  enum Material: Sendable {
    case p256(P256.Signing.PrivateKey), p384(P384.Signing.PrivateKey)
    case rsa(_RSA.Signing.PrivateKey)
    case ed25519(Curve25519.Signing.PrivateKey)
  }

  let id: String
  let material: Material

  static func p256(_ id: String) -> SigningKey { SigningKey(id: id, material: .p256(P256.Signing.PrivateKey())) }
  static func p384(_ id: String) -> SigningKey { SigningKey(id: id, material: .p384(P384.Signing.PrivateKey())) }
  static func ed25519(_ id: String) -> SigningKey {
    SigningKey(id: id, material: .ed25519(Curve25519.Signing.PrivateKey()))
  }
  static func rsa(_ id: String) throws -> SigningKey {
    SigningKey(id: id, material: .rsa(try _RSA.Signing.PrivateKey(keySize: .bits2048)))
  }

  /// The public key; `alg` only where it is told, as some issuers leave it out.
  func jwk(_ algorithm: SignatureAlgorithm? = nil) throws -> JSONObject {
    var jwk: JSONObject = ["kid": .string(id), "use": "sig"]
    func add(_ type: String, _ curve: String? = nil, _ parts: [(String, [UInt8])]) {
      jwk.append("kty", .string(type))
      jwk.append("crv", ifPresent: curve.map(JSONValue.string))
      for (name, bytes) in parts { jwk.append(name, .string(Base64.text(bytes, .url))) }
    }
    switch material {
    case .p256(let key):
      let point = Array(key.publicKey.rawRepresentation)
      add("EC", "P-256", [("x", Array(point[..<32])), ("y", Array(point[32...]))])
    case .p384(let key):
      let point = Array(key.publicKey.rawRepresentation)
      add("EC", "P-384", [("x", Array(point[..<48])), ("y", Array(point[48...]))])
    case .ed25519(let key): add("OKP", "Ed25519", [("x", Array(key.publicKey.rawRepresentation))])
    case .rsa(let key):
      let parts = try key.publicKey.getKeyPrimitives()
      add("RSA", nil, [("n", Array(parts.modulus)), ("e", Array(parts.publicExponent))])
    }
    if let algorithm { jwk.append("alg", .string(algorithm.rawValue)) }
    return jwk
  }

  func signature(_ message: [UInt8], _ algorithm: SignatureAlgorithm) throws -> [UInt8] {
    switch material {
    case .p256(let key): Array(try key.signature(for: message).rawRepresentation)
    case .p384(let key): Array(try key.signature(for: message).rawRepresentation)
    case .ed25519(let key): Array(try key.signature(for: message))
    case .rsa(let key):
      Array(
        try key.signature(for: message, padding: algorithm == .rs256 ? .insecurePKCS1v1_5 : .PSS).rawRepresentation
      )
    }
  }

  /// Signs a token with exactly this header and these claims.
  func token(_ header: JSONObject, _ claims: JSONObject, by algorithm: SignatureAlgorithm) throws -> String {
    let signed = [header, claims].map { Base64.text(JSONValue.object($0).json, .url) }.joined(separator: ".")
    return "\(signed).\(Base64.text(try signature(Array(signed.utf8), algorithm), .url))"
  }
}
