import Testing

@testable import OpenAPI

struct TitleLineTests {
  @Test(
    arguments: [
      ("List\nconferences", "List conferences"), ("  a \t\r\n b\u{2028}c ", "a b c"), ("a\u{0}b", "a b"), ("", nil),
      (" \n", nil), ("è", "è"),
    ])
  func `a title is one line`(text: String, expected: String?) {
    #expect(TitleLine.of(text) == expected)
  }

  @Test func `a long title is cut at a word`() {
    let exact = String(repeating: "word ", count: 23) + "12345"
    #expect(exact.utf16.count == TitleLine.maximum)
    #expect(TitleLine.of(exact) == exact)
    #expect(TitleLine.of(exact + "6") == String(repeating: "word ", count: 22) + "word…")
    #expect(TitleLine.of(exact + " more") == String(repeating: "word ", count: 22) + "word…")
    let one = TitleLine.of(String(repeating: "x", count: 300))
    #expect(one?.utf16.count == TitleLine.maximum && one?.hasSuffix("…") == true)
    #expect(TitleLine.of(String(repeating: "👩‍👩‍👧 ", count: 300))?.utf16.count ?? .max <= TitleLine.maximum)
  }

  @Test func `the title of an operation is one line`() throws {
    let document = try APIDocument(
      reading: #"""
        {"openapi": "3.1.1", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {"summary": "/a\nReads\nit"},
         "put": {"summary": "x", "x-mcp": {"title": "Writes\n it"}}, "post": {"summary": "\n"}}}}
        """#,
      overlays: []
    )
    #expect(document.operations.map(\.title) == ["Reads it", "Writes it", nil])
  }
}
