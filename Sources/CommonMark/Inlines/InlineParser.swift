/// Reads the inline content of a block (CommonMark, appendix "A parsing strategy", phase 2).
struct InlineParser {
  /// A part of the content, whose meaning later text may still change.
  enum Piece {
    case inline(Inline)
    /// A run of `*` or `_`, by its position in ``delimiters``.
    case delimiters(Int)
  }

  let content: ArraySlice<UInt8>
  let definitions: LinkDefinitions
  var position: Int
  var pieces: [Piece] = []
  var delimiters = DelimiterStack()
  var brackets: [Bracket] = []
  /// The brackets below this place open no link, since links hold no links.
  var firstActiveBracket = 0
  var runs: BacktickRuns?
  /// Plain text that is not yet a piece.
  var text: [UInt8] = []

  init(_ content: [UInt8], _ definitions: LinkDefinitions) {
    self.content = content[...]
    self.definitions = definitions
    position = 0
  }

  mutating func parse(budget: inout ExpansionBudget) -> [Inline] {
    while position < content.endIndex { readPart(&budget) }
    flush()
    delimiters.match(above: nil)
    var result: [Inline] = []
    for piece in pieces {
      switch piece {
      case .inline(let inline): result.append(inline)
      case .delimiters(let number): result += delimiters.inlines(of: number)
      }
    }
    return result
  }

  private mutating func readPart(_ budget: inout ExpansionBudget) {
    let byte = content[position]
    switch byte {
    case 0x0A: readBreak()
    case UInt8(ascii: "\\"): readEscape()
    case UInt8(ascii: "`"): readCode()
    case UInt8(ascii: "*"), UInt8(ascii: "_"): readDelimiters(byte)
    case UInt8(ascii: "["):
      position += 1
      openBracket(isImage: false)
    case UInt8(ascii: "!") where position + 1 < content.endIndex && content[position + 1] == UInt8(ascii: "["):
      position += 2
      openBracket(isImage: true)
    case UInt8(ascii: "]"):
      position += 1
      closeBracket(&budget)
    case UInt8(ascii: "<"): readAutolink()
    case UInt8(ascii: "&"):
      if let (bytes, end) = CharacterReferences.reference(content[position...]) {
        text += bytes
        position = end
      } else {
        takeByte()
      }
    default: takeByte()
    }
  }

  mutating func takeByte() {
    text.append(content[position])
    position += 1
  }

  mutating func append(_ inline: Inline) {
    flush()
    pieces.append(.inline(inline))
  }

  mutating func flush() {
    guard !text.isEmpty else { return }
    pieces.append(.inline(.text(text)))
    text = []
  }

  private mutating func readBreak() {
    var spaces = 0
    while text.last == UInt8(ascii: " ") {
      text.removeLast()
      spaces += 1
    }
    while text.last?.isSpaceOrTab == true { text.removeLast() }
    position += 1
    while position < content.endIndex, content[position].isSpaceOrTab { position += 1 }
    append(spaces >= 2 ? .hardBreak : .softBreak)
  }

  private mutating func readEscape() {
    position += 1
    guard position < content.endIndex else { return text.append(UInt8(ascii: "\\")) }
    if content[position] == 0x0A {
      position += 1
      while position < content.endIndex, content[position].isSpaceOrTab { position += 1 }
      append(.hardBreak)
    } else if content[position].isASCIIPunctuation {
      takeByte()
    } else {
      text.append(UInt8(ascii: "\\"))
    }
  }

  private mutating func readCode() {
    let start = position
    while position < content.endIndex, content[position] == UInt8(ascii: "`") { position += 1 }
    let length = position - start
    if runs == nil { runs = BacktickRuns(content) }
    guard let end = runs?.next(of: length, after: position) else {
      text += content[start..<position]
      return
    }
    var code = content[position..<end].map { $0 == 0x0A ? UInt8(ascii: " ") : $0 }
    if code.count > 1, code.first == UInt8(ascii: " "), code.last == UInt8(ascii: " "),
      code.contains(where: { $0 != UInt8(ascii: " ") })
    {
      code = Array(code.dropFirst().dropLast())
    }
    append(.code(code))
    position = end + length
  }

  private mutating func readDelimiters(_ marker: UInt8) {
    let start = position
    while position < content.endIndex, content[position] == marker { position += 1 }
    flush()
    let number = delimiters.add(
      DelimiterRun(
        marker: marker,
        length: position - start,
        before: Flank(before: start, in: content),
        after: Flank(after: position, in: content)
      )
    )
    pieces.append(.delimiters(number))
  }

  /// An address between angle brackets; anything else there is text.
  private mutating func readAutolink() {
    let rest = content[(position + 1)...]
    guard let address = Autolink.address(rest) else { return takeByte() }
    let shown = Array(rest[..<(rest.startIndex + address.length)])
    append(
      .startLink(LinkDefinitions.Target(destination: address.isMail ? Array("mailto:".utf8) + shown : shown, title: []))
    )
    append(.text(shown))
    append(.endLink)
    position = rest.startIndex + address.length + 1
  }
}

/// The positions of a text's runs of backticks by length, to find the end of a code span without a search.
struct BacktickRuns {
  /// The starts of the runs of each length, last first.
  private var starts: [Int: [Int]] = [:]

  init(_ text: ArraySlice<UInt8>) {
    var position = text.startIndex
    while let start = text[position...].firstIndex(of: UInt8(ascii: "`")) {
      let run = text[start...].prefix { $0 == UInt8(ascii: "`") }
      starts[run.count, default: []].append(start)
      position = run.endIndex
    }
    for length in starts.keys { starts[length]?.reverse() }
  }

  /// The start of the next run of a length; calls must proceed in the order of the text.
  mutating func next(of length: Int, after position: Int) -> Int? {
    while let start = starts[length]?.last {
      if start >= position { return start }
      starts[length]?.removeLast()
    }
    return nil
  }
}
