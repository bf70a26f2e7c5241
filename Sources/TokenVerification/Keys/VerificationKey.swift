import Crypto
import CryptoExtras
import JSON
import TextCoding

/// A public key by which signatures are verified (RFC 7517 section 4).
struct VerificationKey: Sendable {
  private enum Material: Sendable {
    case p256(P256.Signing.PublicKey)
    case p384(P384.Signing.PublicKey)
    case rsa(_RSA.Signing.PublicKey)
    case ed25519(Curve25519.Signing.PublicKey)
  }

  let id: String
  /// The algorithms that it may be used with: of a key that names none, all of its kind.
  let algorithms: Set<SignatureAlgorithm>
  /// The key itself as bytes, which tell it from another of the same id.
  let mark: [UInt8]
  private let material: Material

  /// Reads a key; `nil` for one that no signature can be verified with, or that is not meant for it.
  init?(_ jwk: JSONValue) {
    guard let id = jwk["kid"]?.string, let type = jwk["kty"]?.string, Self.isForSignatures(jwk),
      let (material, mark, kind) = Self.material(jwk, type)
    else { return nil }
    var algorithms = kind
    if let value = jwk["alg"] {
      guard let algorithm = value.string.flatMap(SignatureAlgorithm.init), kind.contains(algorithm) else { return nil }
      algorithms = [algorithm]
    }
    (self.id, self.material, self.mark, self.algorithms) = (id, material, mark, algorithms)
  }

  /// Whether `use` and `key_ops` allow it (RFC 7517 sections 4.2 and 4.3).
  private static func isForSignatures(_ jwk: JSONValue) -> Bool {
    if let use = jwk["use"], use != "sig" { return false }
    if let operations = jwk["key_ops"] { return operations.array?.contains("verify") ?? false }
    return true
  }

  private static func material(
    _ jwk: JSONValue,
    _ type: String
  ) -> (Material, mark: [UInt8], Set<SignatureAlgorithm>)? {
    switch (type, jwk["crv"]?.string) {
    case ("EC", "P-256"?):
      guard let point = point(jwk, size: 32), let key = try? P256.Signing.PublicKey(rawRepresentation: point) else {
        return nil
      }
      return (.p256(key), point, [.es256])
    case ("EC", "P-384"?):
      guard let point = point(jwk, size: 48), let key = try? P384.Signing.PublicKey(rawRepresentation: point) else {
        return nil
      }
      return (.p384(key), point, [.es384])
    case ("OKP", "Ed25519"?):
      guard let bytes = bytes(jwk["x"]), bytes.count == 32,
        let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
      else { return nil }
      return (.ed25519(key), bytes, [.edDSA])
    case ("RSA", _):
      guard let modulus = bytes(jwk["n"]).map({ Array($0.drop { $0 == 0 }) }),
        let exponent = bytes(jwk["e"]).map({ Array($0.drop { $0 == 0 }) }),
        isUsual(modulus: modulus, exponent: exponent),
        let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent)
      else { return nil }
      return (.rsa(key), modulus + exponent, [.rs256, .ps256])
    default: return nil
    }
  }

  /// Whether an RSA key is strong enough, and not so large that verifying takes long (RFC 7518 section 3.3).
  private static func isUsual(modulus: [UInt8], exponent: [UInt8]) -> Bool {
    guard 256...1024 ~= modulus.count, modulus.count > 256 || modulus[0] >= 0x80 else { return false }
    guard 1...4 ~= exponent.count, let last = exponent.last, !last.isMultiple(of: 2) else { return false }
    return exponent.count > 1 || last >= 3
  }

  private static func point(_ jwk: JSONValue, size: Int) -> [UInt8]? {
    guard let x = bytes(jwk["x"]), let y = bytes(jwk["y"]), x.count == size, y.count == size else { return nil }
    return x + y
  }

  private static func bytes(_ value: JSONValue?) -> [UInt8]? {
    value?.string.flatMap { Base64.bytes(canonical: $0.utf8, .url) }
  }

  /// Whether a signature of an algorithm is that of this key (RFC 7518 section 3, RFC 8037 section 3.1).
  func verifies(_ signature: [UInt8], of message: [UInt8], by algorithm: SignatureAlgorithm) -> Bool {
    guard algorithms.contains(algorithm) else { return false }
    switch (material, algorithm) {
    case (.p256(let key), .es256):
      guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
      return key.isValidSignature(signature, for: message)
    case (.p384(let key), .es384):
      guard let signature = try? P384.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
      return key.isValidSignature(signature, for: message)
    case (.rsa(let key), .rs256):
      return key.isValidSignature(
        _RSA.Signing.RSASignature(rawRepresentation: signature),
        for: message,
        padding: .insecurePKCS1v1_5
      )
    case (.rsa(let key), .ps256):
      return key.isValidSignature(
        _RSA.Signing.RSASignature(rawRepresentation: signature),
        for: message,
        padding: .PSS
      )
    case (.ed25519(let key), .edDSA): return key.isValidSignature(signature, for: message)
    default: return false
    }
  }
}
