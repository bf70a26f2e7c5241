import JSON
import Testing

@testable import APITools

struct ScrubberTests {
  private static let secret = #"S3cr3t "Pä\ss"/🔑%+w"#

  private func isClean(_ text: String, _ secret: String = secret) -> Bool {
    Scrubber([secret]).scrub(text) == text
  }

  @Test(arguments: [
    ("as it is", secret),
    ("as JSON", JSONValue.string(secret).description),
    ("as JSON in JSON", JSONValue.string(JSONValue.string(secret).description).description),
    ("as JSON of ASCII", #"S3cr3t \"P\u00E4\\ss\"\/\ud83d\udd11%+w"#),
    ("as JSON, all escaped", #"\u0053\u0033cr3t\u0020\u0022P\u00e4\u005css\u0022\u002f\uD83D\uDD11\u0025\u002bw"#),
    ("percent-encoded", "S3cr3t%20%22P%C3%A4%5Css%22%2F%F0%9F%94%91%25%2Bw"),
    ("percent-encoded in lower case", "S3cr3t%20%22P%c3%a4%5css%22%2f%f0%9f%94%91%25%2bw"),
    ("as a form", "S3cr3t+%22P%C3%A4%5Css%22%2F%F0%9F%94%91%25%2Bw"),
    ("in hexadecimal digits", hexadecimal(secret)),
    ("in upper hexadecimal digits", hexadecimal(secret).uppercased()),
  ])
  func `a secret is found in every form`(form: String, text: String) {
    #expect(Scrubber([Self.secret]).scrub("<\(text)>").contains("[redacted]"), "\(form)")
    #expect(!Scrubber([Self.secret]).scrub("<\(text)>").contains("cr3t"), "\(form)")
  }

  @Test(arguments: 0..<6, ["12345678", "123456789", "1234567890", "\u{FB}\u{FF}\u{BF}\u{3E}\u{3F}~~~~"])
  func `base64 is found amid of other bytes, in both alphabets`(before: Int, secret: String) {
    let bytes = [UInt8](repeating: 0x2A, count: before) + Array(secret.utf8) + [UInt8](repeating: 0x2B, count: 5)
    let text = Base64.text(bytes)
    let url = text.replacing("+", with: "-").replacing("/", with: "_")
    for text in [text, url] {
      let scrubbed = Scrubber([secret]).scrub("token=\(text);")
      #expect(scrubbed.contains("[redacted]"))
      // What is left on both sides says nothing of the secret.
      let left = scrubbed.prefix { $0 != "[" }.dropFirst("token=".count)
      #expect(left.count <= before * 8 / 6)
    }
  }

  @Test func `a basic credential is found with its padding`() {
    #expect(Scrubber(["pass-word"]).scrub("Basic \(Base64.text(Array("pass-word".utf8)))!") == "Basic [redacted]!")
  }

  @Test(arguments: ["S3cr3t", "S3cr3t \"Pa", "s3cr3t \"pä\\ss\"/🔑%+w", "%", "\\", "\\u", "%2", "\\ud83d", "\\ud83d\\u"])
  func `what only resembles a secret stays`(text: String) { #expect(isClean(text)) }

  @Test func `a short secret is replaced only where it is the whole value`() {
    let value: JSONValue = ["pin": "1234", "also": 1234, "text": "12345 1234", "list": ["1234"]]
    let scrubbed: JSONValue = [
      "pin": "[redacted]", "also": "[redacted]", "text": "12345 1234", "list": ["[redacted]"],
    ]
    #expect(Scrubber(["1234"]).scrub(value) == scrubbed)
    #expect(Scrubber(["1234"]).scrub("1234 and 12345") == "1234 and 12345")
  }

  @Test func `the longest of several is taken, and names of members are looked at`() {
    let scrubber = Scrubber(["password", "password-of-mario", ""])
    #expect(scrubber.scrub("password-of-mario, password!") == "[redacted], [redacted]!")
    #expect(scrubber.scrub(["the password is": true]) == ["the [redacted] is": true])
  }

  @Test func `JSON stays JSON`() throws {
    let bytes = Array(#"{"a":"\nabcdefgh","b":"\\nabcdefgh"}"#.utf8)
    let scrubbed = Scrubber(["nabcdefgh"]).scrub(bytes)
    #expect(throws: Never.self) { try JSONParser.parse(scrubbed) }
    #expect(!String(decoding: scrubbed, as: UTF8.self).contains("abcdefgh"))
  }

  private static func hexadecimal(_ text: String) -> String {
    text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
