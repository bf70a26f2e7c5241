/// Detects runs of combining marks longer than any language has.
///
/// To hash or compare texts, Swift sorts each run of marks into canonical order, in time quadratic in the length of the
/// run. The Stream-Safe Text Format (UAX #15, section 13) allows at most 30 marks in a run.
package enum CombiningMarks {
  /// The most marks in a row accepted from outside.
  package static let most = 256

  /// Whether a text has a longer run; a text without long non-ASCII parts, nearly every text, needs only one scan.
  package static func areExcessive(in text: String) -> Bool {
    guard hasLongRun(of: text.utf8) else { return false }
    var marks = 0
    for scalar in text.unicodeScalars {
      // No mark comes before U+0300.
      let isMark = scalar.value >= 0x300 && scalar.properties.canonicalCombiningClass != .notReordered
      marks = isMark ? marks + 1 : 0
      if marks > most { return true }
    }
    return false
  }

  /// Whether so many consecutive bytes are non-ASCII that they may be such a run.
  private static func hasLongRun(of bytes: String.UTF8View) -> Bool {
    var count = 0
    for byte in bytes {
      count = byte < 0x80 ? 0 : count + 1
      if count > 2 * most { return true }
    }
    return false
  }
}
