/// The parts of a link: label, destination and title, each bounded in length.
enum LinkParts {
  static let maximumLabel = 999
  private static let maximumDestination = 4_096
  private static let maximumTitle = 4_096

  /// The text between the brackets at the start of a text.
  static func label(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard text.first == UInt8(ascii: "[") else { return nil }
    var isEscaped = false
    for position in (text.startIndex + 1)..<min(text.endIndex, text.startIndex + maximumLabel + 2) {
      switch text[position] {
      case _ where isEscaped: isEscaped = false
      case UInt8(ascii: "\\"): isEscaped = true
      case UInt8(ascii: "["): return nil
      case UInt8(ascii: "]"): return text[(text.startIndex + 1)..<position]
      default: break
      }
    }
    return nil
  }

  /// The destination at the start of a text, and the text after it.
  static func destination(_ text: ArraySlice<UInt8>) -> ([UInt8], ArraySlice<UInt8>)? {
    let end = min(text.endIndex, text.startIndex + maximumDestination)
    if text.first == UInt8(ascii: "<") {
      var position = text.startIndex + 1
      while position < end {
        switch text[position] {
        case UInt8(ascii: ">"):
          return (CharacterReferences.unescaped(text[(text.startIndex + 1)..<position]), text[(position + 1)...])
        case UInt8(ascii: "<"), 0x0A: return nil
        case UInt8(ascii: "\\"): position += 2
        default: position += 1
        }
      }
      return nil
    }
    var depth = 0
    var position = text.startIndex
    scan: while position < end {
      switch text[position] {
      case UInt8(ascii: "\\") where position + 1 < end && text[position + 1].isASCIIPunctuation: position += 1
      case UInt8(ascii: "("):
        depth += 1
        if depth > 32 { return nil }
      case UInt8(ascii: ")"):
        if depth == 0 { break scan }
        depth -= 1
      case 0...0x20, 0x7F: break scan
      default: break
      }
      position += 1
    }
    guard depth == 0, position < end || end == text.endIndex else { return nil }
    return (CharacterReferences.unescaped(text[text.startIndex..<position]), text[position...])
  }

  /// The title at the start of a text, and the text after it.
  static func title(_ text: ArraySlice<UInt8>) -> ([UInt8], ArraySlice<UInt8>)? {
    guard let opening = text.first else { return nil }
    let closing: UInt8
    switch opening {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): closing = opening
    case UInt8(ascii: "("): closing = UInt8(ascii: ")")
    default: return nil
    }
    var position = text.startIndex + 1
    let end = min(text.endIndex, text.startIndex + maximumTitle)
    while position < end {
      switch text[position] {
      case closing:
        return (CharacterReferences.unescaped(text[(text.startIndex + 1)..<position]), text[(position + 1)...])
      case UInt8(ascii: "(") where closing == UInt8(ascii: ")"): return nil
      case UInt8(ascii: "\\"): position += 2
      default: position += 1
      }
    }
    return nil
  }

  /// A text without spaces and at most one line break at its start.
  static func skippingBreak(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let rest = text.drop(while: \.isSpaceOrTab)
    return rest.first == 0x0A ? rest.dropFirst().drop(while: \.isSpaceOrTab) : rest
  }

  /// The destination and the title in parentheses at the start of a text, and the text after them.
  static func inline(_ text: ArraySlice<UInt8>) -> (LinkDefinitions.Target, ArraySlice<UInt8>)? {
    guard text.first == UInt8(ascii: "(") else { return nil }
    guard let (destination, rest) = destination(skippingBreak(text.dropFirst())) else { return nil }
    var end = skippingBreak(rest)
    var title: [UInt8] = []
    if end.startIndex > rest.startIndex, let found = LinkParts.title(end) {
      title = found.0
      end = skippingBreak(found.1)
    }
    guard end.first == UInt8(ascii: ")") else { return nil }
    return (LinkDefinitions.Target(destination: destination, title: title), end.dropFirst())
  }
}
