import Testing
import TextCoding

struct VisibleOriginTests {
  @Test(arguments: [
    ("https://api.example", "https://api.example"),
    ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
    ("http://[::1]:8080", "http://[::1]:8080"),
    // A Cyrillic letter, as it is, in Punycode, and escaped.
    ("https://\u{430}pple.com", "https://[U+430]pple.com"),
    ("https://xn--pple-43d.com:8443", "https://xn--pple-43d.com:8443 (which stands for [U+430]pple.com)"),
    ("https://XN--PPLE-43D.com", "https://XN--PPLE-43D.com (which stands for [U+430]PPLE.com)"),
    ("https://%d0%b0pple.com", "https://%d0%b0pple.com (which stands for [U+430]pple.com)"),
    ("https://%61pple.com", "https://%61pple.com (which stands for apple.com)"),
    ("xn--mnchen-3ya.example", "xn--mnchen-3ya.example (which stands for m[U+FC]nchen.example)"),
    ("https://xn--!.com", "https://xn--!.com (which stands for xn--! (no name).com)"),
    ("https://a\u{202E}b.com", "https://a[U+202E]b.com"),
  ])
  func `letters of a host that look like others are spelled`(origin: String, spelled: String) {
    #expect(VisibleOrigin.spelled(origin) == spelled)
  }

  @Test func `no label of a host ends the program`() {
    let long = String(repeating: "a", count: 70)
    for label in ["xn--", "xn---", "xn--99999999999999999999", "xn--zzzzzzzzzzzzzzzzzz", "xn--\(long)"] {
      #expect(!VisibleOrigin.spelled("https://\(label).com").isEmpty)
    }
    var generator = SystemRandomNumberGenerator()
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789-")
    for _ in 0..<2000 {
      let count = Int.random(in: 1...59, using: &generator)
      let label = (0..<count).map { _ in letters.randomElement(using: &generator) ?? "a" }
      #expect(VisibleOrigin.spelled("https://xn--\(String(label)).com").hasPrefix("https://xn--"))
    }
  }
}
