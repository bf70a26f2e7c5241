import HTML
import Testing

struct HTMLTests {
  @Test func `text at a hole is escaped, for content and for attributes`() {
    let text = #"<script>alert("x")</script>&'"#
    let html: HTML = #"<p title="\#(text)">\#(text)</p>"#
    let escaped = "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;"
    #expect(html.text == #"<p title="\#(escaped)">\#(escaped)</p>"#)
  }

  @Test func `markup at a hole stays as it is`() {
    let rows: [HTML] = ["<li>\("a<b")</li>", "<li>\(2)</li>"]
    let html: HTML = "<ul>\(rows)</ul>\(nil as String?)"
    #expect(html.text == "<ul><li>a&lt;b</li>\n<li>2</li></ul>")
  }

  @Test func `characters that turn the text around are spelled out, and those of emoji stay`() {
    let html: HTML = "\("a\u{202E}b\tc\n\u{1F469}\u{200D}\u{1F4BB}\u{0}")"
    #expect(html.text == "a[U+202E]b\tc\n\u{1F469}\u{200D}\u{1F4BB}[U+0]")
  }
}
