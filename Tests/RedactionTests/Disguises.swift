/// Ways to write a text so that it does not stand there as it is, made without the code that finds it again.
enum Disguises {
  typealias Disguise = (name: String, write: @Sendable (String) -> String)

  static let all = simple + joined

  private static let simple: [Disguise] = [
    ("as it is", { $0 }),
    ("as JSON", json), ("as JSON in JSON", { json(json($0)) }), ("as JSON three times", { json(json(json($0))) }),
    ("as JSON six times", { (0..<6).reduce($0) { text, _ in json(text) } }),
    ("in codes of JSON", { $0.utf16.map { "\\u" + digits(UInt32($0), 4) }.joined() }),
    ("in codes with braces", { $0.unicodeScalars.map { "\\u{\(String($0.value, radix: 16))}" }.joined() }),
    ("in long codes", { $0.unicodeScalars.map { "\\U" + digits($0.value, 8) }.joined() }),
    ("in hexadecimal escapes", { $0.utf8.map { "\\x" + digits(UInt32($0), 2) }.joined() }),
    ("in octal escapes", { $0.utf8.map { "\\" + digits(UInt32($0), 3, radix: 8) }.joined() }),
    ("percent-encoded", percent), ("percent-encoded twice", { percent(percent($0)) }),
    ("percent-encoded in lower case", { percent($0).lowercased() }),
    ("as a form", { percent($0).replacing("%20", with: "+") }),
    ("percent-encoded and as JSON", { json(percent($0)) }), ("as JSON and percent-encoded", { percent(json($0)) }),
    ("in decimal references", { $0.unicodeScalars.map { "&#\($0.value);" }.joined() }),
    ("in decimal references without ends", { $0.unicodeScalars.map { "&#\($0.value)" }.joined(separator: "\u{200B}") }),
    ("in hexadecimal references", { $0.unicodeScalars.map { "&#x\(String($0.value, radix: 16));" }.joined() }),
    ("in named references", named), ("in named references twice", { named(named($0)) }),
    ("in quoted-printable", { $0.utf8.map { "=" + digits(UInt32($0), 2).uppercased() }.joined() }),
    ("in lines of quoted-printable", { chunks($0, 5).map(quoted).joined(separator: "=\r\n") }),
    ("in upper case", { $0.uppercased() }), ("in lower case", { $0.lowercased() }),
    ("in lines", { lines($0, 5, "\r\n") }), ("in indented lines", { lines($0, 5, "\n   ") }),
    ("in lines as JSON", { json(lines($0, 9, "\n")).replacing("\n", with: "\\n") }),
    ("with soft hyphens", { lines($0, 3, "\u{AD}") }), ("with characters of no width", { lines($0, 3, "\u{200B}") }),
    ("with vertical tabs", { lines($0, 3, "\u{B}") }), ("with tabs", { lines($0, 3, "\t") }),
    ("with form feeds", { lines($0, 3, "\u{C}") }), ("with escape characters", { lines($0, 3, "\u{1B}") }),
    ("with controls of Latin-1", { lines($0, 3, "\u{9C}") }), ("struck through", { lines($0, 1, "\u{335}") }),
    ("with joiners by name", { lines($0, 4, "&zwj;&shy;") }),
    ("in full width", { String(String.UnicodeScalarView($0.unicodeScalars.map(wide))) }),
    ("in hexadecimal digits", { hexadecimal(Array($0.utf8)) }),
    ("in capital hexadecimal digits", { hexadecimal(Array($0.utf8)).uppercased() }),
    ("in pairs of digits", { pairs($0, ":") }), ("in pairs of digits with blanks", { pairs($0, " ").uppercased() }),
    ("in bytes of code", { $0.utf8.map { "0x" + digits(UInt32($0), 2) }.joined(separator: ", ") }),
    ("in base64", { base64(Array($0.utf8)) }), ("in base64 behind a byte", { base64(Array("x\($0)".utf8)) }),
    ("in base64 behind two bytes", { base64(Array("xy\($0)".utf8)) }),
    ("in base64url", { base64(Array($0.utf8)).replacing("+", with: "-").replacing("/", with: "_") }),
    ("in lines of base64", { lines(base64(Array($0.utf8)), 11, "\r\n") }),
    ("in base64 of base64", { base64(Array("x\(base64(Array("xy\($0)".utf8)))".utf8)) }),
    ("in base64 of UTF-16", { base64(wideBytes($0, isLittle: true)) }),
    ("in base64 of UTF-16 behind a byte", { base64([65] + wideBytes($0, isLittle: false)) }),
    ("in base64 of JSON", { base64(Array(json($0).utf8)) }),
    ("in base64 of a URL", { base64(Array("/?a=\(percent($0))&b=".utf8)) }),
    ("in base64 of hexadecimal digits", { base64(Array(hexadecimal(Array($0.utf8)).utf8)) }),
    ("in hexadecimal digits of base64", { hexadecimal(Array(base64(Array($0.utf8)).utf8)) }),
    ("in base32", { base32(Array($0.utf8)) }), ("in base32 behind bytes", { base32(Array("abc\($0)".utf8)) }),
    ("in small base32", { base32(Array("a\($0)".utf8)).lowercased() }),
  ]

  static func json(_ text: String) -> String {
    "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }

  static func percent(_ text: String) -> String {
    text.utf8.map { isPlain($0) ? String(Unicode.Scalar($0)) : "%" + digits(UInt32($0), 2).uppercased() }.joined()
  }

  static func quoted(_ text: String) -> String {
    text.utf8.map { isPlain($0) ? String(Unicode.Scalar($0)) : "=" + digits(UInt32($0), 2).uppercased() }.joined()
  }

  private static func named(_ text: String) -> String {
    let names: [Character: String] = [
      "\"": "quot", "&": "amp", "<": "lt", ">": "gt", "ä": "auml", "é": "eacute", "\\": "bsol", "/": "sol",
      "!": "excl", "%": "percnt", "+": "plus", "'": "apos", "-": "#45", ";": "semi",
    ]
    return text.map { names[$0].map { "&\($0);" } ?? String($0) }.joined()
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
  }

  static func lines(_ text: String, _ length: Int, _ end: String) -> String {
    chunks(text, length).joined(separator: end)
  }

  private static func chunks(_ text: String, _ length: Int) -> [String] {
    var lines: [String] = []
    var rest = text.unicodeScalars[...]
    while !rest.isEmpty {
      lines.append(String(String.UnicodeScalarView(rest.prefix(length))))
      rest = rest.dropFirst(length)
    }
    return lines
  }

  static func wide(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard 0x21...0x7E ~= scalar.value else { return scalar }
    return Unicode.Scalar(scalar.value - 0x21 + 0xFF01) ?? scalar
  }

  static func wideBytes(_ text: String, isLittle: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let (high, low) = (UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit))
      return isLittle ? [low, high] : [high, low]
    }
  }

  static func digits(_ value: UInt32, _ count: Int, radix: Int = 16) -> String {
    let text = String(value, radix: radix)
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }

  static func hexadecimal(_ bytes: [UInt8]) -> String { bytes.map { digits(UInt32($0), 2) }.joined() }

  static func pairs(_ text: String, _ separator: String) -> String {
    text.utf8.map { digits(UInt32($0), 2) }.joined(separator: separator)
  }

  static func base64(_ bytes: [UInt8]) -> String {
    let text = radix(bytes, 6, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    return text + String(repeating: "=", count: (3 - bytes.count % 3) % 3)
  }

  static func base32(_ bytes: [UInt8]) -> String { radix(bytes, 5, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") }

  private static func radix(_ bytes: [UInt8], _ bits: Int, _ alphabet: String) -> String {
    let digits = Array(alphabet)
    var text = ""
    var (held, count) = (0, 0)
    for byte in bytes {
      (held, count) = (held << 8 | Int(byte), count + 8)
      while count >= bits {
        count -= bits
        text.append(digits[held >> count])
        held &= 1 << count - 1
      }
    }
    if count > 0 { text.append(digits[held << (bits - count)]) }
    return text
  }
}
