import Testing
import TextCoding

struct HTMLReferencesTests {
  @Test func `markup is escaped, and nothing else`() {
    #expect(
      HTMLReferences.escaped(#"<a b="c" d='e'>&é</a>"#) == "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;é&lt;/a&gt;"
    )
    #expect(HTMLReferences.escaped("plain text\n") == "plain text\n")
  }
}
