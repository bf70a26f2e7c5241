import APIDocs
import JSON
import OpenAPI
import TestSupport
import Testing

@testable import APIDocs

/// Pages that are too long for one reading.
struct PagePartsTests {
  @Test(
    arguments: [
      ("lines", String(repeating: "words of a line\n", count: 20_000)),
      ("one line", String(repeating: "words ", count: 60_000)),
      ("one word", String(repeating: "ü", count: 200_000)),
      ("a table", "| a | b |\n| --- | --- |\n" + String(repeating: "| some | thing |\n", count: 15_000)),
      ("a code block", "```json\n" + String(repeating: "{\"a\": 1}\n", count: 20_000) + "```\n"),
      ("nothing but line ends", String(repeating: "\n", count: 120_000)),
    ]
  )
  func `every part is short, whole, and leads to the others`(_ name: String, _ body: String) throws {
    let text = PageText("# Title\n\n## Section\n\n\(body)", of: .overview, PageAddresses())
    #expect(text.parts.count > 2)
    for (position, part) in text.parts.enumerated() {
      #expect(part.unicodeScalars.count < PageText.maximumPart, "\(name)")
      #expect(part.hasPrefix(position == 0 ? "# Title\n" : "# Title (part \(position + 1) of \(text.parts.count))\n"))
      #expect(part.split(separator: "```", omittingEmptySubsequences: false).count % 2 == 1, "\(name)")
      if position > 0 { #expect(part.contains("](docs://overview\(position == 1 ? "" : "?part=\(position)"))")) }
      if position < text.parts.count - 1 { #expect(part.contains("](docs://overview?part=\(position + 2))")) }
      if name == "a table" { #expect(part.contains("| a | b |\n| --- | --- |\n| some")) }
    }
    let letters = { (text: String) in text.filter { $0 == "w" || $0 == "ü" || $0 == "1" || $0 == "m" }.count }
    if name == "lines" || name == "one word" {
      #expect(text.parts.map(letters).reduce(0, +) >= letters(body))
    }
  }

  @Test func `a short page is one part, and the document too however long it is`() {
    #expect(PageText("# A\n", of: .overview, PageAddresses()).parts == ["# A\n"])
    let long = String(repeating: "x", count: 200_000)
    #expect(PageText(long, of: .document, PageAddresses()).parts == [long])
  }

  @Test func `parts of a long page are read by their number`() async throws {
    let words = String(repeating: "words ", count: 20_000)
    let document = try APIDocument(
      reading: """
        {"openapi": "3.1.0", "info": {"title": "T"}, "paths": {"/a": {"post": {"operationId": "a", "responses": {},
          "description": "\(words)"}}}, "components": {"schemas": {"S": {"description": "\(words)"}}}}
        """
    )
    let api = Documented(document: document)
    for uri in ["docs://operations/a", "docs://schemas/S"] {
      let first = try #require(try await api.text(uri))
      #expect(first.contains("](\(uri)?part=2)"))
      #expect(try await api.text("\(uri)?part=2")?.contains("(part 2 of ") == true)
    }
    for uri in [
      "docs://operations/a?part=99", "docs://operations/a?part=0", "docs://overview?part=x", "docs://x/y?part=1",
    ] {
      #expect(try await api.text(uri) == nil, "\(uri)")
    }
  }

  @Test func `headings are those outside code, each with an anchor of its own`() {
    let text = "# A b\n\n## C\n\n```\n# no\n```\n\n## C\n\n#no\n\n####### no\n\n### `D_e`: 409!\n"
    let headings = PageOutline(text).headings
    #expect(headings.map(\.text) == ["A b", "C", "C", "`D_e`: 409!"])
    #expect(headings.map(\.anchor) == ["a-b", "c", "c-1", "d_e-409"])
    #expect(headings.map(\.level) == [1, 2, 2, 3])
    #expect(headings.map(\.line) == [0, 2, 8, 14])
  }
}
