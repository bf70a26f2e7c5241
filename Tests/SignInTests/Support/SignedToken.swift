import JSON
import SignIn
import TextCoding

/// A token of the compact form with claims, whose signature is nonsense.
enum SignedToken {
  static func make(_ claims: JSONObject) -> String {
    let header: JSONValue = ["alg": "HS256", "typ": "JWT"]
    let parts = [header.json, JSONValue.object(claims).json, Array("signature".utf8)]
    return parts.map { Base64.text($0, .url) }.joined(separator: ".")
  }
}

extension Moment {
  /// The time as a claim.
  var claim: JSONValue { .number(JSONNumber(seconds)) }
}
