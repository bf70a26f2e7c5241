import JSON

extension TOMLText {
  /// The text with a value at a path: a new object becomes a table at the end, another value a pair.
  func setting(_ path: [String], to value: JSONValue) throws(EditFailure) -> [UInt8] {
    if let pair = statements.first(where: { !$0.isHeader && path.starts(with: $0.path) }), let range = pair.value {
      return try setting(path.dropFirst(pair.path.count), to: value, inline: range)
    }
    if let array = statements.first(where: { $0.isArrayOfTables && path.starts(with: $0.path) }) {
      throw .unsafe("\(array.path.joined(separator: ".")) is an array of tables", line: line(of: array))
    }
    let isNew = self.value.value(at: path) == nil
    if isNew, let members = value.object { return appending(path, members) }
    guard isNew, let name = path.last else {
      let table = statements.first { $0.path.starts(with: path) }
      throw .unsafe("\(path.joined(separator: ".")) is a table where a value is to be", line: table.map(line))
    }
    let table = Array(path.dropLast())
    if let header = statements.firstIndex(where: { $0.path == table && $0.isHeader }) {
      let pairs = statements[(header + 1)...].prefix { !$0.isHeader }
      return inserting([name], value, after: pairs.last ?? statements[header])
    }
    if let pair = statements.last(where: { $0.path.starts(with: table) && !$0.isHeader }),
      case .pair(_, let headerCount) = pair.kind, headerCount < table.count
    {
      return inserting(Array(path[headerCount...]), value, after: pair)
    }
    return appending(table, [name: value])
  }

  private func line(of statement: Statement) -> Int { LineStyle.line(of: statement.lines.lowerBound, in: text) }

  private func appending(_ path: [String], _ members: JSONObject) -> [UInt8] {
    let isEmpty = text.count == LineStyle.markSize(text)
    var bytes: [UInt8] = isEmpty ? [] : style.newline
    if !isEmpty, text.last != 0x0A { bytes += style.newline }
    bytes += Array("[\(path.map(Self.key).joined(separator: "."))]".utf8) + style.newline
    for member in members { bytes += Self.pair([member.name], member.value) + style.newline }
    return text.applying(TextEdit(at: text.count, bytes))
  }

  private func inserting(_ key: [String], _ value: JSONValue, after statement: Statement) -> [UInt8] {
    let line = LineStyle.margin(of: statement.lines.lowerBound, in: text) + Self.pair(key, value)
    let end = statement.lines.upperBound
    return text.applying(TextEdit(at: end, text[end - 1] == 0x0A ? line + style.newline : style.newline + line))
  }

  /// Sets a value in an inline table, or replaces the whole value if the path is empty.
  private func setting(
    _ path: ArraySlice<String>,
    to value: JSONValue,
    inline range: Range<Int>
  ) throws(EditFailure) -> [UInt8] {
    guard !path.isEmpty else { return text.applying(TextEdit(range, Self.written(value))) }
    guard text[range.lowerBound] == UInt8(ascii: "{") else {
      throw EditFailure("something that is no table stands here", at: range.lowerBound, in: text)
    }
    var scanner = TOMLScanner(text, at: range.lowerBound)
    let members = try scanner.inlineTable().members
    if let member = members.first(where: { path.starts(with: $0.path) }) {
      // It recurses once for each name of the path at most.
      return try setting(path.dropFirst(member.path.count), to: value, inline: member.value)
    }
    let pair = Self.pair(Array(path), value)
    guard let last = members.last else {
      return text.applying(TextEdit(range, Array("{ ".utf8) + pair + Array(" }".utf8)))
    }
    return text.applying(TextEdit(at: last.range.upperBound, [0x2C, 0x20] + pair))
  }
}

extension TOMLText {
  private static func pair(_ path: [String], _ value: JSONValue) -> [UInt8] {
    Array("\(path.map(key).joined(separator: ".")) = ".utf8) + written(value)
  }

  /// A name as a key, bare where that is allowed.
  static func key(_ name: String) -> String {
    !name.isEmpty && name.utf8.allSatisfy(TOMLScanner.isBare) ? name : String(decoding: string(name), as: UTF8.self)
  }

  /// A value on one line.
  ///
  /// It recurses once for each level of an entry, which this program made.
  static func written(_ value: JSONValue) -> [UInt8] {
    switch value {
    case .array(let elements): return [0x5B] + Array(elements.map(written).joined(separator: [0x2C, 0x20])) + [0x5D]
    case .object(let object) where object.isEmpty: return Array("{}".utf8)
    case .object(let object):
      let pairs = object.map { pair([$0.name], $0.value) }
      return Array("{ ".utf8) + Array(pairs.joined(separator: [0x2C, 0x20])) + Array(" }".utf8)
    case .string(let text): return string(text)
    default: return value.json
    }
  }

  /// A basic string: one of JSON, but that DEL is escaped.
  private static func string(_ text: String) -> [UInt8] {
    JSONValue.string(text).json.flatMap { $0 == 0x7F ? Array("\\u007F".utf8) : [$0] }
  }
}
