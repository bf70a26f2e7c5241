/// The line breaks and the indentation of a text.
struct LineStyle {
  let newline: [UInt8]
  /// One level of indentation.
  let indentation: [UInt8]

  /// Derives the style from a text; two spaces if no line is indented.
  init(of text: [UInt8]) {
    let end = text.firstIndex(of: 0x0A)
    newline = end.map { $0 > 0 && text[$0 - 1] == 0x0D } == true ? [0x0D, 0x0A] : [0x0A]
    indentation = Self.firstIndentation(of: text) ?? [0x20, 0x20]
  }

  private static func firstIndentation(of text: [UInt8]) -> [UInt8]? {
    var start = 0
    while start < text.count {
      var next = start
      while next < text.count, text[next] == 0x20 || text[next] == 0x09 { next += 1 }
      if next > start, next < text.count, text[next] != 0x0D, text[next] != 0x0A {
        return text[start] == 0x09 ? [0x09] : Array(text[start..<next])
      }
      start = text[next...].firstIndex(of: 0x0A).map { $0 + 1 } ?? text.count
    }
    return nil
  }

  /// The white space at the start of the line that holds a position.
  static func margin(of position: Int, in text: [UInt8]) -> [UInt8] {
    Array(text[lineStart(of: position, in: text)...].prefix { $0 == 0x20 || $0 == 0x09 })
  }

  /// The number of spaces and tabs before a position.
  static func space(before position: Int, in text: [UInt8]) -> Int {
    text[..<position].reversed().prefix { $0 == 0x20 || $0 == 0x09 }.count
  }

  static func lineStart(of position: Int, in text: [UInt8]) -> Int {
    text[..<position].lastIndex(of: 0x0A).map { $0 + 1 } ?? markSize(text)
  }

  /// The line of a position, from 1; a carriage return alone ends one, as editors count.
  static func line(of position: Int, in text: [UInt8]) -> Int {
    1
      + text.indices.prefix(position).count {
        text[$0] == 0x0A || text[$0] == 0x0D && ($0 + 1 == text.count || text[$0 + 1] != 0x0A)
      }
  }

  /// The size of a byte order mark.
  static func markSize(_ text: [UInt8]) -> Int { text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
}
