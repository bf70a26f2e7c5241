extension JSONParser {
  /// Reads a string, starting at its opening quotation mark (RFC 8259 section 7).
  mutating func string(_ bytes: Span<UInt8>) throws(JSONParseError) -> String {
    position += 1
    let start = position
    // How many bytes are beyond ASCII: few cannot be many marks.
    var foreign = 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        let text = try checked(text(bytes, start..<position), foreign: foreign)
        position += 1
        return text
      }
      if byte == UInt8(ascii: "\\") { return try escapedString(bytes, from: start) }
      guard byte >= 0x20 else { throw failure(.controlCharacter(byte)) }
      foreign &+= Int(byte >> 7)
      position += 1
    }
    throw failure(.unexpectedEnd)
  }

  /// Refuses what is not UTF-8, and what could not be hashed in a time that is worth speaking of.
  private func checked(_ text: String?, foreign: Int = .max) throws(JSONParseError) -> String {
    guard let text else { throw failure(.invalidUTF8) }
    guard foreign <= CombiningMarks.most || !CombiningMarks.areExcessive(in: text) else {
      throw failure(.tooManyMarks(limit: CombiningMarks.most))
    }
    return text
  }

  /// Copies a range of the document into a string; `nil` if it is not UTF-8.
  func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String? {
    guard let text = try? UTF8Span(validating: bytes.extracting(range)) else { return nil }
    return String(copying: text)
  }

  /// Reads the rest of a string with an escape; other strings need no buffer.
  private mutating func escapedString(_ bytes: Span<UInt8>, from start: Int) throws(JSONParseError) -> String {
    var buffer: [UInt8] = []
    append(bytes, start..<position, to: &buffer)
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        let text = try checked(text(buffer.span, 0..<buffer.count))
        position += 1
        return text
      case UInt8(ascii: "\\"):
        position += 1
        try escape(bytes, into: &buffer)
      case 0..<0x20: throw failure(.controlCharacter(byte))
      default:
        // A run without an escape at once.
        let run = position
        repeat { position += 1 } while position < bytes.count && !JSONWriter.needsEscape(bytes[position])
        append(bytes, run..<position, to: &buffer)
      }
    }
    throw failure(.unexpectedEnd)
  }

  private func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to buffer: inout [UInt8]) {
    unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
  }

  private mutating func escape(_ bytes: Span<UInt8>, into buffer: inout [UInt8]) throws(JSONParseError) {
    guard position < bytes.count else { throw failure(.unexpectedEnd) }
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
    case UInt8(ascii: "b"): buffer.append(0x08)
    case UInt8(ascii: "f"): buffer.append(0x0C)
    case UInt8(ascii: "n"): buffer.append(0x0A)
    case UInt8(ascii: "r"): buffer.append(0x0D)
    case UInt8(ascii: "t"): buffer.append(0x09)
    case UInt8(ascii: "u"):
      position += 1
      buffer.append(contentsOf: Character(try scalar(bytes)).utf8)
      return
    default: throw failure(.invalidEscape)
    }
    position += 1
  }

  /// Reads the digits after `\u`: four digits, or a surrogate pair.
  ///
  /// An unpaired surrogate is no character, and is refused.
  private mutating func scalar(_ bytes: Span<UInt8>) throws(JSONParseError) -> Unicode.Scalar {
    let first = try hexadecimal(bytes)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { throw failure(.loneSurrogate) }
    position += 2
    let second = try hexadecimal(bytes)
    guard 0xDC00..<0xE000 ~= second,
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw failure(.loneSurrogate) }
    return scalar
  }

  private mutating func hexadecimal(_ bytes: Span<UInt8>) throws(JSONParseError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.count else { throw failure(.unexpectedEnd) }
      switch bytes[position] {
      case let byte where byte &- UInt8(ascii: "0") < 10: value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
      case let byte where (byte | 0x20) &- UInt8(ascii: "a") < 6:
        value = value << 4 | UInt32((byte | 0x20) - UInt8(ascii: "a") + 10)
      default: throw failure(.invalidEscape)
      }
      position += 1
    }
    return value
  }
}
