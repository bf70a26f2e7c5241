import Crypto
import JSON
import TextCoding

/// The format of a line: the event, the digest of the previous line, and a seal over both.
enum AuditLine {
  /// The digest in the first line, which has no previous one.
  static let beginning = String(repeating: "0", count: 64)
  private static let sealName = ",\"seal\":\""

  static func line(_ content: JSONObject, before: [UInt8]?, key: SymmetricKey) -> [UInt8] {
    var content = content
    content.append("before", .string(before.map(digest) ?? beginning))
    let sealed = Array(JSONValue.object(content).json.dropLast())
    return sealed + Array(sealName.utf8) + Array(seal(sealed, key: key).utf8) + Array("\"}".utf8)
  }

  /// The SHA-256 digest of a line without its line break.
  static func digest(_ line: [UInt8]) -> String { SHA256.hash(data: line).hexadecimal }

  /// A fingerprint of a token (HMAC-SHA-256): recognisable only with both the token and the key.
  static func fingerprint(_ token: String, key: SymmetricKey) -> String {
    "hmac-sha256:"
      + HMAC<SHA256>.authenticationCode(for: Array("token:\(token)".utf8), using: key).hexadecimal.prefix(32)
  }

  /// Whether the seal of a line matches its content.
  static func isSealed(_ line: [UInt8], key: SymmetricKey) -> Bool {
    let end = sealName.utf8.count + 64 + 2
    guard line.count > end else { return false }
    let sealed = Array(line.dropLast(end))
    return line.suffix(end).elementsEqual(Array("\(sealName)\(seal(sealed, key: key))\"}".utf8))
  }

  private static func seal(_ bytes: [UInt8], key: SymmetricKey) -> String {
    HMAC<SHA256>.authenticationCode(for: Array("line:".utf8) + bytes, using: key).hexadecimal
  }
}
