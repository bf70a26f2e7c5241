import Crypto
import JSON

/// How a line is written: what happened, the digest of the line before, and the seal of both.
enum AuditLine {
  /// What the first line has for the digest of the line before.
  static let beginning = String(repeating: "0", count: 64)
  private static let sealName = ",\"seal\":\""

  static func line(_ content: JSONObject, before: [UInt8]?, key: SymmetricKey) -> [UInt8] {
    var content = content
    content.append("before", .string(before.map(digest) ?? beginning))
    let sealed = Array(JSONValue.object(content).json.dropLast())
    return sealed + Array(sealName.utf8) + Array(seal(sealed, key: key).utf8) + Array("\"}".utf8)
  }

  /// The digest of a line (SHA-256), without its end.
  static func digest(_ line: [UInt8]) -> String { hexadecimal(SHA256.hash(data: line)) }

  /// By what a token is known again to those who have both the token and the key (HMAC-SHA-256).
  static func fingerprint(_ token: String, key: SymmetricKey) -> String {
    "hmac-sha256:"
      + hexadecimal(HMAC<SHA256>.authenticationCode(for: Array("token:\(token)".utf8), using: key)).prefix(32)
  }

  /// Whether the seal of a line is that of its content.
  static func isSealed(_ line: [UInt8], key: SymmetricKey) -> Bool {
    let end = sealName.utf8.count + 64 + 2
    guard line.count > end else { return false }
    let sealed = Array(line.dropLast(end))
    return line.suffix(end).elementsEqual(Array("\(sealName)\(seal(sealed, key: key))\"}".utf8))
  }

  private static func seal(_ bytes: [UInt8], key: SymmetricKey) -> String {
    hexadecimal(HMAC<SHA256>.authenticationCode(for: Array("line:".utf8) + bytes, using: key))
  }

  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
