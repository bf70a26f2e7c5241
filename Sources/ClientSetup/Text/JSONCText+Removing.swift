extension JSONCText {
  /// The text without the member at a path.
  func removing(_ path: ArraySlice<String>) throws(EditFailure) -> [UInt8] {
    var open = firstSignificant(from: LineStyle.markSize(text))
    for (depth, name) in path.enumerated() {
      guard open < plain.count, plain[open] == UInt8(ascii: "{") else { return text }
      let (members, close) = members(of: open)
      guard let index = try index(of: name, in: members) else { return text }
      if depth == path.count - 1 { return removing(members, index, open, close) }
      open = members[index].value.lowerBound
    }
    return text
  }

  private func removing(_ members: [Member], _ index: Int, _ open: Int, _ close: Int) -> [UInt8] {
    let member = members[index]
    let comma = firstSignificant(from: member.value.upperBound)
    let hasComma = comma < plain.count && plain[comma] == UInt8(ascii: ",")
    let end = hasComma ? comma + 1 : member.value.upperBound
    // With one line break before the name; what stands before that belongs to others.
    var start = startOfSpace(before: member.start, from: open + 1)
    if isLineComment(before: start), !isEndOfLine(end) {
      // The rest of the entry's line would become part of the comment.
      start = member.start - LineStyle.space(before: member.start, in: text)
    }
    if members.count == 1 {
      let isBare = start == open + 1 && text[end..<close].allSatisfy(LineStyle.isSpace)
      return text.applying(TextEdit(start..<(isBare ? close : end)))
    }
    if index == 0, start == open + 1, text[open..<member.start].allSatisfy({ $0 != 0x0A }) {
      // The first one on the line of its brace: the space behind the brace stays, that behind the comma goes.
      let next = text[end...].firstIndex { $0 != 0x20 && $0 != 0x09 } ?? end
      return text.applying(TextEdit(member.start..<(text[next] == 0x0A || text[next] == 0x0D ? end : next)))
    }
    guard index == members.count - 1, !hasComma else { return text.applying(TextEdit(start..<end)) }
    // The last one takes the comma before it along.
    let previous = firstSignificant(from: members[index - 1].value.upperBound)
    return text.applying(TextEdit(previous..<previous + 1), TextEdit(max(start, previous + 1)..<end))
  }

  /// Whether a comment that ends with its line stands before a position.
  private func isLineComment(before position: Int) -> Bool {
    (LineStyle.lineStart(of: position, in: text)..<position).dropLast().contains {
      text[$0] == UInt8(ascii: "/") && text[$0 + 1] == UInt8(ascii: "/") && plain[$0] == 0x20
    }
  }

  /// Whether only space is left of the line from a position on.
  private func isEndOfLine(_ position: Int) -> Bool {
    text[position...].first { $0 != 0x20 && $0 != 0x09 }.map { $0 == 0x0A || $0 == 0x0D } ?? true
  }

  /// The start of the space before a name, at most back to one line break.
  private func startOfSpace(before position: Int, from limit: Int) -> Int {
    var start = position
    start -= min(start - limit, LineStyle.space(before: start, in: text))
    if start > limit, text[start - 1] == 0x0A { start -= 1 }
    if start > limit, text[start - 1] == 0x0D { start -= 1 }
    return start
  }
}
