/// Splits Markdown into parts of a bounded size: each is Markdown of its own, with fences closed and tables headed.
package struct MarkdownParts {
  /// The parts in the order of the text.
  package private(set) var parts: [String] = []
  private let maximum: Int
  private var part = ""
  private var size = 0
  /// The opening line of the code block that the part stands in.
  private var fence: Substring?
  /// The two lines that head the table that the part stands in.
  private var table: (head: Substring, rule: Substring)?
  private var last: Substring = ""
  /// The last heading, which the next part repeats.
  private var heading: Substring?

  /// Splits a text at the ends of lines.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - maximum: The most scalars of a part.
  package init(_ text: String, maximum: Int) {
    self.maximum = maximum
    // An opening line and a head are repeated in each part, so long ones are not kept.
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      for piece in Self.pieces(line, maximum / 4) { take(piece) }
    }
    if !part.isEmpty { parts.append(part) }
  }

  /// The words of the first heading.
  static func title(of text: String) -> Substring {
    guard text.hasPrefix("# ") else { return "" }
    return text.dropFirst(2).prefix { $0 != "\n" }
  }

  private mutating func take(_ line: Substring) {
    let length = line.unicodeScalars.count + 1
    if size + length > maximum { endPart() }
    follow(line)
    append(line, length)
  }

  private mutating func append(_ line: some StringProtocol, _ length: Int) {
    part += line
    part += "\n"
    size += length
  }

  /// Follows which block the text is in.
  private mutating func follow(_ line: Substring) {
    if let open = fence {
      let marks = open.prefix { $0 == open.first }
      if line.hasPrefix(marks), line.allSatisfy({ $0 == open.first }) { fence = nil }
    } else if line.hasPrefix("```") || line.hasPrefix("~~~") {
      fence = line.count < 200 ? line : line.prefix { $0 == line.first }
    } else if line.hasPrefix("| ---") {
      table = last.count + line.count < 2000 ? (last, line) : nil
    } else if !line.hasPrefix("|") {
      table = nil
    }
    if fence == nil, line.hasPrefix("## ") || line.hasPrefix("### ") { heading = line }
    last = line
  }

  private mutating func endPart() {
    if let fence { part += "\(fence.prefix { $0 == fence.first })\n" }
    parts.append(part)
    (part, size) = ("", 0)
    if let heading {
      let words = heading.count < 200 ? heading : heading.prefix(200)
      append("\(words) (continued)\n", words.unicodeScalars.count + 14)
    }
    if let fence { append(fence, fence.unicodeScalars.count + 1) }
    if let table {
      append(table.head, table.head.unicodeScalars.count + 1)
      append(table.rule, table.rule.unicodeScalars.count + 1)
    }
  }

  /// The pieces of a line that are short enough, cut between words if there are any.
  private static func pieces(_ line: Substring, _ maximum: Int) -> [Substring] {
    guard line.utf8.count > maximum, line.unicodeScalars.count > maximum else { return [line] }
    var pieces: [Substring] = []
    var rest = line.unicodeScalars
    while rest.count > maximum {
      let end = rest.index(rest.startIndex, offsetBy: maximum)
      let space = rest[..<end].lastIndex(of: " ").flatMap { $0 > rest.startIndex ? $0 : nil } ?? end
      pieces.append(Substring(rest[..<space]))
      rest = rest[space...].drop { $0 == " " }
    }
    return pieces + (rest.isEmpty ? [] : [Substring(rest)])
  }
}
