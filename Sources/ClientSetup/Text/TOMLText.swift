import JSON

/// A TOML document as statements with their places in the text.
struct TOMLText {
  /// A table's header, or a pair of key and value.
  struct Statement {
    enum Kind {
      case table
      case arrayOfTables
      /// The range of the value, and the number of names that the header before it contributes to the path.
      case pair(Range<Int>, headerCount: Int)
    }

    /// The names from the document's root on.
    let path: [String]
    let kind: Kind
    /// From the first byte of the statement to the start of the next line.
    let lines: Range<Int>

    /// The range of the value; `nil` for a header.
    var value: Range<Int>? { if case .pair(let range, _) = kind { range } else { nil } }

    var isHeader: Bool { value == nil }

    var isArrayOfTables: Bool { if case .arrayOfTables = kind { true } else { false } }
  }

  let text: [UInt8]
  let style: LineStyle
  let statements: [Statement]
  let value: JSONValue

  /// Reads a text.
  ///
  /// - Throws: ``EditFailure``, with the line, if it is not TOML.
  init(_ text: [UInt8]) throws(EditFailure) {
    try EditFailure.checkUTF8(text)
    if let position = Self.controlCharacter(in: text) {
      throw EditFailure("this is not TOML (a control character)", at: position, in: text)
    }
    self.text = text
    style = LineStyle(of: text)
    var scanner = TOMLScanner(text)
    var statements: [Statement] = []
    var tree = TOMLTree()
    var header: (path: [String], table: Int) = ([], TOMLTree.root)
    while let start = scanner.nextStatement() {
      if let (path, isArray) = try scanner.header() {
        guard let table = tree.open(path, isArray: isArray) else {
          let reason = "this is not TOML (the table \(path.joined(separator: ".")) is given twice)"
          throw EditFailure(reason, at: start, in: text)
        }
        header = (path, table)
        let end = try scanner.endOfLine()
        statements.append(Statement(path: path, kind: isArray ? .arrayOfTables : .table, lines: start..<end))
        continue
      }
      let key = try scanner.key()
      let valueStart = scanner.position
      let value = try scanner.value()
      let kind = Statement.Kind.pair(valueStart..<scanner.position, headerCount: header.path.count)
      let end = try scanner.endOfLine()
      guard tree.add(value, at: key, in: header.table) else {
        let reason = "this is not TOML (the key \(key.joined(separator: ".")) is given twice)"
        throw EditFailure(reason, at: start, in: text)
      }
      statements.append(Statement(path: header.path + key, kind: kind, lines: start..<end))
    }
    self.statements = statements
    self.value = tree.value
  }

  /// The position of a character that TOML allows nowhere, such as a carriage return without a line feed.
  private static func controlCharacter(in text: [UInt8]) -> Int? {
    text.indices.first { position in
      switch text[position] {
      case 0x09, 0x0A: false
      case 0x0D: position + 1 == text.count || text[position + 1] != 0x0A
      case 0..<0x20, 0x7F: true
      default: false
      }
    }
  }
}
