import Testing

@testable import ProcessEnvironment

struct UnseenLineTests {
  private func typed(_ chunks: String...) -> UnseenLine {
    var line = UnseenLine(UnseenLine.Keys())
    for chunk in chunks { line.take(chunk.utf8) }
    return line
  }

  @Test(arguments: [
    ("abc\n", "abc"), ("abc\r", "abc"), ("abc\ndef\n", "abc"), ("\n", ""), ("\u{4}", ""), ("a\u{4}b\n", "ab"),
    ("ab\u{7F}c\n", "ac"), ("ab\u{8}c\n", "ac"), ("\u{7F}\u{7F}a\n", "a"), ("a\u{20AC}\u{7F}b\n", "ab"),
    ("one two  \u{17}three\n", "one three"), ("one\u{17}\u{17}two\n", "two"), ("one two\u{15}three\n", "three"),
    ("a\u{0}b\n", "ab"),
  ])
  func `a line ends as in a terminal, and is edited by its keys`(text: String, line: String) {
    let typed = typed(text)
    #expect(typed.isComplete)
    #expect(String(decoding: typed.bytes, as: UTF8.self) == line)
  }

  @Test func `a line may come in pieces, and be longer than a terminal's own`() {
    let half = String(repeating: "x", count: 5000)
    #expect(!typed(half, half).isComplete)
    #expect(typed(half, half, "\n").bytes.count == 10_000)
  }

  @Test func `a line without an end does not grow for ever`() {
    let part = String(repeating: "x", count: UnseenLine.maximumLength)
    #expect(typed(part, part, "\n").bytes.count == UnseenLine.maximumLength)
  }

  @Test func `a key that is switched off edits nothing`() {
    var keys = UnseenLine.Keys()
    (keys.erase, keys.end) = (0, 0)
    var line = UnseenLine(keys)
    line.take("ab\u{7F}\u{4}\u{0}c\n".utf8)
    #expect(line.bytes == Array("ab\u{7F}\u{4}c".utf8))
  }
}
