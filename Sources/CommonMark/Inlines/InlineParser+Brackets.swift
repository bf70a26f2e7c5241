/// An opening bracket that may start a link or an image.
struct Bracket {
  let isImage: Bool
  /// The position of its piece.
  let piece: Int
  /// The position of the text behind it.
  let start: Int
  /// The top of the stack of delimiters before it.
  let delimiter: Int?
  /// Whether another bracket follows it, so that its text is no label.
  var isFollowed = false
}

extension InlineParser {
  mutating func openBracket(isImage: Bool) {
    flush()
    if !brackets.isEmpty { brackets[brackets.count - 1].isFollowed = true }
    firstActiveBracket = min(firstActiveBracket, brackets.count)
    brackets.append(
      Bracket(isImage: isImage, piece: pieces.count, start: position, delimiter: delimiters.top)
    )
    pieces.append(.inline(.text(Array((isImage ? "![" : "[").utf8))))
  }

  mutating func closeBracket(_ budget: inout ExpansionBudget) {
    guard let bracket = brackets.popLast(), bracket.isImage || brackets.count >= firstActiveBracket,
      let target = target(of: bracket, &budget)
    else { return text.append(UInt8(ascii: "]")) }
    flush()
    delimiters.match(above: bracket.delimiter)
    pieces[bracket.piece] = .inline(bracket.isImage ? .startImage(target) : .startLink(target))
    pieces.append(.inline(bracket.isImage ? .endImage : .endLink))
    if !bracket.isImage { firstActiveBracket = brackets.count }
  }

  /// The target behind a closing bracket: inline, or a reference.
  private mutating func target(of bracket: Bracket, _ budget: inout ExpansionBudget) -> LinkDefinitions.Target? {
    let text = content[bracket.start..<(position - 1)]
    if let (target, rest) = LinkParts.inline(content[position...]) {
      position = rest.startIndex
      return target
    }
    let label = LinkParts.label(content[position...])
    let name = label.flatMap { $0.isEmpty ? nil : $0 } ?? (bracket.isFollowed ? nil : text)
    guard let name, let target = definitions[name] else { return nil }
    budget.bytes -= target.destination.count + target.title.count
    guard budget.bytes >= 0 else { return nil }
    if let label { position = label.endIndex + 1 }
    return target
  }
}
