/// The text of a page, in parts that a model can take in at once.
package struct PageText: Sendable, Equatable {
  /// The most characters of a part; a page in JSON is one part whatever its size.
  package static let maximumPart = 50_000

  /// The parts, each with links to the others if there are several.
  package let parts: [String]
  /// The media type of the parts.
  package let mimeType: String

  /// A part, the first of which has the number 1; `nil` if there is none.
  package func part(_ number: Int) -> String? { parts.indices.contains(number - 1) ? parts[number - 1] : nil }

  /// Splits a page where it is too long.
  ///
  /// - Parameters:
  ///   - text: The whole page.
  ///   - page: The page.
  ///   - addresses: Gives the links between the parts.
  init(_ text: String, of page: Page, _ addresses: PageAddresses) {
    mimeType = page.mimeType
    guard page != .document, text.unicodeScalars.count >= Self.maximumPart else {
      parts = [text]
      return
    }
    // Room for the heading of a part and for its links.
    let bodies = MarkdownParts(text, maximum: Self.maximumPart - 2000).parts
    let title = MarkdownParts.title(of: text).prefix(200)
    parts = bodies.enumerated().map { position, body in
      let number = position + 1
      var links: [String] = []
      if number > 1 { links.append("[part \(number - 1)](\(addresses.uri(of: page, part: number - 1)))") }
      if number < bodies.count { links.append("[part \(number + 1)](\(addresses.uri(of: page, part: number + 1)))") }
      let note = "> Part \(number) of \(bodies.count) of this page; beside it: \(links.joined(separator: ", "))."
      if number == 1 { return "\(body)\n\(note)\n" }
      return "# \(title) (part \(number) of \(bodies.count))\n\n\(note)\n\n\(body)"
    }
  }
}
