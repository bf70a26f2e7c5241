@testable import Redaction
import Testing
import TestSupport
import TextCoding

struct DigitGlanceTests {
  private static let secret = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.a1B2a1B2a1B2a1B2.c3D4c3D4c3D4"

  @Test(arguments: [
    "f47ac10b-58cc-4372-a567-0e02b2c3d479", "a1b2c3d4e5f60718293a4b5c", "2026-05-04T09:42:00Z", "jf584cz36kce",
    "/me/api-keys/f47ac10b", "d41d8cd98f00b204e9800998ecf8427e",
    // Its digits stand for text with a backslash at the end.
    "myk_a1b2c3d4e5f60718293a4b5c",
  ])
  func `one look is enough for what only could stand for a secret`(text: String) {
    let isClean = PatternTable([KnownSecret(Self.secret), "S3cr3t-Passw0rd!"]).isClean(text.utf8.span)
    #expect(isClean)
  }

  /// The look is quick and the search exact, so the look may be wrong in one way only.
  @Test(arguments: 0..<300)
  func `no text is called clean in which a search finds a secret`(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let letters = Array("abcdefgXYZ0189-_./+'<>;: ,{}#u")
    func text(_ count: Int) -> String {
      String((0..<count).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] })
    }
    let secret = "k" + text(Int.random(in: 10...30, using: &random)).replacing(" ", with: "_") + "z"
    let table = PatternTable([KnownSecret(secret)])
    for disguise in Disguises.all {
      let written = Array(disguise.write(secret))
      // With a gap somewhere, as where two runs of digits each say one half.
      let place = Int.random(in: 0...written.count, using: &random)
      let gap = ["", " ", "\n", ", ", "\"}"].randomElement(using: &random) ?? ""
      let gapped = String(written[..<place]) + gap + String(written[place...])
      // Encoded once more, escapes and all.
      for spelling in [gapped, Base64.text(Array((text(12) + gapped + text(3)).utf8))] {
        let whole = text(12) + " " + spelling + ":" + text(12)
        let finds = !Scrubber([secret]).scan(Array(whole.utf8)).findings.isEmpty
        let isClean = table.isClean(whole.utf8.span)
        #expect(!finds || !isClean, "\(disguise.name): \(secret) in \(whole)")
      }
    }
  }
}
