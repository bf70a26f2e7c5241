extension GoJSON {
  /// A byte in quotation marks, taken as Latin-1, as the decoder's messages spell it.
  static func quoted(_ byte: UInt8) -> String {
    let hexadecimal = String(byte, radix: 16)
    switch byte {
    case UInt8(ascii: "'"): return #"'\''"#
    case UInt8(ascii: "\\"): return #"'\\'"#
    case 0x07: return #"'\a'"#
    case 0x08: return #"'\b'"#
    case 0x09: return #"'\t'"#
    case 0x0A: return #"'\n'"#
    case 0x0B: return #"'\v'"#
    case 0x0C: return #"'\f'"#
    case 0x0D: return #"'\r'"#
    case 0..<0x20: return "'\\x\(byte < 0x10 ? "0" : "")\(hexadecimal)'"
    case 0x7F: return #"'\x7f'"#
    case 0x80...0xA0, 0xAD: return "'\\u00\(hexadecimal)'"
    default: return "'\(Character(Unicode.Scalar(byte)))'"
    }
  }

  /// Escapes characters with a meaning in HTML, as Go's encoder does by default: `<`, `>`, `&`, U+2028 and U+2029.
  ///
  /// In JSON text these occur only in strings, so the text need not be parsed.
  static func escapingHTML(_ json: [UInt8]) -> [UInt8] {
    guard json.contains(where: needsEscape) else { return json }
    var escaped: [UInt8] = []
    escaped.reserveCapacity(json.count + 32)
    var index = 0
    while index < json.count {
      switch json[index] {
      case UInt8(ascii: "<"): escaped.append(contentsOf: #"\u003c"#.utf8)
      case UInt8(ascii: ">"): escaped.append(contentsOf: #"\u003e"#.utf8)
      case UInt8(ascii: "&"): escaped.append(contentsOf: #"\u0026"#.utf8)
      case 0xE2 where index + 2 < json.count && json[index + 1] == 0x80 && json[index + 2] & 0xFE == 0xA8:
        escaped.append(contentsOf: (json[index + 2] == 0xA8 ? #"\u2028"# : #"\u2029"#).utf8)
        index += 2
      case let byte: escaped.append(byte)
      }
      index += 1
    }
    return escaped
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "&") || byte == 0xE2
  }
}
