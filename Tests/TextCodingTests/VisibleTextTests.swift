import JSON
import Testing

@testable import TextCoding

/// Text of others, of which a person has to see everything.
struct VisibleTextTests {
  /// Every character without a look of its own that Unicode knows, found anew so that no table is trusted.
  private static var ignorable: [Unicode.Scalar] {
    (0...0x10FFFF as ClosedRange<UInt32>).lazy.compactMap(Unicode.Scalar.init)
      .filter { $0.properties.isDefaultIgnorableCodePoint }
  }

  @Test func `every default-ignorable character shows`() {
    var count = 0
    for scalar in Self.ignorable {
      count += 1
      let name = String(scalar.value, radix: 16, uppercase: true)
      #expect(VisibleText.spelled("a\(scalar)b") == "a[U+\(name)]b")
    }
    #expect(count > 4000)
  }

  @Test(
    arguments: [
      "\u{A0}", "\u{1680}", "\u{2000}", "\u{2003}", "\u{2007}", "\u{2009}", "\u{200A}", "\u{202F}", "\u{205F}",
      "\u{3000}", "\u{2800}", "\u{2028}", "\u{2029}", "\u{85}", "\u{B}", "\u{C}", "\r", "\t", "\u{7F}", "\u{9B}",
      "\u{9D}", "\u{1B}", "\u{0}", "\u{202E}", "\u{2066}", "\u{61C}", "\u{200E}", "\u{FEFF}", "\u{FE0F}", "\u{E0041}",
      "\u{3164}", "\u{115F}", "\u{34F}", "\u{AD}", "\u{E000}", "\u{FFF9}",
    ] as [Unicode.Scalar]
  )
  func `whatever looks like nothing or like a space shows`(scalar: Unicode.Scalar) {
    let name = "[U+\(String(scalar.value, radix: 16, uppercase: true))]"
    #expect(VisibleText.spelled("a\(scalar)b", keepsLines: false) == "a\(name)b")
    #expect(VisibleText.value("a\(scalar)b") == "a\(name)b")
  }

  @Test func `what people write stays as it is`() {
    for text in ["Ünïcödé", "日本語", "שָׁלוֹם", "กำลัง", "a b", "x\u{301}", "🙂", "key-1 (2%)"] {
      #expect(VisibleText.value(text) == text)
    }
  }

  @Test func `combining marks neither pile up nor change what stands before the text`() {
    let pile = String(repeating: "\u{301}", count: 200)
    #expect(VisibleText.spelled("a\(pile)b").unicodeScalars.count(where: { $0 == "\u{301}" }) == 4)
    #expect(VisibleText.spelled("\u{338}x") == "[U+338]x")
    #expect(VisibleText.spelled("a\n\u{338}x") == "a\n[U+338]x")
    #expect(VisibleText.spelled("\u{200B}\u{338}x") == "[U+200B][U+338]x")
  }

  @Test func `a value makes no second row, by lines or by spaces`() {
    #expect(VisibleText.value("a\nSent to  h") == "a[U+A]Sent to  h")
    #expect(VisibleText.value("a     b") == "a  \u{2423}\u{2423}\u{2423}b")
  }

  @Test(arguments: ["sent_to", "Sent-to", "SENT_TO", "tool", "_", ""])
  func `a name that could be taken for a row of our own is quoted`(name: String) {
    #expect(VisibleText.name(name, besides: ["Sent to", "Tool"]) == "\"\(name)\"")
  }

  @Test func `JSON with such characters is the same JSON, and harmless`() throws {
    let value: JSONValue = ["a\u{9B}b\u{202E}": "\u{7F}\u{E0041}\u{85}é\u{1B}"]
    let text = VisibleText.escaped(json: value.description)
    #expect(text == #"{"a\u009bb\u202e":"\u007f\udb40\udc41\u0085é\u001b"}"#)
    #expect(try JSONParser.parse(Array(text.utf8)) == value)
  }
}
