import JSON
import OpenAPI

/// A YAML mapping as lines, whose indentation tells the extent of a member.
struct YAMLConfig {
  /// A member whose name begins a line: its lines, and the spaces before the name.
  struct Block {
    let lines: Range<Int>
    let margin: Int
  }

  let text: [UInt8]
  let style: LineStyle
  let value: JSONValue
  /// The range of each line, its break included.
  let lines: [Range<Int>]
  private let places: SourceMap

  /// Reads a text.
  ///
  /// - Throws: ``EditFailure``, with the line, if it is no YAML mapping.
  init(_ text: [UInt8]) throws(EditFailure) {
    try EditFailure.checkUTF8(text)
    self.text = text
    style = LineStyle(of: text)
    lines = Self.lines(of: text)
    places = SourceMap(text)
    let isEmpty = lines.allSatisfy { line in
      let start = max(line.lowerBound, LineStyle.markSize(text))
      let first = text[start..<max(start, line.upperBound)].first { !LineStyle.isSpace($0) }
      return first == nil || first == UInt8(ascii: "#")
    }
    guard !isEmpty else {
      value = .object([:])
      return
    }
    let value: JSONValue
    do throws(DocumentError) { value = try DocumentText.value(of: text.span) } catch {
      throw EditFailure("this is not YAML (\(error))", line: Self.line(in: error.description, of: text))
    }
    guard value.object != nil || value.isNull else { throw EditFailure("the file is no YAML mapping", line: 1) }
    self.value = value.isNull ? .object([:]) : value
  }

  /// The lines as YAML counts them: a carriage return ends one too (YAML 1.2.2 section 5.4).
  private static func lines(of text: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    for (position, byte) in text.enumerated() {
      let isBreak = byte == 0x0A || byte == 0x0D && (position + 1 == text.count || text[position + 1] != 0x0A)
      guard isBreak else { continue }
      lines.append(start..<(position + 1))
      start = position + 1
    }
    if start < text.count { lines.append(start..<text.count) }
    return lines
  }

  /// The line that a message of the reader names; of two, the second is at fault.
  private static func line(in message: String, of text: [UInt8]) -> Int? {
    func number(after words: String) -> Int? {
      message.ranges(of: words).last.flatMap { range in Int(message[range.upperBound...].prefix { $0.isNumber }) }
    }
    return number(after: "in line ") ?? number(after: "at byte ").map { LineStyle.line(of: $0, in: text) }
  }

  /// The line of a member, from 1, or of the innermost one around it.
  func line(of path: [String]) -> Int? {
    var path = path
    while !path.isEmpty {
      if let position = places.position(of: JSONPointer(path)) { return position.line }
      path.removeLast()
    }
    return nil
  }

  /// The lines of a member whose name begins a line; `nil` of one in a flow mapping or behind an alias.
  func block(of path: [String]) -> Block? {
    guard let position = places.position(of: JSONPointer(path)) else { return nil }
    let first = position.line - 1
    let margin = position.column - 1
    guard lines.indices.contains(first), indentation(of: first) == margin else { return nil }
    var end = first + 1
    for next in (first + 1)..<max(lines.count, first + 1) {
      guard let indentation = indentation(of: next) else { continue }
      let content = text[lines[next]].dropFirst(indentation)
      let isElement = indentation == margin && content.starts(with: "- ".utf8)
      // Comments after the last line that is indented further belong to the next member.
      guard indentation > margin || isElement || content.first == UInt8(ascii: "#") else { break }
      if indentation > margin || isElement { end = next + 1 }
    }
    return Block(lines: first..<end, margin: margin)
  }

  /// The spaces before the first character of a line; `nil` for a blank line.
  private func indentation(of line: Int) -> Int? {
    let space = text[lines[line]].prefix { $0 == 0x20 }
    guard let next = text[lines[line]].dropFirst(space.count).first, !LineStyle.isSpace(next) else { return nil }
    return space.count
  }

  /// The bytes of the lines of a block.
  func range(of block: Block) -> Range<Int> {
    lines[block.lines.lowerBound].lowerBound..<lines[block.lines.upperBound - 1].upperBound
  }
}
