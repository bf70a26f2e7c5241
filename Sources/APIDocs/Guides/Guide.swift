import DocsSearch

/// A guide in Markdown, from a file beside the document of the API.
package struct Guide: Sendable, Equatable {
  /// The name in its address.
  package let slug: String
  package let title: String
  /// The text, as it stands in the file.
  package let markdown: String
  /// The path of the file in its folder.
  package let path: String

  /// The link to the guide.
  package var link: GuideLink { GuideLink(slug: slug, title: title) }

  /// Reads a guide.
  ///
  /// - Parameters:
  ///   - slug: The name in its address.
  ///   - markdown: The text, without front matter if it has some.
  ///   - path: The path of the file in its folder; `nil` for one named after its address.
  package init(slug: String, markdown: String, path: String? = nil) {
    self.slug = slug
    self.path = path ?? "\(slug).md"
    let (front, body) = Self.split(markdown)
    self.markdown = body
    let heading = PageOutline(body).headings.first { $0.level == 1 }?.text
    title = front ?? heading ?? slug
  }

  /// Splits off the front matter between two lines of three dashes, and returns the title in it.
  private static func split(_ text: String) -> (title: String?, body: String) {
    guard text.hasPrefix("---\n") || text.hasPrefix("---\r\n") else { return (nil, text) }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard let end = lines.dropFirst().prefix(200).firstIndex(where: { $0 == "---" }) else { return (nil, text) }
    let title = lines[1..<end].first { $0.hasPrefix("title:") }.map { line in
      line.dropFirst(6).drop { $0 == " " || $0 == "\"" || $0 == "'" }.reversed().drop { "\"' ".contains($0) }.reversed()
    }
    let body = lines[(end + 1)...].joined(separator: "\n").drop { $0 == "\n" }
    return (title.map { String($0) }.flatMap { $0.isEmpty ? nil : $0 }, String(body))
  }

  /// The guide as the search knows it: each section is a passage.
  var entry: SearchEntry {
    var entry = SearchEntry(kind: .guide, name: slug, title: title, passages: [.init(.title, title)])
    let headings = PageOutline(markdown).headings
    let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)
    var starts = headings.map { (line: $0.line + 1, heading: Optional($0.text)) }
    starts.insert((0, nil), at: 0)
    for (position, start) in starts.enumerated() {
      let end = position + 1 < starts.count ? starts[position + 1].line - 1 : lines.count
      if let heading = start.heading { entry.passages.append(.init(.path, heading, heading: heading)) }
      guard start.line < end else { continue }
      let text = lines[start.line..<end].joined(separator: "\n")
      if text.contains(where: { !$0.isWhitespace }) {
        entry.passages.append(.init(.body, text, heading: start.heading))
      }
    }
    return entry
  }
}

/// A guide as a list of pages names it.
package struct GuideLink: Sendable, Equatable {
  package let slug: String
  package let title: String

  /// Names a guide.
  package init(slug: String, title: String) {
    self.slug = slug
    self.title = title
  }
}
