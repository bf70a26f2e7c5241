import Testing

@testable import JSONSchema

@Suite
struct PatternTests {
  @Test(arguments: [
    ("^a*$", ["", "aaa"], ["abc"]),
    ("a+", ["xxaayy"], ["xyz"]),
    ("^abc$", ["abc"], ["abc\n", "xabc"]),
    ("^(?!my[ko]_)", ["abc", "", "myx_1"], ["myk_1", "myo_"]),
    ("^[A-Za-z0-9._:-]{1,128}$", ["a", "a.b:c-d"], ["", "a b", String(repeating: "a", count: 129)]),
    ("^(https?://[^\\s]+|\\{[a-zA-Z_][a-zA-Z0-9_]*\\}[^\\s]*)$", ["http://x", "{host}/x"], ["ftp://x", "{1}"]),
    ("^\\p{Letter}+$", ["Hello", "π"], ["a1", ""]),
    ("^\\p{digit}+$", ["42", "߀"], ["-4"]),
    ("^\\P{Lu}$", ["a"], ["A", "Ä"]),
    ("^[^\\W\\d]+$", ["abc_"], ["a1", "é"]),
    ("^\\cC\\x41\\u0042\\u{1F432}\\uD83D\\uDC32$", ["\u{3}AB🐲🐲"], ["AB"]),
    ("^.$", ["🐲", "é"], ["\n", "\u{2028}", "ab"]),
    ("^\\s$", ["\u{FEFF}", "\u{2029}"], ["\u{180E}", "x"]),
    ("(?<=a)b", ["ab", "xxab"], ["b", "cb"]),
    ("(?<!a)b", ["b", "cb"], ["ab"]),
    ("^(?=.*\\d)(?=.*[a-z]).{4,8}$", ["ab12", "1234567z"], ["abcd", "12", "123456789a"]),
    ("(?=a(?!b))a.", ["ac"], ["ab", "a"]),
    ("\\bfoo\\b", ["a foo b", "foo"], ["food"]),
    ("o\\Bo", ["foo"], ["o o"]),
    ("^(?:a|b|)c$", ["ac", "bc", "c"], ["dc"]),
    ("^(?<year>\\d{4})-(\\d{2})?$", ["2020-", "2020-12"], ["20-12"]),
    ("^a{2,}?$", ["aa", "aaaa"], ["a"]),
    ("^a{2}$", ["aa"], ["a", "aaa"]),
    ("(a*)*b", ["aab", "b"], ["aaa"]),
    ("(?:){5}x", ["x"], ["y"]),
    ("[]", [], ["", "a"]),
    ("[^]", ["a", "\n"], [""]),
    ("^[\\b\\-.]$", ["\u{8}", "-", "."], ["b"]),
    ("^[+-]$", ["+", "-"], [","]),
    ("\\-\\@\\/", ["-@/"], [""]),
    ("$^", [""], ["a"]),
    ("a$|^b", ["xa", "bx"], ["ax", "xb"]),
  ])
  func `matches as ECMA-262 does`(pattern: String, good: [String], bad: [String]) throws {
    let pattern = try Pattern(pattern)
    for text in good { #expect(pattern.matches(text), "\(pattern.text) should match \(text)") }
    for text in bad { #expect(!pattern.matches(text), "\(pattern.text) should not match \(text)") }
  }

  @Test(arguments: [
    ("(a", PatternError.Reason.unexpectedEnd, 2),
    ("a)", .unexpectedCharacter(")"), 1),
    ("*a", .nothingToRepeat, 0),
    ("^*", .nothingToRepeat, 1),
    ("(?=a)?", .nothingToRepeat, 5),
    ("a{3,2}", .invalidQuantifier, 5),
    ("a{,2}", .invalidQuantifier, 2),
    ("a{", .invalidQuantifier, 2),
    ("}", .unexpectedCharacter("}"), 0),
    ("\\Z", .invalidEscape, 1),
    ("\\a", .invalidEscape, 1),
    ("\\x4", .unexpectedEnd, 3),
    ("[z-a]", .invalidRange, 4),
    ("[\\d-z]", .invalidRange, 5),
    ("[a", .unexpectedEnd, 2),
    ("(?i:a)", .invalidGroup, 1),
    ("(a)\\1", .backReference, 4),
    ("(?<n>a)\\k<n>", .backReference, 8),
    ("\\p{Greek}", .unknownProperty("Greek"), 3),
    ("(?:a{1000}){1000}", .tooLarge(limit: 10_000), 0),
    (String(repeating: "(", count: 101), .tooDeep(limit: 100), 100),
  ])
  func `says what is wrong with a pattern and where`(text: String, reason: PatternError.Reason, offset: Int) {
    let error = #expect(throws: PatternError.self) { try Pattern(text) }
    #expect(error == PatternError(reason, offset: offset))
  }

  @Test(arguments: ["(a+)+$", "^(a|a)*$", "^(?:(?=(a+)+b)a)*$", "^(a{1,50}){1,60}$", "(?=(a*)*c)"])
  func `SCH-07: comes back at once from what makes a backtracking matcher hang`(text: String) throws {
    let pattern = try Pattern(text)
    #expect(!pattern.matches(String(repeating: "a", count: 500) + "!"))
  }

  @Test func `a match costs its budget and is refused beyond it`() throws {
    var budget = 1_000
    #expect(!(try Pattern("(?=b)é").matches(String(repeating: "b", count: 2_000) + "é", budget: &budget)))
    #expect(budget <= 0)
  }

  @Test func `table, machine and looks in both directions agree with backtracking on random patterns`() throws {
    var source = PatternSource()
    var compared = 0
    for _ in 0..<150 {
      let part = source.pattern(depth: 3)
      let plain = try Pattern("^(?:\(part))$")
      let ahead = try Pattern("^(?=(?:\(part))$)")
      let behind = try Pattern("(?<=^(?:\(part)))$")
      // The standard library has its own, by backtracking; it does not know every look.
      let other = try? Regex(part)
      if other != nil { compared += 1 }
      for _ in 0..<10 {
        let text = source.text()
        let answer = plain.matches(text)
        #expect(ahead.matches(text) == answer, "\(part) on \(text)")
        #expect(behind.matches(text) == answer, "\(part) on \(text)")
        if let other { #expect(try (other.wholeMatch(in: text) != nil) == answer, "\(part) on \(text)") }
      }
    }
    #expect(compared > 75)
  }
}

/// Patterns and texts of three letters, the same in each run.
private struct PatternSource: RandomNumberGenerator {
  private var state: UInt64 = 42

  mutating func next() -> UInt64 {
    // Knuth's linear congruential generator; its low bits are poor.
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 16 | state << 48
  }

  mutating func text() -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...6, using: &self) { text += ["a", "b", "c"].randomElement(using: &self) ?? "" }
    return text
  }

  mutating func pattern(depth: Int) -> String {
    guard depth > 0 else { return ["a", "b", "c", "[ab]", "[^a]", "."].randomElement(using: &self) ?? "" }
    let inner = pattern(depth: depth - 1)
    return switch Int.random(in: 0..<7, using: &self) {
    case 0: "(?:\(inner))*"
    case 1: "(?:\(inner))+?"
    case 2: "(?:\(inner)){1,2}"
    case 3: "(?:\(inner)|\(pattern(depth: depth - 1)))"
    case 4: "(?!\(pattern(depth: depth - 2 > 0 ? 1 : 0)))\(inner)"
    case 5: "(?:\(inner))?(?<=\(pattern(depth: 0)))"
    default: inner + pattern(depth: depth - 1)
    }
  }
}
