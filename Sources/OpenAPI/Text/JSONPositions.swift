import JSON

/// Finds the positions of the values in a JSON text.
///
/// The text has been parsed before, so errors are skipped: the result is then worthless, but the walk ends.
struct JSONPositions {
  private var nodes: [SourceMap.Node] = []
  private var offset = 0
  private var position = SourceMap.Position(line: 1, column: 1)
  private var depth = 0

  static func nodes(of text: Span<UInt8>) -> [SourceMap.Node] {
    var positions = JSONPositions()
    positions.skipSpace(text)
    _ = positions.value(text, at: positions.position)
    return positions.nodes
  }

  private mutating func advance(_ text: Span<UInt8>) {
    switch text[offset] {
    case 0x0A: position = .init(line: position.line + 1, column: 1)
    case 0x80...0xBF: break
    default: position.column += 1
    }
    offset += 1
  }

  private mutating func skipSpace(_ text: Span<UInt8>) {
    while offset < text.count, text[offset] <= 0x20 { advance(text) }
  }

  /// Skips a value, and returns the index of its node.
  private mutating func value(_ text: Span<UInt8>, at start: SourceMap.Position) -> Int {
    let index = nodes.count
    nodes.append(SourceMap.Node(position: start))
    guard offset < text.count, depth < DocumentText.Limit.depth else {
      offset = text.count
      return index
    }
    depth += 1
    defer { depth -= 1 }
    switch text[offset] {
    case UInt8(ascii: "{"): children(of: index, text, until: UInt8(ascii: "}"), haveNames: true)
    case UInt8(ascii: "["): children(of: index, text, until: UInt8(ascii: "]"), haveNames: false)
    case UInt8(ascii: "\""): _ = string(text)
    default:
      while offset < text.count, !Self.ends(text[offset]) { advance(text) }
    }
    return index
  }

  private static func ends(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
  }

  private mutating func children(of index: Int, _ text: Span<UInt8>, until end: UInt8, haveNames: Bool) {
    advance(text)
    while true {
      skipSpace(text)
      guard offset < text.count, text[offset] != end else { break }
      let start = (offset, position)
      if haveNames {
        let name = string(text)
        skipSpace(text)
        if offset < text.count, text[offset] == UInt8(ascii: ":") { advance(text) }
        skipSpace(text)
        let child = value(text, at: position)
        nodes[index].members[name] = .init(position: start.1, node: child)
      } else {
        let child = value(text, at: start.1)
        nodes[index].elements.append(child)
      }
      skipSpace(text)
      if offset < text.count, text[offset] == UInt8(ascii: ",") { advance(text) }
      if offset == start.0 { offset = text.count }
    }
    if offset < text.count { advance(text) }
  }

  private mutating func string(_ text: Span<UInt8>) -> String {
    guard offset < text.count, text[offset] == UInt8(ascii: "\"") else { return "" }
    let start = offset
    advance(text)
    while offset < text.count, text[offset] != UInt8(ascii: "\"") {
      if text[offset] == UInt8(ascii: "\\"), offset + 1 < text.count { advance(text) }
      advance(text)
    }
    if offset < text.count { advance(text) }
    return (try? JSONParser.parse(text.extracting(start..<offset)))?.string ?? ""
  }
}
