import CommonMark
import TestSupport
import Testing

/// Documents that are made to be slow, deep or large.
struct HostileDocumentTests {
  private static let samples: [String: @Sendable (Int) -> String] = [
    "nested quotes": { String(repeating: ">", count: $0) + "a" },
    "quotes on each line": { String(repeating: "> > > > > > > > > > > > a\n", count: $0 / 26) },
    "nested lists": { count in
      (0..<count / 64).map { String(repeating: " ", count: 2 * ($0 % 60)) + "- a" }.joined(separator: "\n")
    },
    "markers of lists on a line": { String(repeating: "- ", count: $0 / 2) + "a" },
    "opening brackets": { String(repeating: "[", count: $0) },
    "brackets in brackets": { String(repeating: "[", count: $0 / 2) + String(repeating: "]", count: $0 / 2) },
    "starts of links": { String(repeating: "[a](", count: $0 / 4) },
    "starts of links with a title": { String(repeating: "[a](b \"", count: $0 / 7) },
    "starts of links in angles": { String(repeating: "[a](<b", count: $0 / 6) },
    "links in links": { String(repeating: "[a](b) [", count: $0 / 8) },
    "images in images": { String(repeating: "![", count: $0 / 8) + String(repeating: "](a)", count: $0 / 8) },
    "starts of emphasis": { String(repeating: "*a ", count: $0 / 3) },
    "emphasis of two kinds": { String(repeating: "*a_ ", count: $0 / 4) },
    "ends of emphasis": { String(repeating: "a* ", count: $0 / 3) },
    "emphasis that is both": { String(repeating: "a**b*c", count: $0 / 6) },
    "nested emphasis": { String(repeating: "*a **a ", count: $0 / 14) + String(repeating: "b** b*", count: $0 / 14) },
    "a long run": { String(repeating: "*", count: $0) + "a" + String(repeating: "*", count: $0) },
    "runs of backticks": { count in
      (1...max(1, Int(Double(count).squareRoot()))).map { String(repeating: "`", count: $0) }.joined(separator: " ")
    },
    "starts of addresses": { String(repeating: "<https://a", count: $0 / 10) },
    "comments": { String(repeating: "<!-- ", count: $0 / 5) },
    "definitions": { count in (0..<count / 16).map { "[a\($0)]: /b" }.joined(separator: "\n") },
    "starts of definitions": { String(repeating: "[a]: b\n'c\n", count: $0 / 10) },
    "uses of a long definition": {
      "[a]: /" + String(repeating: "b", count: $0 / 2) + "\n\n" + String(repeating: "[a] ", count: $0 / 8)
    },
    "rows of a table": {
      "|a" + String(repeating: "|a", count: 90) + "\n|-" + String(repeating: "|-", count: 90) + "\n"
        + String(repeating: "|\n", count: $0 / 2)
    },
    "pipes": { String(repeating: "|", count: $0 / 2) + "\n" + String(repeating: "|-", count: $0 / 4) },
    "ampersands": { String(repeating: "&", count: $0) },
    "backslashes": { String(repeating: "\\", count: $0) },
    "underlines": { String(repeating: "a\n", count: $0 / 4) + String(repeating: "=\n", count: $0 / 4) },
    "spaces": { String(repeating: " ", count: $0) + "a\n" + String(repeating: "a  ", count: $0 / 3) },
    "blank lines in code": { "\ta\n" + String(repeating: "\t\n", count: $0 / 2) },
    "tabs": { String(repeating: "-\t", count: $0 / 2) },
    "combining marks": { "[a" + String(repeating: "\u{301}\u{316}", count: $0 / 4) + "]: /b" },
  ]

  @Test(arguments: samples.keys.sorted())
  func `the work and the result are in step with the length`(name: String) throws {
    let sample = try #require(Self.samples[name])
    let factor = try WorkGrowth.factor(from: 40_000, sample) { _ = CommonMarkDocument($0).html() }
    #expect(factor < WorkGrowth.limit)
    let text = sample(100_000)
    let html = CommonMarkDocument(text).html()
    #expect(html.utf8.count < 40 * text.utf8.count + 1_000_000)
    #expect(Self.depth(of: html) <= 128)
  }

  @Test(arguments: samples.keys.sorted())
  func `no document needs more than a small stack`(name: String) throws {
    let sample = try #require(Self.samples[name])
    let text = sample(200_000)
    #expect(SmallStack.run { CommonMarkDocument(text).html().utf8.count } != nil)
  }

  /// The deepest nesting of elements; fails the test if they are not nested properly.
  private static func depth(of html: String) -> Int {
    var (open, deepest): ([Substring], Int) = ([], 0)
    for part in html.split(separator: "<") {
      guard let end = part.firstIndex(of: ">") else { continue }
      let tag = part[..<end]
      let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
      if ["br", "hr", "img"].contains(name) { continue }
      if tag.hasPrefix("/") {
        let last = open.popLast()
        if last != name { Issue.record("</\(name)> closes <\(last ?? "")>") }
      } else {
        open.append(name)
        deepest = max(deepest, open.count)
      }
    }
    #expect(open.isEmpty)
    return deepest
  }
}
