import JSON

extension YAMLConfig {
  /// The text with a value at a path; a new member is the last of its mapping, or the first if said.
  func setting(_ path: [String], to value: JSONValue, isFirst: Bool = false) throws(EditFailure) -> [UInt8] {
    guard let known = path.indices.last(where: { self.value.value(at: Array(path[...$0])) != nil }) else {
      return try inserting(path, value, in: [], isFirst: isFirst)
    }
    let found = Array(path[...known])
    guard let block = block(of: found) else { throw flow(found) }
    if found == path { return replacing(block, path, value) }
    switch self.value.value(at: found) {
    case .object(let object) where !object.isEmpty:
      return try inserting(Array(path[(known + 1)...]), value, in: found, isFirst: isFirst)
    case .object, .null:
      return opening(block, written(Array(path[(known + 1)...]), value, margin: block.margin + step))
    default: throw EditFailure("\(found.joined(separator: ".")) is no mapping", line: block.lines.lowerBound + 1)
    }
  }

  /// The text without the member at a path.
  func removing(_ path: [String]) throws(EditFailure) -> [UInt8] {
    guard let block = block(of: path) else { throw flow(path) }
    let parent = Array(path.dropLast())
    guard value.value(at: parent)?.object?.count == 1, let outer = self.block(of: parent) else {
      return text.applying(TextEdit(range(of: block)))
    }
    // A name without a value would be null.
    let line = lines[outer.lines.lowerBound]
    var stop = line.lowerBound + head(of: line).count
    if let comment = comment(in: line) { stop = comment }
    while stop > line.lowerBound, LineStyle.isSpace(text[stop - 1]) { stop -= 1 }
    return text.applying(TextEdit(at: stop, Array(" {}".utf8)), TextEdit(range(of: block)))
  }

  private func flow(_ path: [String]) -> EditFailure {
    let name = path.joined(separator: ".")
    return .unsafe(
      "\(name) is written in braces, or as a key of its own, or comes from an anchor",
      line: line(of: path)
    )
  }

  private var step: Int { style.indentation.first == 0x20 ? style.indentation.count : 2 }

  /// Adds lines after the last member of a mapping that has some, or before its first one.
  private func inserting(
    _ path: [String],
    _ value: JSONValue,
    in parent: [String],
    isFirst: Bool
  ) throws(EditFailure) -> [UInt8] {
    let names = self.value.value(at: parent)?.object?.names ?? []
    guard let first = names.first else {
      let space: [UInt8] = text.count == LineStyle.markSize(text) || text.last == 0x0A ? [] : style.newline
      return text.applying(TextEdit(at: text.count, space + written(path, value, margin: 0)))
    }
    guard let sibling = block(of: parent + [first]),
      parent.isEmpty || block(of: parent).map({ $0.lines.lowerBound < sibling.lines.lowerBound }) == true
    else { throw flow(parent.isEmpty ? [first] : parent) }
    let lines = written(path, value, margin: sibling.margin)
    if isFirst {
      // Right below the name of the mapping, so that comments stay with the member that they are about.
      let head = parent.isEmpty ? nil : block(of: parent)
      let start =
        head.map { self.lines[$0.lines.lowerBound].upperBound } ?? self.lines[sibling.lines.lowerBound].lowerBound
      return text.applying(TextEdit(at: start, lines))
    }
    let end = parent.isEmpty ? text.count : block(of: parent).map { range(of: $0).upperBound } ?? text.count
    return text.applying(TextEdit(at: end, text[end - 1] == 0x0A ? lines : style.newline + lines))
  }

  private func replacing(_ block: Block, _ path: [String], _ value: JSONValue) -> [UInt8] {
    let range = range(of: block)
    let new = written([path[path.count - 1]], value, margin: block.margin)
    let isWhole = text[range.upperBound - 1] == 0x0A
    return text.applying(TextEdit(range, isWhole ? new : Array(new.dropLast(style.newline.count))))
  }

  /// Puts lines after a member that has only braces or nothing, without those; comments stay.
  private func opening(_ block: Block, _ new: [UInt8]) -> [UInt8] {
    let line = lines[block.lines.lowerBound]
    let head = head(of: line)
    let colon = min((head.firstIndex(of: UInt8(ascii: ":")) ?? head.endIndex) + 1, head.endIndex)
    let comment = comment(in: line) ?? head.endIndex
    let end = max(colon, comment - LineStyle.space(before: comment, in: text))
    let last = range(of: block).upperBound
    return text.applying(TextEdit(colon..<end), TextEdit(at: last, text[last - 1] == 0x0A ? new : style.newline + new))
  }

  /// A line without its break.
  private func head(of line: Range<Int>) -> ArraySlice<UInt8> { text[line].prefix { $0 != 0x0A && $0 != 0x0D } }

  /// The position of the comment on a line; a `#` begins one only after a space.
  private func comment(in line: Range<Int>) -> Int? {
    line.dropFirst().first { text[$0] == UInt8(ascii: "#") && (text[$0 - 1] == 0x20 || text[$0 - 1] == 0x09) }
  }

  /// A member on lines of its own.
  ///
  /// It recurses once for each level of an entry, which this program made.
  private func written(_ path: [String], _ value: JSONValue, margin: Int) -> [UInt8] {
    let label = [UInt8](repeating: 0x20, count: margin) + Array("\(Self.key(path[0])):".utf8)
    if path.count > 1 { return label + style.newline + written(Array(path.dropFirst()), value, margin: margin + step) }
    guard let object = value.object, !object.isEmpty else { return label + [0x20] + value.json + style.newline }
    var bytes = label + style.newline
    for member in object { bytes += written([member.name], member.value, margin: margin + step) }
    return bytes
  }

  /// A name, in quotation marks where it could be read as another type.
  private static func key(_ name: String) -> String {
    let words: Set = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
    let isPlain = name.utf8.first.map { $0 > UInt8(ascii: "9") } == true && !words.contains(name.lowercased())
    return isPlain && name.utf8.allSatisfy(TOMLScanner.isBare) ? name : JSONValue.string(name).description
  }
}
