import JSON
import TestSupport
import Testing

@testable import OpenAPI

/// Queries made at random: none may crash the program that reads and evaluates them, or keep it busy.
struct JSONPathFuzzTests {
  private static let parts = [
    "$", "@", "..", ".a", ".*", "['a']", "[*]", "[0]", "[-1]", "[::-1]", "[1:9007199254740991:9007199254740991]",
    "[-9007199254740991::-9007199254740991]", "[?@.a]", "[?@..*]", "[?$..a]", "[?!(@.a && $.b || @.a < 1)]",
    "[?length(@.a) == 1]", "[?count($..*) > 1]", "[?match(@.a, '(a|b)*')]", "[?search(@, $.b)]",
    "[?value(@..a) != null]",
    "[?@.a == -1e400]", "[?", "]", "(", ")",
  ]

  @Test func `a thousand queries`() {
    var random = SeededGenerator(seed: 1)
    var read = 0
    for _ in 0..<1_000 where Self.attempt(&random) { read += 1 }
    #expect(read > 100, "nearly no query was one")
  }

  @Test(.enabled(if: Fuzzing.seconds != nil, "runs for as long as NETHESIS_MCP_FUZZ_SECONDS says"))
  func `as many queries as there is time for`() async {
    await Fuzzing.run("queries") { _, random in _ = Self.attempt(&random) }
  }

  /// Tells whether the query could be read.
  private static func attempt(_ random: inout SeededGenerator) -> Bool {
    var text = "$"
    if Bool.random(using: &random) {
      for _ in 0..<Int.random(in: 1...6, using: &random) { text += parts.randomElement(using: &random) ?? "" }
    } else {
      text += HostileText.any(&random)
    }
    guard let path = try? JSONPathParser.parse(text) else { return false }
    var root = JSONPathTests.document
    let evaluation = JSONPathEvaluation(root: root, limit: 20_000)
    let found = evaluation.nodes(of: path)
    var growth = Growth(limit: 5_000)
    if growth.allows(root, in: found) { _ = root.update(NodeTree(found), with: ["a": [1]], isStrict: false) }
    root.remove(NodeTree(found))
    return true
  }
}
