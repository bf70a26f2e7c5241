import Testing

@testable import TextCoding

struct PercentCodingTests {
  private func text(_ text: String, _ malformed: PercentCoding.Malformed = .refused) -> String? {
    PercentCoding.decode(text.utf8, malformed: malformed).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `escapes are decoded once, in either case`() {
    #expect(text("a%2Fb%c3%A4%252F") == "a/bä%2F")
    #expect(PercentCoding.decode("a+%2B".utf8, malformed: .kept, plusIsSpace: true) == Array("a +".utf8))
  }

  @Test(arguments: ["%", "%5", "%+5", "%-5", "% 5", "%0x", "%5g", "%\u{FF15}5", "%%41"])
  func `a percent sign without two digits is no escape`(escape: String) {
    #expect(text(escape) == nil)
    #expect(text(escape, .kept) == (escape == "%%41" ? "%A" : escape))
  }

  @Test func `every byte is written by two digits and by nothing else`() {
    let digits = Array("0123456789abcdef".utf8)
    for byte in UInt8.min ... .max {
      #expect(HexDigit.byte(digits[Int(byte >> 4)], digits[Int(byte & 15)]) == byte)
    }
    #expect((UInt8.min ... .max).count { HexDigit.value($0) != nil } == 22)
  }
}
