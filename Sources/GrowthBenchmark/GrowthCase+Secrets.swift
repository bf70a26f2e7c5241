import JSON
import Redaction
import StepUp
import TextCoding

extension GrowthCase {
  /// Secrets of different lengths: the search must cost the same.
  static let secrets: [GrowthCase] =
    [13, 1_800].flatMap { length in
      contents.map { name, piece in scrubbing(name, piece, secretLength: length) }
    } + [
      GrowthCase("scrubbing words, of many secrets", bytes) { size in
        let scrubber = Scrubber((0..<100).map { "S3cr3t-\($0)-T0ken" })
        let text = "the S3cr3t-5-T0ke quick S3cr3t-77-T0ken fox ".repeated(toBytes: size)
        return { use(scrubber.scrub(text)) }
      },
      GrowthCase("secrets that become known", parts) { count in
        let secrets = (0..<count).map { "S3cr3t-\($0)-T0ken" }
        return { use(Scrubber(secrets)) }
      },
      GrowthCase("what cannot be seen, spelled", bytes) { size in
        let text = "a\u{202E}\u{1B}[31m".repeated(toBytes: size)
        return { use(VisibleText.spelled(text)) }
      },
    ]

  private static let contents: [(String, String)] = [
    ("words", "the quick brown fox "), ("backslashes", "\\"), ("percent signs", "%25"), ("entities", "&amp;#x5c;"),
    ("base64", "U2VjcmV0VG9rZW4x"), ("beginnings of the secret", "S3cr3t-T"), ("text beyond ASCII", "è🎉"),
    ("escapes of JSON", #"\u0053\u0033"#), ("quotation marks", #"\""#), ("soft hyphens", "S\u{AD}3\u{200B}"),
    ("octal escapes", #"\123\063"#), ("escapes in braces", #"\u{53}"#), ("quoted-printable", "=53=33=\r\n"),
    ("percent twice", "%2553%2533"), ("named entities", "&lbrace;&NewLine;&"), ("base32", "KMZWG4RTOQWVI"),
    ("hexadecimal digits", "5333637233742d54"), ("digits", "83 51 99 "), ("full width", "Ｓ３ｃｒ３ｔ"),
    ("marks that combine", "e\u{301}\u{316}"), ("other case", "s3CR3T-t0KEN-"), ("ends of the secret", "T0ken-S3x"),
    ("JSON in JSON", #"\\\u0053\\\\\""#), ("bytes that are no text", "S\u{0}3\u{1}"),
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
