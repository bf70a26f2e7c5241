extension BlockParser {
  /// The kind of block that a line starts.
  enum Start {
    /// A block that may hold others; the line goes on in it.
    case container(isItem: Bool)
    /// A block that takes the rest of the line.
    case leaf
    /// Indented code, whose first line is the rest of this one.
    case code
    case nothing
  }

  /// Starts a block if the line has its marker.
  ///
  /// - Parameters:
  ///   - unmatched: The number of open blocks that the line continues; a new block closes the others.
  ///   - isAllMatched: Whether these are all that are open.
  /// - Returns: The kind of block.
  mutating func start(below unmatched: inout Int, isAllMatched: Bool) -> Start {
    let holder = kind(open[unmatched - 1])
    let isInParagraph = holder == .paragraph
    guard cursor.indent <= 3 else {
      guard kind(tip) != .paragraph, !cursor.isBlank else { return .nothing }
      cursor.advance(columns: 4)
      begin(.code(info: []), at: &unmatched)
      return .code
    }
    switch cursor.first {
    case UInt8(ascii: ">"):
      guard open.count < Self.maximumDepth else { return .nothing }
      cursor.advanceToContent()
      cursor.advance(bytes: 1)
      cursor.advanceOptionalSpace()
      begin(.quote, at: &unmatched)
      return .container(isItem: false)
    case UInt8(ascii: "#"):
      if startHeading(at: &unmatched) { return .leaf }
    case UInt8(ascii: "`"), UInt8(ascii: "~"):
      if startFence(at: &unmatched) { return .leaf }
    default: break
    }
    if isInParagraph, startUnderlined(at: unmatched) || startTable(at: unmatched) { return .leaf }
    if isRule {
      begin(.rule, at: &unmatched)
      return .leaf
    }
    return startItem(at: &unmatched, isInParagraph: isInParagraph) ? .container(isItem: true) : .nothing
  }

  /// Closes the blocks that the line does not continue, and adds one.
  private mutating func begin(_ kind: Block.Kind, at unmatched: inout Int) {
    close(to: unmatched)
    add(kind)
    unmatched = open.count
  }

  private mutating func startHeading(at unmatched: inout Int) -> Bool {
    let line = cursor.content
    let text = line.drop { $0 == UInt8(ascii: "#") }
    let level = line.count - text.count
    guard level <= 6, text.first.map(\.isSpaceOrTab) ?? true else { return false }
    var content = text.trimmed
    // A closing sequence of number signs is no part of it.
    var end = content
    while end.last == UInt8(ascii: "#") { end.removeLast() }
    if end.isEmpty { content = [] } else if end.last.map(\.isSpaceOrTab) == true { content = end.trimmed }
    begin(.heading(level: level), at: &unmatched)
    blocks[tip.position].content = Array(content)
    return true
  }

  private mutating func startFence(at unmatched: inout Int) -> Bool {
    let line = cursor.content
    let marker = cursor.first
    let rest = line.drop { $0 == marker }
    let length = line.count - rest.count
    guard length >= 3, marker == UInt8(ascii: "~") || !rest.contains(marker) else { return false }
    let fence = CodeFence(marker: marker, length: length, indent: cursor.indent)
    begin(.code(info: Array(rest.trimmed)), at: &unmatched)
    open[open.count - 1].fence = fence
    return true
  }

  /// Makes a paragraph a heading if the line underlines it.
  private mutating func startUnderlined(at unmatched: Int) -> Bool {
    let marker = cursor.first
    guard marker == UInt8(ascii: "=") || marker == UInt8(ascii: "-") else { return false }
    guard cursor.content.drop(while: { $0 == marker }).allSatisfy(\.isSpaceOrTab) else { return false }
    let position = open[unmatched - 1].position
    definitions.takeDefinitions(from: &blocks[position].content)
    let content = Array(blocks[position].content[...].trimmed)
    guard !content.isEmpty else { return false }
    blocks[position].content = content
    blocks[position].kind = .heading(level: marker == UInt8(ascii: "=") ? 1 : 2)
    return true
  }

  private var isRule: Bool {
    let marker = cursor.first
    guard marker == UInt8(ascii: "*") || marker == UInt8(ascii: "-") || marker == UInt8(ascii: "_") else {
      return false
    }
    var count = 0
    for byte in cursor.content {
      if byte == marker { count += 1 } else if !byte.isSpaceOrTab { return false }
    }
    return count >= 3
  }

  private mutating func startItem(at unmatched: inout Int, isInParagraph: Bool) -> Bool {
    guard open.count < Self.maximumDepth, let marker = ListMarker(cursor.content) else { return false }
    let isEmpty = cursor.content.dropFirst(marker.length).allSatisfy(\.isSpaceOrTab)
    if isInParagraph {
      guard !isEmpty, marker.mayInterrupt else { return false }
    }
    let indent = cursor.indent
    cursor.advanceToContent()
    cursor.advance(bytes: marker.length)
    var padding = cursor.indent
    // More than four columns are one, and then indented code.
    if padding > 4 || cursor.isBlank { padding = 1 }
    cursor.advance(columns: padding)
    close(to: unmatched)
    closeLeaf()
    if !isInList(marker.style) { startList(marker.style) }
    add(.item)
    open[open.count - 1].indent = indent + marker.length + padding
    unmatched = open.count
    return true
  }

  private mutating func closeLeaf() {
    switch kind(tip) {
    case .paragraph, .table: closeTip()
    default: break
    }
  }

  private func isInList(_ style: ListStyle) -> Bool {
    if case .list(let open) = kind(tip) { open.continues(style) } else { false }
  }

  private mutating func startList(_ style: ListStyle) {
    if case .list = kind(tip) { closeTip() }
    add(.list(style))
  }
}
