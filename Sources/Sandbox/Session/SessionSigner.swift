import Crypto
import JSON
import TextCoding

/// Signs and verifies the backend's own tokens (HS256); errors are those of its library.
struct SessionSigner: Sendable {
  /// The secret, in bytes.
  let secret: [UInt8]

  /// A token that cannot be accepted, in the words of the backend's library.
  struct Failure: Error {
    let message: String
    init(_ message: String) { self.message = message }
  }

  /// Signs claims.
  func token(_ claims: JSONObject) -> String {
    CompactToken.text(["alg": "HS256", "typ": "JWT"], claims) { bytes in
      Array(HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: secret)))
    } ?? ""
  }

  /// Verifies a token and its expiry, in whole seconds, and returns its claims.
  func claims(of token: String, at now: Timestamp) throws(Failure) -> JSONValue {
    let parts = token.utf8.split(separator: UInt8(ascii: "."), maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 3 else {
      throw Failure("token is malformed: token contains an invalid number of segments")
    }
    _ = try Self.decoded(parts[0], "header")
    let bytes = try Self.decoded(parts[1], "claim")
    let signature = try Self.decoded(parts[2], "signature")
    let signed = Array(token.utf8.prefix(parts[0].count + 1 + parts[1].count))
    guard
      HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: signed, using: SymmetricKey(data: secret))
    else { throw Failure("token signature is invalid: signature is invalid") }
    // Signed here, so it is JSON with an expiry.
    guard let claims = try? JSONParser.parse(bytes), let end = claims["exp"]?.int, now.seconds < end else {
      throw Failure("token has invalid claims: token is expired")
    }
    return claims
  }

  private static func decoded(_ part: Substring.UTF8View, _ name: String) throws(Failure) -> [UInt8] {
    if let bytes = Base64.bytes(canonical: part, .url) { return bytes }
    let position = part.prefix { isDigit($0) }.count
    throw Failure("token is malformed: could not base64 decode \(name): illegal base64 data at input byte \(position)")
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
