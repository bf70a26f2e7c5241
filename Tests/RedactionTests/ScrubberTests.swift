import JSON
@testable import Redaction
import Testing
import TextCoding

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

  /// How base64 is written where it is part of something else.
  private static let writings: [(name: String, write: @Sendable (String) -> String)] = [
    ("as it is", { $0 }), ("for URLs", { $0.replacing("+", with: "-").replacing("/", with: "_") }),
    ("in JSON with slashes escaped", { $0.replacing("/", with: #"\/"#) }),
    ("in JSON of letters", { $0.replacing("+", with: #"\u002B"#).replacing("/", with: #"\u002f"#) }),
    ("in JSON in JSON", { $0.replacing("+", with: #"\\u002B"#).replacing("/", with: #"\\/"#) }),
    ("in a URL", { $0.replacing("+", with: "%2B").replacing("/", with: "%2f").replacing("=", with: "%3D") }),
    ("in lines", { lines($0, of: 5, "\r\n") }), ("in short lines", { lines($0, of: 4, "\n") }),
    ("in lines in JSON", { lines($0, of: 4, #"\n"#) }), ("in longer lines in JSON", { lines($0, of: 7, #"\r\n"#) }),
  ]

  private static func lines(_ text: String, of length: Int, _ end: String) -> String {
    var lines: [Substring] = []
    var rest = text[...]
    while !rest.isEmpty {
      lines.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return lines.joined(separator: end)
  }

  /// Base64 as it was before it was written into something else, without its padding.
  private static func digits(_ text: some StringProtocol) -> String {
    var text = String(text)
    for (written, digit) in [
      (#"\\u002B"#, "+"), (#"\\/"#, "/"), (#"\u002B"#, "+"), (#"\u002f"#, "/"), (#"\/"#, "/"), ("%2B", "+"),
      ("%2f", "/"), ("%3D", ""), ("=", ""), (#"\r"#, ""), (#"\n"#, ""), ("\r\n", ""), ("\r", ""), ("\n", ""),
      ("-", "+"), ("_", "/"),
    ] { text = text.replacing(written, with: digit) }
    return text
  }

  @Test(arguments: 0..<writings.count, ["12345678", "123456789", "1234567890", "\u{FB}\u{FF}\u{BF}\u{3E}\u{3F}~~~~"])
  func `base64 is found amid of other bytes, however it is written, and so are the digits at its edges`(
    writing: Int,
    secret: String
  ) throws {
    let scrubber = Scrubber([secret])
    for filler in [UInt8(0x2A), 0xFB, 0xFF] {
      for (before, after) in (0..<6).flatMap({ before in (0..<6).map { (before, $0) } }) {
        let head = [UInt8](repeating: filler, count: before)
        let bytes = head + Array(secret.utf8) + [UInt8](repeating: filler, count: after)
        let text = Base64.text(bytes)
        let scrubbed = scrubber.scrub("<\(Self.writings[writing].write(text))>")
        let mark = try #require(scrubbed.firstRange(of: Scrubber.mark), "\(before) \(after) \(scrubbed)")
        // What is left on both sides is just what says nothing of the secret.
        let all = Self.digits(text)
        let end = ((before + secret.utf8.count) * 8 + 5) / 6
        #expect(Self.digits(scrubbed[..<mark.lowerBound]) == "<" + all.prefix(before * 8 / 6), "\(scrubbed)")
        #expect(Self.digits(scrubbed[mark.upperBound...]) == all.dropFirst(end) + ">", "\(scrubbed)")
      }
    }
  }

  @Test func `halves in two runs of digits are taken out both, however far they are apart`() {
    let halves = ["S3cr3t-Pass-w", "ord-0123456"].map { Base64.text(Array($0.utf8)).replacing("=", with: "") }
    let text = "first \(halves[0]), and then, much later, and in another place, \(halves[1]) at last"
    #expect(Scrubber(["S3cr3t-Pass-word-0123456"]).scrub(text) == "first [redacted] at last")
  }

  @Test func `a basic credential is found with its padding`() {
    #expect(Scrubber(["pass-word"]).scrub("Basic \(Base64.text(Array("pass-word".utf8)))!") == "Basic [redacted]!")
  }

  @Test(arguments: ["S3cr3t", "S3cr3t \"Pa", "%", "\\", "\\u", "%2", "\\ud83d", "\\ud83d\\u"])
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
