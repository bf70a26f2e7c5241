/// A way in which a backend may say a secret, as it is written: what is done to find it again is elsewhere.
package enum Spelling: String, Sendable, CaseIterable {
  case plain = "as it is"
  case escaped = "escaped as in JSON"
  case escapedTwice = "escaped as in JSON, twice"
  case codes = "in codes of JSON"
  case capitalCodes = "in codes of JSON, with capital letters"
  case percent = "percent-encoded"
  case smallPercent = "percent-encoded, with small letters"
  case percentEverywhere = "percent-encoded, every byte"
  case form = "as in a form"
  case base64 = "in base64"
  case base64After1 = "in base64, behind one byte"
  case base64After2 = "in base64, behind two bytes"
  case base64URL = "in base64url"
  case base64URLAfter1 = "in base64url, behind one byte"
  case base64URLAfter2 = "in base64url, behind two bytes"
  case hexadecimal = "in hexadecimal digits"
  case capitalHexadecimal = "in capital hexadecimal digits"

  /// Whether JSON may have it in a string without escaping it again.
  var isOfJSON: Bool { [.escaped, .codes, .capitalCodes].contains(self) }

  /// Writes a secret.
  package func write(_ secret: String) -> String {
    switch self {
    case .plain: secret
    case .escaped: Self.escaped(secret)
    case .escapedTwice: Self.escaped(Self.escaped(secret))
    case .codes: Self.codes(secret, isCapital: false)
    case .capitalCodes: Self.codes(secret, isCapital: true)
    case .percent: Self.percent(secret, isCapital: true)
    case .smallPercent: Self.percent(secret, isCapital: false)
    case .percentEverywhere: secret.utf8.map { "%" + Self.digits($0, isCapital: true) }.joined()
    case .form:
      Self.percent(secret, isCapital: true).split(separator: "%20", omittingEmptySubsequences: false)
        .joined(separator: "+")
    case .base64: Self.base64(secret, behind: 0)
    case .base64After1: Self.base64(secret, behind: 1)
    case .base64After2: Self.base64(secret, behind: 2)
    case .base64URL: Self.base64(secret, behind: 0, isForURL: true)
    case .base64URLAfter1: Self.base64(secret, behind: 1, isForURL: true)
    case .base64URLAfter2: Self.base64(secret, behind: 2, isForURL: true)
    case .hexadecimal: secret.utf8.map { Self.digits($0, isCapital: false) }.joined()
    case .capitalHexadecimal: secret.utf8.map { Self.digits($0, isCapital: true) }.joined()
    }
  }

  private static func escaped(_ secret: String) -> String {
    secret.map { ["\"", "\\", "/"].contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  private static func codes(_ secret: String, isCapital: Bool) -> String {
    secret.utf16.map { unit in
      "\\u" + digits(UInt8(unit >> 8), isCapital: isCapital) + digits(UInt8(unit & 0xFF), isCapital: isCapital)
    }.joined()
  }

  private static func percent(_ secret: String, isCapital: Bool) -> String {
    secret.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        String(UnicodeScalar(byte))
      default: "%" + digits(byte, isCapital: isCapital)
      }
    }.joined()
  }

  private static func digits(_ byte: UInt8, isCapital: Bool) -> String {
    let digits = String(byte, radix: 16, uppercase: isCapital)
    return byte < 16 ? "0" + digits : digits
  }

  /// RFC 4648 sections 4 and 5, as part of something longer: bytes that are no secret stand before and behind.
  private static func base64(_ secret: String, behind count: Int, isForURL: Bool = false) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + (isForURL ? "-_" : "+/"))
    let bytes = Array(repeating: UInt8(ascii: ":"), count: count) + Array(secret.utf8)
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for digit in 0...group.count { text.append(letters[bits >> (18 - 6 * digit) & 63]) }
      if !isForURL { text += String(repeating: "=", count: 3 - group.count) }
    }
    return text
  }
}
