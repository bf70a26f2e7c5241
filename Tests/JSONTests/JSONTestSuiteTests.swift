import JSON
import TestSupport
import Testing

/// The cases of JSONTestSuite: `y_` must parse, `n_` must not, `i_` may do either but must come back.
@Suite(.enabled(if: Oracles.areEnabled, "needs ../shared/oracles/json"))
struct JSONTestSuiteTests {
  static let folder = "oracles/json/test_parsing"

  static func cases(_ prefix: String) -> [String] {
    ((try? Oracles.files(in: folder)) ?? []).filter { $0.hasPrefix(prefix) }
  }

  @Test func `the suite is complete`() {
    #expect(Self.cases("y_").count == 95)
    #expect(Self.cases("n_").count == 188)
    #expect(Self.cases("i_").count == 35)
  }

  @Test(arguments: cases("y_"))
  func `accepts`(file: String) throws {
    let value = try JSONParser.parse(Oracles.bytes("\(Self.folder)/\(file)"))
    #expect(try JSONParser.parse(value.json) == value)
  }

  @Test(arguments: cases("n_"))
  func `refuses`(file: String) throws {
    let bytes = try Oracles.bytes("\(Self.folder)/\(file)")
    #expect(throws: JSONParseError.self) { try JSONParser.parse(bytes) }
  }

  @Test(arguments: cases("i_"))
  func `survives`(file: String) throws {
    let bytes = try Oracles.bytes("\(Self.folder)/\(file)")
    if let value = try? JSONParser.parse(bytes) { #expect(!value.json.isEmpty) }
  }
}
