extension TOMLScanner {
  /// Reads a string of any of the four kinds.
  mutating func string() throws(EditFailure) -> String {
    let start = position
    let quote = text[position]
    let isLong = starts(with: quote == UInt8(ascii: "\"") ? "\"\"\"" : "'''")
    position += isLong ? 3 : 1
    var bytes: [UInt8] = []
    if isLong {
      // A line break right after the opening marks is not part of the text.
      if position < text.count, text[position] == 0x0D { position += 1 }
      if position < text.count, text[position] == 0x0A { position += 1 }
    }
    while position < text.count {
      let byte = text[position]
      if byte == quote {
        if !isLong {
          position += 1
          return String(decoding: bytes, as: UTF8.self)
        }
        let marks = text[position...].prefix(5).prefix { $0 == quote }.count
        if marks >= 3 {
          bytes += repeatElement(quote, count: marks - 3)
          position += marks
          return String(decoding: bytes, as: UTF8.self)
        }
      } else if byte == 0x0A || byte == 0x0D, !isLong {
        break
      } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        bytes += try escape(isLong: isLong)
        continue
      }
      bytes.append(byte)
      position += 1
    }
    position = start
    throw failure("this text has no closing quotation mark")
  }

  /// Reads an escape sequence of a basic string.
  private mutating func escape(isLong: Bool) throws(EditFailure) -> [UInt8] {
    let start = position
    position += 1
    guard position < text.count else { throw failure("this escape sequence has no end") }
    let byte = text[position]
    position += 1
    switch byte {
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "e"): return [0x1B]
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): return [byte]
    case UInt8(ascii: "x"): if let scalar = scalar(digits: 2) { return scalar }
    case UInt8(ascii: "u"): if let scalar = scalar(digits: 4) { return scalar }
    case UInt8(ascii: "U"): if let scalar = scalar(digits: 8) { return scalar }
    case 0x0A, 0x0D, 0x20, 0x09:
      guard isLong else { break }
      while position < text.count, LineStyle.isSpace(text[position]) { position += 1 }
      return []
    default: break
    }
    position = start
    throw failure("this is no escape sequence")
  }

  private mutating func scalar(digits count: Int) -> [UInt8]? {
    let digits = String(decoding: text[position...].prefix(count), as: UTF8.self)
    guard digits.utf8.count == count, digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
      let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code)
    else { return nil }
    position += count
    return Array(String(scalar).utf8)
  }
}
