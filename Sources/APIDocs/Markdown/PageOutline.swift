/// The headings of a page in Markdown, outside code blocks.
package struct PageOutline: Sendable {
  /// A heading.
  package struct Heading: Sendable, Equatable {
    /// The number of its `#`.
    package let level: Int
    /// Its words, as they are written.
    package let text: String
    /// The fragment that leads to it, as Markdown is usually shown: `#request-body`.
    package let anchor: String
    /// The number of its line, from 0.
    package let line: Int
  }

  /// The headings in their order.
  package let headings: [Heading]

  /// Reads the headings of a page.
  package init(_ markdown: String) {
    var headings: [Heading] = []
    var used: [String: Int] = [:]
    var fence: Substring?
    for (number, line) in markdown.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if let open = fence {
        if line.hasPrefix(open), line.allSatisfy({ $0 == open.first }) { fence = nil }
        continue
      }
      if line.hasPrefix("```") || line.hasPrefix("~~~") {
        fence = line.prefix { $0 == line.first }
        continue
      }
      let marks = line.prefix { $0 == "#" }
      guard 1...6 ~= marks.count, line.dropFirst(marks.count).first == " " else { continue }
      let text = String(line.dropFirst(marks.count + 1))
      let base = Self.anchor(text)
      let count = used[base, default: 0]
      used[base] = count + 1
      let anchor = count == 0 ? base : "\(base)-\(count)"
      headings.append(Heading(level: marks.count, text: text, anchor: anchor, line: number))
    }
    self.headings = headings
  }

  private static func anchor(_ text: String) -> String {
    var anchor = ""
    for scalar in text.unicodeScalars {
      if scalar.properties.isAlphabetic || "0"..."9" ~= scalar || scalar == "_" || scalar == "-" {
        anchor += scalar.properties.lowercaseMapping
      } else if scalar == " " {
        anchor.append("-")
      }
    }
    return anchor
  }
}
