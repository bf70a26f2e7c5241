/// Texts that have exhausted or deceived programs: deep, long, out of range, or nearly right.
package enum HostileText {
  /// Pieces of paths, patterns, queries, states and header fields.
  private static let pieces = [
    "/a", "/0", "/-", "/*", "a.", "[0]", "[*]", "['a']", "$", "$.a", "$..*", "..a", "[?@.a]", "[?(@.a==1)]", "[?", "@",
    "(", ")", "(?:", "(?=a", "(?<!a", "[", "]", "[^", "a|", "|", "a+", "(a*)*", ".*", "{2,3}", "{0,1000000}", "\\",
    "\\d",
    "\\u{10FFFF}", "\\p{L}", "^", "$", "~1", "~", "%2e%2e/", "../", "%", "%00", "\u{0}", "\u{7F}", "\u{202E}", "é",
    "\u{1F511}\u{301}", " ", "\t", "\r\n", "\"", "'", ",", ";", ";q=", "q=1e999", "*/*", "application/json", "text/*",
    "=?base64?YQ==?=", "v1.", "AAAA", "-", "_", "=", "{", "}", "{\"a\":", "null", "&", "#", "?", "a",
  ]
  private static let numbers = [
    "0", "-0", "-1", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551616",
    "1e400",
    "1e-400", "0x10", "+1", " 1", "1-9223372036854775807", "9223372036854775807-9223372036854775807", "1_000",
  ]

  /// One piece many times over, as often as `longest` bytes take, some pieces mixed, or a number.
  package static func any(_ random: inout SeededGenerator, longest: Int = 60_000) -> String {
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      let piece = pick(pieces, &random)
      let count = pick([2, 40, 300, 5_000, longest], &random)
      return String(repeating: piece, count: min(count, longest / piece.utf8.count))
    case 1:
      let (first, last) = (pick(pieces, &random), pick(pieces, &random))
      let count = min(pick([2, 40, 300, 5_000], &random), longest / (first.utf8.count + last.utf8.count + 1))
      return String(repeating: first, count: count) + "a" + String(repeating: last, count: count)
    case 2: return (0..<Int.random(in: 1...12, using: &random)).map { _ in pick(pieces, &random) }.joined()
    default: return pick(numbers, &random)
    }
  }

  private static func pick<Element>(_ elements: [Element], _ random: inout SeededGenerator) -> Element {
    elements[Int.random(in: elements.indices, using: &random)]
  }
}
