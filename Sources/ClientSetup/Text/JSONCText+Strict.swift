extension JSONCText {
  /// Replaces each byte of a comment by a space; line breaks stay.
  static func withoutComments(_ text: [UInt8]) throws(EditFailure) -> [UInt8] {
    var plain = text
    var position = 0
    while position < text.count {
      guard text[position] != UInt8(ascii: "\"") else {
        position = endOfString(at: position, in: text)
        continue
      }
      guard let end = try endOfComment(at: position, in: text) else {
        position += 1
        continue
      }
      for place in position..<end where text[place] != 0x0A && text[place] != 0x0D { plain[place] = 0x20 }
      position = end
    }
    return plain
  }

  /// The end of the comment that begins at a position; `nil` if none does.
  static func endOfComment(at start: Int, in text: [UInt8]) throws(EditFailure) -> Int? {
    guard start + 1 < text.count, text[start] == UInt8(ascii: "/") else { return nil }
    switch text[start + 1] {
    case UInt8(ascii: "/"): return text[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.count
    case UInt8(ascii: "*"):
      var position = start + 2
      while position + 1 < text.count {
        if text[position] == UInt8(ascii: "*"), text[position + 1] == UInt8(ascii: "/") { return position + 2 }
        position += 1
      }
      throw EditFailure("this comment has no end", at: start, in: text)
    default: return nil
    }
  }

  /// Replaces by a space each comma between a value and a closing bracket.
  static func withoutTrailingCommas(_ plain: [UInt8]) -> [UInt8] {
    var strict = plain
    var position = 0
    var comma: Int?
    var isAfterValue = false
    while position < plain.count {
      let byte = plain[position]
      switch byte {
      case UInt8(ascii: "\""):
        position = endOfString(at: position, in: plain) - 1
        (comma, isAfterValue) = (nil, true)
      case UInt8(ascii: ","): (comma, isAfterValue) = (isAfterValue ? position : nil, false)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if let comma { strict[comma] = 0x20 }
        (comma, isAfterValue) = (nil, true)
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"): (comma, isAfterValue) = (nil, false)
      default: if !LineStyle.isSpace(byte) { (comma, isAfterValue) = (nil, true) }
      }
      position += 1
    }
    return strict
  }
}
