import CommonMark
import Testing

/// The HTML of documents; the specification's examples are compared in `Tests/Interop/page/test_commonmark.py`.
struct CommonMarkTests {
  private func html(_ text: String, _ policy: HTMLPolicy = HTMLPolicy()) -> String {
    CommonMarkDocument(text).html(policy)
  }

  @Test(arguments: [
    ("# A *b*\n\nc  \nd", "<h1>A <em>b</em></h1>\n<p>c<br>\nd</p>\n"),
    ("A\n=\nB\n-", "<h1>A</h1>\n<h2>B</h2>\n"),
    ("- a\n- b\n  1. c", "<ul>\n<li>a</li>\n<li>b\n<ol>\n<li>c</li>\n</ol>\n</li>\n</ul>\n"),
    ("- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n"),
    ("> a\nb\n\nc", "<blockquote>\n<p>a\nb</p>\n</blockquote>\n<p>c</p>\n"),
    ("```json\n{\"a\": `1`}\n```", "<pre><code class=\"language-json\">{&quot;a&quot;: `1`}\n</code></pre>\n"),
    ("\ta\n\n\tb\n", "<pre><code>a\n\nb\n</code></pre>\n"),
    ("`a*` ***b*** _c_d_", "<p><code>a*</code> <em><strong>b</strong></em> <em>c_d</em></p>\n"),
    ("\\*a\\* &copy; &#65; &nope;", "<p>*a* © A &amp;nope;</p>\n"),
    ("a\r\nb\rc", "<p>a\nb\nc</p>\n"), ("***", "<hr>\n"), ("", ""),
  ])
  func `blocks and inlines become HTML`(text: String, expected: String) {
    #expect(html(text) == expected)
  }

  @Test func `a table has a head, aligned columns and as many cells in each row`() {
    let text = "| a | b |\n|:--|--:|\n| `x\\|y` | *c* | d |\n| e |\n\nf"
    #expect(
      html(text)
        == """
        <table>
        <thead>
        <tr>
        <th class="left">a</th>
        <th class="right">b</th>
        </tr>
        </thead>
        <tbody>
        <tr>
        <td class="left"><code>x|y</code></td>
        <td class="right"><em>c</em></td>
        </tr>
        <tr>
        <td class="left">e</td>
        <td class="right"></td>
        </tr>
        </tbody>
        </table>
        <p>f</p>

        """
    )
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a <b onclick=\"x()\">b</b>", "<!-- x -->", "<?php ?>",
    "<div>\n<style>*{}</style>\n</div>", "<https://a\"onmouseover=x>", "[a](https://x \"\\\" onclick=x\")",
  ])
  func `raw HTML is text`(text: String) {
    let result = html(text)
    let tags = result.matches(of: /<\/?([a-z0-9]+)[^>]*>/).map { String($0.1) }
    #expect(Set(tags).isSubset(of: ["p", "a"]), "\(result)")
    #expect(!result.contains(/<[^>]*"[^"<>]*" on/))
  }

  @Test(arguments: [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "&#106;avascript:alert(1)",
    "data:text/html,x",
    "vbscript:x", "file:///etc/passwd", "//other.example/x", "/\\other.example/x", "\\\\other.example",
    "mailto:a@b.example",
    "%6Aavascript:x", "x-y:z",
  ])
  func `an address that is neither of the web nor relative is no link`(address: String) {
    for text in ["[a](<\(address)>)", "[a]\n\n[a]: <\(address)>", "![a](<\(address)>)", "<\(address)>"] {
      #expect(!html(text).contains("href"), "\(text)")
    }
  }

  @Test func `links to the web say nothing of where they are followed, and relative ones stay as they are`() {
    #expect(
      html("[a](https://x.example/?a=1&b=2)")
        == "<p><a href=\"https://x.example/?a=1&amp;b=2\" rel=\"nofollow noopener noreferrer\">a</a></p>\n"
    )
    #expect(html("[a](../b#c \"d\")") == "<p><a href=\"../b#c\" title=\"d\">a</a></p>\n")
  }

  @Test func `images are links, and text within a link`() {
    #expect(
      html("![*a*](https://x.example/a.png)")
        == "<p><a href=\"https://x.example/a.png\" rel=\"nofollow noopener noreferrer\">a</a></p>\n"
    )
    #expect(html("[![a](https://x.example/a.png)](b)") == "<p><a href=\"b\">a</a></p>\n")
    #expect(html("![a](b.png)", HTMLPolicy(showsImages: true)) == "<p><img src=\"b.png\" alt=\"a\"></p>\n")
  }

  @Test func `headings move down by an offset`() {
    #expect(html("# a\n###### b", HTMLPolicy(headingOffset: 2)) == "<h3>a</h3>\n<h6>b</h6>\n")
  }

  @Test func `characters that would turn the text around are spelled out`() {
    #expect(html("a \u{202E}b `\u{202E}c`") == "<p>a [U+202E]b <code>[U+202E]c</code></p>\n")
  }

  @Test func `the outline has the headings, and the plain text no marks`() {
    let document = CommonMarkDocument("# A `b`\n\n- *c* [d](e)\n\n| f | g |\n|---|---|\n| h | i |\n\nJ\n---\n")
    #expect(document.headings.map(\.level) == [1, 2])
    #expect(document.headings.map(\.text) == ["A b", "J"])
    #expect(document.plainText == "A b\nc d\nf | g\nh | i\nJ")
  }
}
