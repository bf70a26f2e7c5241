extension TOMLText {
  /// The text without the value at a path: a table with those below it, a pair, or a member of an inline table.
  func removing(_ path: [String]) throws(EditFailure) -> [UInt8] {
    if let pair = statements.first(where: { !$0.isHeader && $0.path.count < path.count && path.starts(with: $0.path) }),
      let range = pair.value
    {
      return try removing(path.dropFirst(pair.path.count), inline: range)
    }
    var rest: [UInt8] = []
    var position = 0
    var index = 0
    while index < statements.count {
      let statement = statements[index]
      index += 1
      guard statement.path.starts(with: path) else { continue }
      var end = statement.lines.upperBound
      var start = LineStyle.lineStart(of: statement.lines.lowerBound, in: text)
      if statement.isHeader {
        // Up to its last pair: comments after that belong to the next table.
        while index < statements.count, !statements[index].isHeader {
          end = statements[index].lines.upperBound
          index += 1
        }
        start = startOfBlankLine(before: start, notBefore: position)
      }
      rest += text[position..<max(position, start)]
      position = max(position, end)
    }
    rest += text[position...]
    return rest
  }

  /// The start of the blank line before a line, if there is one.
  private func startOfBlankLine(before start: Int, notBefore limit: Int) -> Int {
    guard start >= 1 else { return start }
    let line = LineStyle.lineStart(of: start - 1, in: text)
    return line >= limit && line < start && text[line..<start].allSatisfy(LineStyle.isSpace) ? line : start
  }

  private func removing(_ path: ArraySlice<String>, inline range: Range<Int>) throws(EditFailure) -> [UInt8] {
    guard text[range.lowerBound] == UInt8(ascii: "{") else { return text }
    var scanner = TOMLScanner(text, at: range.lowerBound)
    let members = try scanner.inlineTable().members
    if let member = members.first(where: { $0.path.count < path.count && path.starts(with: $0.path) }) {
      // It recurses once for each name of the path at most.
      return try removing(path.dropFirst(member.path.count), inline: member.value)
    }
    let isGone = members.map { $0.path.starts(with: path) }
    guard isGone.contains(false) else {
      return text.applying(TextEdit(range, Array("{}".utf8)))
    }
    // Members that stay keep the separator before them; one that leaves takes it along.
    var rest = Array(text[..<members[0].range.lowerBound])
    var isFirst = true
    for (index, member) in members.enumerated() where !isGone[index] {
      if !isFirst { rest += text[members[index - 1].range.upperBound..<member.range.lowerBound] }
      rest += text[member.range]
      isFirst = false
    }
    rest += text[members[members.count - 1].range.upperBound...]
    return rest
  }
}
