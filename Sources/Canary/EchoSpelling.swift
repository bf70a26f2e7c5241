/// A way in which a backend may write a secret; ``Disguise`` has the ways to find it again.
package enum EchoSpelling: String, Sendable, CaseIterable {
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
  case decimalReferences = "in decimal references of HTML"
  case hexadecimalReferences = "in hexadecimal references of HTML"
  case namedReferences = "in named references of HTML"
  case percentTwice = "percent-encoded, twice"
  case escapedBytes = "in hexadecimal escapes"
  case braces = "in escapes with braces"
  case octal = "in octal escapes"
  case quotedPrintable = "in quoted-printable"
  case upperCase = "in upper case"
  case lowerCase = "in lower case"
  case lines = "in lines"
  case softHyphens = "with soft hyphens"
  case noWidth = "with characters of no width"
  case decomposed = "in decomposed characters"
  case fullWidth = "in full width"
  case base32 = "in base32"
  case base64Twice = "in base64, twice"
  case base64OfUTF16 = "in base64 of UTF-16"
  case beginning = "cut off at the end"
  case end = "cut off at the beginning"

  /// Whether the text may stand in a JSON string without further escaping.
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
    case .decimalReferences: secret.unicodeScalars.map { "&#\($0.value);" }.joined()
    case .hexadecimalReferences: secret.unicodeScalars.map { "&#x\(String($0.value, radix: 16));" }.joined()
    case .namedReferences: secret.map { Self.names[$0].map { "&\($0);" } ?? String($0) }.joined()
    case .percentTwice: Self.percent(Self.percent(secret, isCapital: true), isCapital: true)
    case .escapedBytes: secret.utf8.map { "\\x" + Self.digits($0, isCapital: false) }.joined()
    case .braces: secret.unicodeScalars.map { "\\u{\(String($0.value, radix: 16))}" }.joined()
    case .octal: secret.utf8.map { "\\" + String(String(0o1000 | Int($0), radix: 8).dropFirst()) }.joined()
    case .quotedPrintable: secret.utf8.map { "=" + Self.digits($0, isCapital: true) }.joined()
    case .upperCase: secret.uppercased()
    case .lowerCase: secret.lowercased()
    case .lines: Self.pieces(secret, "\n")
    case .softHyphens: Self.pieces(secret, "\u{AD}")
    case .noWidth: Self.pieces(secret, "\u{200B}")
    case .decomposed: secret.replacing("\u{E9}", with: "e\u{301}").replacing("\u{FC}", with: "u\u{308}")
    case .fullWidth: String(String.UnicodeScalarView(secret.unicodeScalars.map(Self.wide)))
    case .base32: Self.base32(secret)
    case .base64Twice: Self.base64(Self.base64(secret, behind: 0), behind: 0)
    case .base64OfUTF16:
      Self.base64(secret.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }, behind: 0)
    case .beginning: String(secret.prefix(secret.count * 2 / 3))
    case .end: String(secret.suffix(secret.count * 2 / 3))
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

  private static let names: [Character: String] = [
    "\"": "quot", "&": "amp", "/": "sol", "\\": "bsol", "+": "plus", "%": "percnt", "\u{E9}": "eacute",
    "\u{FC}": "uuml",
    ".": "period", "_": "lowbar", "-": "#45", "~": "#126",
  ]

  /// Splits the text into pieces of five characters.
  private static func pieces(_ secret: String, _ separator: String) -> String {
    let letters = Array(secret)
    return stride(from: 0, to: letters.count, by: 5).map { String(letters[$0..<min($0 + 5, letters.count)]) }
      .joined(separator: separator)
  }

  private static func wide(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    0x21...0x7E ~= scalar.value ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar
  }

  private static func base32(_ secret: String) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    let bits = secret.utf8.map { String(String(256 | Int($0), radix: 2).dropFirst()) }.joined()
    let padded = bits + String(repeating: "0", count: (5 - bits.count % 5) % 5)
    let groups = stride(from: 0, to: padded.count, by: 5).map { padded.dropFirst($0).prefix(5) }
    return groups.compactMap { Int($0, radix: 2).map { String(letters[$0]) } }.joined()
  }

  private static func digits(_ byte: UInt8, isCapital: Bool) -> String {
    let digits = String(byte, radix: 16, uppercase: isCapital)
    return byte < 16 ? "0" + digits : digits
  }

  /// Base64 (RFC 4648 sections 4 and 5) inside a longer text: other bytes stand before and after the secret.
  private static func base64(_ secret: String, behind count: Int, isForURL: Bool = false) -> String {
    base64(Array(secret.utf8), behind: count, isForURL: isForURL)
  }

  private static func base64(_ secret: [UInt8], behind count: Int, isForURL: Bool = false) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + (isForURL ? "-_" : "+/"))
    let bytes = Array(repeating: UInt8(ascii: ":"), count: count) + secret
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
