/// The kind of character beside a run of delimiters (CommonMark section 6.2).
enum Flank {
  case whitespace, punctuation, other

  /// The character that ends before a position; the start of the text counts as white space.
  init(before position: Int, in text: ArraySlice<UInt8>) {
    var start = position
    repeat { start -= 1 } while start > text.startIndex && position - start < 4 && text[start] & 0xC0 == 0x80
    self = start < text.startIndex ? .whitespace : Self(text[start..<position])
  }

  /// The character that starts at a position; the end of the text counts as white space.
  init(after position: Int, in text: ArraySlice<UInt8>) {
    var end = position + 1
    while end < text.endIndex, end - position < 4, text[end] & 0xC0 == 0x80 { end += 1 }
    self = position >= text.endIndex ? .whitespace : Self(text[position..<end])
  }

  private init(_ bytes: ArraySlice<UInt8>) {
    guard let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first else {
      self = .whitespace
      return
    }
    if scalar.isASCII, let byte = bytes.first {
      self = byte.isWhitespace ? .whitespace : byte.isASCIIPunctuation ? .punctuation : .other
      return
    }
    switch scalar.properties.generalCategory {
    case .spaceSeparator: self = .whitespace
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
      self = .punctuation
    default: self = .other
    }
  }
}
