/// Escapes untrusted text for a page, so that it can neither end a table, a fence or a code span, nor start a heading
/// or HTML.
package enum Markdown {
  /// Text of several lines in CommonMark, as OpenAPI descriptions are written; headings become plain text.
  package static func block(_ text: String) -> String {
    var fence: String?
    var lines: [String] = []
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let content = line.drop { $0 == " " }
      if let open = fence {
        lines.append(String(line))
        if content.hasPrefix(open), content.allSatisfy({ $0 == open.first || $0 == " " }) { fence = nil }
      } else if let marker = fenceMarker(content) {
        fence = marker
        lines.append(String(line))
      } else if content.first == "#" || isUnderline(content) {
        lines.append(line.prefix(line.count - content.count) + "\\" + inline(content))
      } else {
        lines.append(inline(line))
      }
    }
    if let fence { lines.append(fence) }
    return lines.joined(separator: "\n")
  }

  /// Text on one line: for a heading, a list item, a table cell.
  package static func line(_ text: String) -> String { inline(joined(text)) }

  /// Text on one line as a code span, in which nothing has a meaning; empty for empty text.
  package static func code(_ text: String) -> String {
    guard !text.isEmpty else { return "" }
    let text = joined(text)
    let marks = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
    let space = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    return marks + space + text + space + marks
  }

  /// Lines verbatim, as a code block.
  package static func fenced(_ text: String, language: String) -> String {
    let marks = String(repeating: "`", count: max(3, longestRun(of: "`", in: text) + 1))
    return "\(marks)\(language)\n\(text)\n\(marks)"
  }

  /// A table; columns without any content are left out.
  ///
  /// - Parameters:
  ///   - header: The column titles.
  ///   - rows: The cells, in Markdown with unescaped pipes.
  /// - Returns: The table; empty if there are no rows.
  package static func table(_ header: [String], _ rows: [[String]]) -> String {
    let used = header.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    guard !used.isEmpty else { return "" }
    func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }
    let head = [line(used.map { header[$0] }), line(used.map { _ in "---" })]
    return (head + rows.map { row in line(used.map { escapingPipes(row[$0]) }) }).joined(separator: "\n")
  }

  // MARK: Escaping

  private static func joined(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).map { trimmed($0) }.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  /// Escapes the start of HTML, and backticks without a partner.
  private static func inline(_ text: some StringProtocol) -> String {
    var result = ""
    var rest = Substring(text)
    var runs = BacktickRuns(rest)
    while let character = rest.first {
      switch character {
      case "`":
        let marks = rest.prefix { $0 == "`" }
        if let end = runs.closing(marks) {
          result += marks + rest[marks.endIndex..<end] + marks
          rest = rest[end...].dropFirst(marks.count)
        } else {
          result += marks.map { "\\\($0)" }.joined()
          rest = rest[marks.endIndex...]
        }
      case "\\":
        result += rest.prefix(2)
        rest = rest.dropFirst(2)
      case "<":
        result += "\\<"
        rest.removeFirst()
      default:
        result.append(character)
        rest.removeFirst()
      }
    }
    return result
  }

  private static func escapingPipes(_ text: String) -> String {
    guard text.contains("|") else { return text }
    var result = ""
    for character in text {
      if character == "|", result.last != "\\" { result.append("\\") }
      result.append(character)
    }
    return result
  }

  private static func fenceMarker(_ line: Substring) -> String? {
    for mark in ["`", "~"] as [Character] {
      let run = line.prefix { $0 == mark }
      if run.count >= 3, !line.dropFirst(run.count).contains("`") { return String(run) }
    }
    return nil
  }

  private static func isUnderline(_ line: Substring) -> Bool {
    guard let first = line.first, first == "=" || first == "-" else { return false }
    return line.allSatisfy { $0 == first || $0 == " " }
  }

  private static func longestRun(of mark: Character, in text: String) -> Int {
    var longest = 0
    var current = 0
    for character in text {
      current = character == mark ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}
