import APITools
import JSON
import StepUp

extension GrowthCase {
  /// The lengths of secrets: what is looked for costs the same.
  static let secrets: [GrowthCase] =
    [13, 1_800].flatMap { length in
      contents.map { name, piece in scrubbing(name, piece, secretLength: length) }
    } + [
      GrowthCase("what cannot be seen, spelled", bytes) { size in
        let text = "a\u{202E}\u{1B}[31m".repeated(toBytes: size)
        return { use(VisibleText.spelled(text)) }
      }
    ]

  private static let contents: [(String, String)] = [
    ("words", "the quick brown fox "), ("backslashes", "\\"), ("percent signs", "%25"), ("entities", "&amp;#x5c;"),
    ("base64", "U2VjcmV0VG9rZW4x"), ("beginnings of the secret", "S3cr3t-T"), ("text beyond ASCII", "è🎉"),
    ("escapes of JSON", #"\u0053\u0033"#), ("quotation marks", #"\""#), ("soft hyphens", "S\u{AD}3\u{200B}"),
  ]

  private static func scrubbing(_ name: String, _ piece: String, secretLength: Int) -> GrowthCase {
    GrowthCase("scrubbing \(name), a secret of \(secretLength)", bytes) { size in
      let secret = String("S3cr3t-T0ken-".repeated(toBytes: 4_000).prefix(secretLength - 1)) + "x"
      let scrubber = Scrubber([secret])
      let text = piece.repeated(toBytes: size)
      return { use(scrubber.scrub(text)) }
    }
  }
}
