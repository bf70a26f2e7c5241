import JSON

/// JSON with comments and trailing commas, with the positions of its values.
struct JSONCText {
  /// The text as it stands.
  let text: [UInt8]
  /// The text with spaces instead of comments: every position and line is the same.
  let plain: [UInt8]
  let value: JSONValue
  let style: LineStyle

  /// A member of an object: the start of its name, and the range of its value.
  struct Member {
    let name: String
    let start: Int
    let value: Range<Int>
  }

  /// Reads a text.
  ///
  /// - Throws: ``EditFailure``, with the line, if it is not JSON.
  init(_ text: [UInt8]) throws(EditFailure) {
    self.text = text
    plain = try Self.withoutComments(text)
    style = LineStyle(of: plain)
    guard plain.dropFirst(LineStyle.markSize(text)).contains(where: { !LineStyle.isSpace($0) }) else {
      value = .object([:])
      return
    }
    do throws(JSONParseError) {
      value = try JSONParser.parse(
        Self.withoutTrailingCommas(plain),
        options: JSONParser.Options(maximumDepth: 200, maximumSize: ConfigText.maximumSize)
      )
    } catch {
      throw EditFailure("this is not JSON (\(error))", at: error.offset, in: text)
    }
    guard value.object != nil else { throw EditFailure("the file is no JSON object", line: 1) }
  }

  /// The members of the object that opens at a brace, and the position of its closing brace.
  func members(of open: Int) -> (members: [Member], close: Int) {
    var members: [Member] = []
    var position = open + 1
    while position < plain.count, plain[position] != UInt8(ascii: "}") {
      guard plain[position] == UInt8(ascii: "\"") else {
        position += 1
        continue
      }
      let start = position
      let nameEnd = Self.endOfString(at: start, in: plain)
      position = firstSignificant(from: nameEnd)
      position = firstSignificant(from: position + 1)  // After the colon.
      let end = endOfValue(at: position)
      // A name may be written with escapes: `"mcp\u0053ervers"`.
      let name = (try? JSONParser.parse(Array(plain[start..<nameEnd])))?.string ?? ""
      members.append(Member(name: name, start: start, value: position..<end))
      position = end
    }
    return (members, position)
  }

  /// The index of the member with a name; `nil` if there is none.
  ///
  /// - Throws: ``EditFailure`` if there are several: clients differ in the one that they take.
  func index(of name: String, in members: [Member]) throws(EditFailure) -> Int? {
    guard let first = members.firstIndex(where: { $0.name == name }) else { return nil }
    if let second = members[(first + 1)...].first(where: { $0.name == name }) {
      throw EditFailure(
        "the name \"\(name)\" occurs twice in one object; remove one of them",
        at: second.start,
        in: text
      )
    }
    return first
  }

  /// The position of the first byte that is neither space nor comment; the end of the text if there is none.
  func firstSignificant(from position: Int) -> Int {
    var position = position
    while position < plain.count, LineStyle.isSpace(plain[position]) { position += 1 }
    return position
  }

  /// The end of the last significant byte before a position.
  func endOfSignificant(before position: Int) -> Int {
    var position = position
    while position > 0, LineStyle.isSpace(plain[position - 1]) { position -= 1 }
    return position
  }

  private func endOfValue(at start: Int) -> Int {
    var position = start
    var depth = 0
    while position < plain.count {
      switch plain[position] {
      case UInt8(ascii: "\""):
        position = Self.endOfString(at: position, in: plain)
        if depth == 0 { return position }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return position }
        depth -= 1
        if depth == 0 { return position + 1 }
      case UInt8(ascii: ",") where depth == 0: return position
      case let byte where depth == 0 && LineStyle.isSpace(byte): return position
      default: break
      }
      position += 1
    }
    return position
  }

  /// The end of the string that begins at a quotation mark.
  static func endOfString(at start: Int, in text: [UInt8]) -> Int {
    var position = start + 1
    while position < text.count {
      switch text[position] {
      case UInt8(ascii: "\\"): position += 2
      case UInt8(ascii: "\""): return position + 1
      default: position += 1
      }
    }
    return text.count
  }
}
