@testable import APIDocs
import Testing

/// Text of a document cannot become more than text of a page.
struct MarkdownTests {
  @Test(
    arguments: [
      ("a # b", "a # b"), ("# a", "\\# a"), ("a\n===", "a\n\\==="), ("a\n---\nb", "a\n\\---\nb"),
      ("- a\n- b", "- a\n- b"),
      ("<b>a</b>", "\\<b>a\\</b>"), ("\\<b>", "\\<b>"), ("`<b>`", "`<b>`"), ("a ` b", "a \\` b"),
      ("``a`", "\\`\\`a\\`"),
      ("```sh\n# a <b>\n```\n# c", "```sh\n# a <b>\n```\n\\# c"), ("```\n# a", "```\n# a\n```"),
      ("~~~\na", "~~~\na\n~~~"),
    ]
  )
  func `a block has no headings, no HTML and nothing left open`(text: String, expected: String) {
    #expect(Markdown.block(text) == expected)
  }

  @Test func `a line is one line`() {
    #expect(Markdown.line(" a\n\n  b\r\nc ") == "a b c")
  }

  @Test(
    arguments: [
      ("a", "`a`"), ("a`b", "``a`b``"), ("`a", "`` `a ``"), ("a``b", "```a``b```"), ("a\nb", "`a b`"), ("", ""),
    ]
  )
  func `a span of code ends where it should`(text: String, expected: String) {
    #expect(Markdown.code(text) == expected)
  }

  @Test func `a fence is longer than any in it`() {
    #expect(Markdown.fenced("```\na", language: "md") == "````md\n```\na\n````")
  }

  @Test func `pipes do not end a cell, and empty columns are left out`() {
    let table = Markdown.table(["A", "B", "C"], [["a|b", "", "`c|d`"], ["\\|", "", ""]])
    #expect(table == "| A | C |\n| --- | --- |\n| a\\|b | `c\\|d` |\n| \\| |  |")
    #expect(Markdown.table(["A"], []) == "")
  }
}
