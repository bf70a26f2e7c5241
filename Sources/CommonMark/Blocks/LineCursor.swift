/// A position in a line, where a tab advances to the next column that is a multiple of four.
struct LineCursor {
  let bytes: ArraySlice<UInt8>
  private(set) var position: Int
  private(set) var column = 0
  /// Whether only a part of the tab at the position is behind the cursor.
  private var isInTab = false

  /// The first byte that is no space or tab.
  private(set) var contentStart: Int
  private(set) var contentColumn = 0

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
    contentStart = bytes.startIndex
    findContent()
  }

  /// Columns of white space before the content.
  var indent: Int { contentColumn - column }
  var isBlank: Bool { contentStart == bytes.endIndex }
  /// The first byte of the content; 0 if there is none.
  var first: UInt8 { isBlank ? 0 : bytes[contentStart] }
  var content: ArraySlice<UInt8> { bytes[contentStart...] }

  mutating func advanceToContent() {
    position = contentStart
    column = contentColumn
    isInTab = false
  }

  /// Advances by bytes that are no tabs.
  mutating func advance(bytes count: Int) {
    position = min(position + count, bytes.endIndex)
    column += count
    isInTab = false
    findContent()
  }

  /// Advances by columns of white space.
  mutating func advance(columns count: Int) {
    var remaining = count
    while remaining > 0, position < bytes.endIndex {
      guard bytes[position] == UInt8(ascii: "\t") else {
        position += 1
        column += 1
        remaining -= 1
        continue
      }
      let width = 4 - column % 4
      isInTab = width > remaining
      column += min(width, remaining)
      if !isInTab { position += 1 }
      remaining -= min(width, remaining)
    }
    findContent()
  }

  /// Advances by one space or one column of a tab, if there is one.
  mutating func advanceOptionalSpace() {
    guard position < bytes.endIndex, bytes[position].isSpaceOrTab else { return }
    advance(columns: 1)
  }

  /// The rest of the line; what is left of a tab becomes spaces.
  var rest: [UInt8] {
    guard isInTab, position < bytes.endIndex else { return Array(bytes[position...]) }
    return Array(repeating: UInt8(ascii: " "), count: 4 - column % 4) + bytes[(position + 1)...]
  }

  private mutating func findContent() {
    // White space is looked at once a block: what was found stays right while the cursor is before it.
    if contentStart > position, column <= contentColumn { return }
    contentStart = position
    contentColumn = column
    while contentStart < bytes.endIndex {
      switch bytes[contentStart] {
      case UInt8(ascii: " "): contentColumn += 1
      case UInt8(ascii: "\t"): contentColumn += 4 - contentColumn % 4
      default: return
      }
      contentStart += 1
    }
  }
}

extension UInt8 {
  var isSpaceOrTab: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
  var isASCIIDigit: Bool { self &- UInt8(ascii: "0") < 10 }
  var isASCIILetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }
  /// ASCII punctuation (CommonMark section 2.1).
  var isASCIIPunctuation: Bool {
    (0x21...0x2F).contains(self) || (0x3A...0x40).contains(self) || (0x5B...0x60).contains(self)
      || (0x7B...0x7E).contains(self)
  }
  /// Space, tab and line breaks.
  var isWhitespace: Bool { isSpaceOrTab || self == 0x0A || self == 0x0D || self == 0x0B || self == 0x0C }
}

extension ArraySlice<UInt8> {
  /// The bytes without white space at either end.
  var trimmed: ArraySlice<UInt8> {
    var rest = self
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return rest
  }
}
