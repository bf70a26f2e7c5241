import Crypto
import JSON
import TextCoding

/// The identity provider's signing keys (ES384): the newest signs, and older ones stay published.
struct SigningKeys: Sendable {
  private struct Key {
    let id: String
    let key: P384.Signing.PrivateKey
    let madeAt: Timestamp
  }

  private var keys: [Key] = []

  /// The largest number of published keys.
  private static let maximumCount = 4

  /// Makes the first key, or replaces one that is too old; `zero` for no limit of age.
  mutating func prepare(at now: Timestamp, lifetime: Duration, id: () -> String) {
    if let last = keys.last, lifetime == .zero || now < last.madeAt.adding(lifetime) { return }
    rotate(at: now, id: id())
  }

  /// Makes a new key that signs from now on.
  mutating func rotate(at now: Timestamp, id: String) {
    keys.append(Key(id: id, key: P384.Signing.PrivateKey(), madeAt: now))
    keys = keys.suffix(Self.maximumCount)
  }

  /// Signs claims; `nil` if there is no key.
  func token(_ claims: JSONObject, type: String) -> String? {
    guard let key = keys.last else { return nil }
    return CompactToken.text(["alg": "ES384", "typ": .string(type), "kid": .string(key.id)], claims) { bytes in
      (try? key.key.signature(for: bytes)).map { Array($0.rawRepresentation) }
    }
  }

  /// The claims of an access token that one of the keys has signed; `nil` for any other text.
  func claims(of token: String) -> JSONObject? {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let header = Self.object(parts[0]), header["typ"]?.string == "at+jwt",
      let key = keys.first(where: { $0.id == header["kid"]?.string }),
      let bytes = Base64.bytes(canonical: parts[2].utf8, .url),
      let signature = try? P384.Signing.ECDSASignature(rawRepresentation: bytes),
      key.key.publicKey.isValidSignature(signature, for: Array("\(parts[0]).\(parts[1])".utf8))
    else { return nil }
    return Self.object(parts[1])
  }

  private static func object(_ part: Substring) -> JSONObject? {
    Base64.bytes(canonical: part.utf8, .url).flatMap { try? JSONParser.parse($0) }?.object
  }

  /// The private keys, oldest first, for the file of the sandbox.
  var saved: JSONValue {
    .array(
      keys.map { key in
        [
          "id": .string(key.id), "key": .string(Base64.text(Array(key.key.rawRepresentation), .url)),
          "made_at": key.madeAt.saved,
        ]
      }
    )
  }

  init() {}

  /// Reads private keys; `nil` if one is malformed.
  init?(_ saved: JSONValue?) {
    guard let saved = saved?.array else { return nil }
    for entry in saved {
      guard let id = entry["id"]?.string, let madeAt = Timestamp(saved: entry["made_at"]),
        let bytes = entry["key"]?.string.flatMap({ Base64.bytes(canonical: $0.utf8, .url) }),
        let key = try? P384.Signing.PrivateKey(rawRepresentation: bytes)
      else { return nil }
      keys.append(Key(id: id, key: key, madeAt: madeAt))
    }
  }

  /// Half of the hash of an access token, for ID tokens (OpenID Connect Core section 3.1.3.6).
  static func halfHash(_ token: String) -> String {
    Base64.text(Array(SHA384.hash(data: Array(token.utf8)).prefix(24)), .url)
  }

  /// The public keys as a JWK set (RFC 7517), the newest first.
  var published: JSONValue {
    let keys = keys.reversed().map { key -> JSONValue in
      let point = Array(key.key.publicKey.rawRepresentation)
      return [
        "kty": "EC", "use": "sig", "kid": .string(key.id), "alg": "ES384", "crv": "P-384",
        "x": .string(Base64.text(Array(point.prefix(48)), .url)),
        "y": .string(Base64.text(Array(point.suffix(48)), .url)),
      ]
    }
    return ["keys": .array(keys)]
  }
}
