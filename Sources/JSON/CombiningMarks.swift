/// Runs of combining marks, as no language has them.
///
/// Before it hashes or compares texts, Swift brings the marks of each run into their canonical order, in a time that grows
/// with the square of the run. The Stream-Safe Text Format (UAX #15, section 13) has at most 30 of them.
package enum CombiningMarks {
  /// The most marks in a row that a text from outside may have.
  package static let most = 256

  /// Tells whether a text has a longer run; texts of ASCII, nearly all, are only looked at.
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

  /// Whether so many bytes beyond ASCII follow each other that they may be such a run.
  private static func hasLongRun(of bytes: String.UTF8View) -> Bool {
    var count = 0
    for byte in bytes {
      count = byte < 0x80 ? 0 : count + 1
      if count > 2 * most { return true }
    }
    return false
  }
}
