import JSON
import TextCoding

/// JSON Web Tokens in compact form (RFC 7515 section 3.1, RFC 7519).
enum CompactToken {
  /// Signs claims; `nil` if the signature cannot be made.
  static func text(_ header: JSONObject, _ claims: JSONObject, sign: ([UInt8]) -> [UInt8]?) -> String? {
    let signed = [header, claims].map { Base64.text(JSONValue.object($0).json, .url) }.joined(separator: ".")
    return sign(Array(signed.utf8)).map { "\(signed).\(Base64.text($0, .url))" }
  }

  /// The part that is unique for a token: its signature, or all of a text of another form.
  static func mark(of token: String) -> String {
    token.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(token[token.utf8.index(after: $0)...]) } ?? token
  }
}
