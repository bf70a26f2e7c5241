import JSON

extension JSONCText {
  /// The text with a value at a path.
  func setting(_ path: ArraySlice<String>, to value: JSONValue) throws(EditFailure) -> [UInt8] {
    let root = firstSignificant(from: LineStyle.markSize(text))
    guard root < plain.count else {
      // Comments and space stay before the object.
      let space: [UInt8] = text.count == LineStyle.markSize(text) || text.last == 0x0A ? [] : style.newline
      return text.applying(TextEdit(at: text.count, space + written(nested(path, value), margin: []) + style.newline))
    }
    var open = root
    var names: [String] = []
    var path = path
    while let name = path.popFirst() {
      let (members, close) = members(of: open)
      guard let index = try index(of: name, in: members) else {
        return inserting(name, nested(path, value), members, open, close)
      }
      let member = members[index]
      if path.isEmpty { return replacing(member, by: value) }
      names.append(name)
      open = member.value.lowerBound
      guard plain[open] != UInt8(ascii: "{") else { continue }
      // Some clients write null for no servers.
      if plain[member.value].elementsEqual("null".utf8) { return replacing(member, by: nested(path, value)) }
      throw EditFailure("\(names.joined(separator: ".")) is no object", at: open, in: text)
    }
    return text
  }

  private func replacing(_ member: Member, by value: JSONValue) -> [UInt8] {
    let margin = LineStyle.margin(of: member.start, in: text)
    return text.applying(TextEdit(member.value, written(value, margin: margin)))
  }

  /// Wraps a value in objects, one for each name.
  private func nested(_ path: ArraySlice<String>, _ value: JSONValue) -> JSONValue {
    path.reversed().reduce(value) { .object([$1: $0]) }
  }

  private func inserting(
    _ name: String,
    _ value: JSONValue,
    _ members: [Member],
    _ open: Int,
    _ close: Int
  ) -> [UInt8] {
    let outer = LineStyle.margin(of: open, in: text)
    let label = JSONValue.string(name).json + Array(": ".utf8)
    guard let last = members.last else {
      // After comments, if there are any.
      let margin = outer + style.indentation
      let entry = style.newline + margin + label + written(value, margin: margin)
      let end = endOfText(before: close, from: open + 1)
      // A line break before the brace stays.
      let isOpen = text[end..<close].contains(0x0A)
      return text.applying(isOpen ? TextEdit(at: end, entry) : TextEdit(at: close, entry + style.newline + outer))
    }
    guard text[open..<last.start].contains(0x0A) else {
      // The object is on one line.
      let end = endOfSignificant(before: close)
      let entry = [0x20] + label + value.json
      let hasComma = plain[end - 1] == UInt8(ascii: ",")
      return text.applying(TextEdit(at: end, hasComma ? entry + [0x2C] : [0x2C] + entry))
    }
    return inserting(label, value, after: last, close, outer)
  }

  /// Adds lines after those of the last member, and a comma to it.
  private func inserting(
    _ label: [UInt8],
    _ value: JSONValue,
    after last: Member,
    _ close: Int,
    _ outer: [UInt8]
  ) -> [UInt8] {
    let margin = LineStyle.margin(of: last.start, in: text)
    var entry = style.newline + margin + label + written(value, margin: margin)
    let comma = firstSignificant(from: last.value.upperBound)
    let hasComma = comma < plain.count && plain[comma] == UInt8(ascii: ",")
    if hasComma { entry.append(UInt8(ascii: ",")) }
    let from = hasComma ? comma + 1 : last.value.upperBound
    // The rest of the line may be a comment on the last member.
    let end = endOfLine(from: from, before: close)
    // The closing brace was on that line; now it gets its own.
    if end == close { entry += style.newline + outer }
    let edit = TextEdit(at: end, entry)
    return hasComma
      ? text.applying(edit) : text.applying(TextEdit(at: last.value.upperBound, [UInt8(ascii: ",")]), edit)
  }

  /// The first line break outside of comments from a position after a value on, or the limit.
  private func endOfLine(from position: Int, before limit: Int) -> Int {
    var position = position
    while position < limit, text[position] != 0x0A, text[position] != 0x0D {
      position = (try? Self.endOfComment(at: position, in: text)).flatMap(\.self) ?? position + 1
    }
    return min(position, limit)
  }

  /// The position after the last byte that is no space, comments included.
  func endOfText(before position: Int, from start: Int) -> Int {
    var end = position
    while end > start, LineStyle.isSpace(text[end - 1]) { end -= 1 }
    return end
  }

  /// A value on several lines; a margin begins each but the first.
  ///
  /// It recurses once for each level of an entry, which this program made.
  func written(_ value: JSONValue, margin: [UInt8]) -> [UInt8] {
    let inner = margin + style.indentation
    switch value {
    case .object(let object) where !object.isEmpty:
      var bytes: [UInt8] = []
      for (index, member) in object.enumerated() {
        bytes += (index == 0 ? [UInt8(ascii: "{")] : [UInt8(ascii: ",")]) + style.newline + inner
        bytes += JSONValue.string(member.name).json + [UInt8(ascii: ":"), 0x20]
        bytes += written(member.value, margin: inner)
      }
      return bytes + style.newline + margin + [UInt8(ascii: "}")]
    case .array(let elements):
      return [0x5B] + Array(elements.map(\.json).joined(separator: [0x2C, 0x20])) + [0x5D]
    default: return value.json
    }
  }
}
