@testable import Redaction
import Testing
import TestSupport

struct SecretScanTests {
  private static let secret = #"S3cr3t "Pä\ss"/🔑%+w"#

  private static func steps(_ text: [UInt8], _ secrets: [String] = [secret, "cs-1234567890/abcdefghijkl"]) -> Int {
    Scrubber(secrets).scan(text).steps
  }

  private static let patterns = [
    "\\", "\\n", "\\\\u0041", "\\x4", "\\u{", "\\101", "%", "%41", "%2525252541", "%u00", "&", "&amp;", "&#0", "&#x",
    "&aaaaaaaaaaaaaaaa", "=", "=41", "=\n", "a", "Ab3", "0f", "MZXW6YTB", "QUFB", "漢字", "é", "\u{AD}", "\0", "abc\n",
    "S3cr3t \"P", "cs-1234567890/", "+/é \"", secret,
  ]

  @Test(arguments: patterns)
  func `twice the text takes twice the steps`(pattern: String) {
    let text = Array(repeatElement(pattern, count: 4096 / pattern.utf8.count).joined().utf8)
    let (one, two, four) = (Self.steps(text), Self.steps(text + text), Self.steps(text + text + text + text))
    #expect(Double(two) <= 2.2 * Double(one), "\(one) \(two)")
    #expect(Double(four) <= 2.2 * Double(two), "\(two) \(four)")
    #expect(one <= 150 * text.count)
  }

  @Test(arguments: patterns)
  func `a long secret takes no more steps than a short one`(pattern: String) {
    let text = Array(repeatElement(pattern, count: 4096 / pattern.utf8.count).joined().utf8)
    let long = "cs-" + (0..<180).map { "\($0)xyz!_Q" }.joined()
    let (short, other) = (Self.steps(text, ["cs-0xyz!_Q1xy"]), Self.steps(text, [long]))
    #expect(other <= short + short / 10, "\(short) \(other)")
  }

  @Test func `a secret that repeats itself takes no more than one that does not`() {
    let secret = String(repeating: "ab", count: 900)
    for pattern in [String(repeating: "ab", count: 440) + "!", "ab", String(repeating: "ba", count: 449) + "c"] {
      let text = Array(String(repeating: pattern, count: 20_000 / pattern.utf8.count).utf8)
      #expect(Self.steps(text, [secret]) <= 80 * text.count, "\(pattern.prefix(10))")
    }
  }

  @Test func `secrets that share their beginning take no more than a few`() {
    let secrets = (0..<500).map { "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1\(1000 + $0)" }
    let text = Array(String(repeating: "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1 ", count: 300).utf8)
    #expect(Self.steps(text, secrets) <= 200 * text.count)
  }

  @Test(arguments: Disguises.all.indices)
  func `one look calls no text clean in which a search finds a secret`(disguise: Int) {
    for secret in [Self.secret, "cs-1234567890/abcdefghijkl", "12345678", "aaaaaaaa"] {
      let text = Disguises.all[disguise].write(secret)
      let isClean = PatternTable([KnownSecret(secret)]).isClean(text.utf8.span)
      #expect(!isClean, "\(Disguises.all[disguise].name) \(text)")
    }
    let plain = "Created at 09:00:00, the name is \"backup\"."
    let isClean = PatternTable([KnownSecret(Self.secret)]).isClean(plain.utf8.span)
    #expect(isClean)
  }

  // MARK: By chance

  @Test(arguments: 0..<200)
  func `whatever is around it and whatever it is, no disguised secret stays`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let letters = Array("abcdefgXYZ0189-_./+%&=\\\"'<>;:é🔑ß ,{}#u")
    func text(_ count: Int) -> String {
      String((0..<count).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] })
    }
    // A blank of its own behind a line break is not told from those before it.
    let secret = "k" + text(Int.random(in: 14...40, using: &random)).replacing(" ", with: "_") + "z"
    let (name, write) = Disguises.all[Int.random(in: 0..<Disguises.all.count, using: &random)]
    // Around it is what joins no disguise to it.
    let (before, after) = (text(20) + " (", ") " + text(20))
    let scrubbed = Scrubber([secret]).scrub(before + write(secret) + after)
    #expect(scrubbed.contains("[redacted]"), "\(name): \(secret)")
    let most = before.utf8.count + after.utf8.count + write("").utf8.count + 40
    #expect(scrubbed.utf8.count <= most, "\(name): \(secret) in \(scrubbed)")
  }

  @Test(arguments: 0..<200)
  func `a text without a secret stays byte for byte`(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces = [
      "\\", "%", "&", "=", "%41", "\\u0041", "&amp;", "=3D\r\n", "S3cr3t", "-Passw0", "é", "\u{AD}", "\0", "x", " ",
      "UzNj",
    ]
    let text = (0..<200).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
    #expect(Scrubber(["another-secret-0123", "1234"]).scrub(text) == text)
  }
}
