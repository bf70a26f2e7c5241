import JSON
import OpenAPI
import TestSupport
import Testing

/// Documents that would exhaust a program that reads them without bounds.
struct BoundsTests {
  @Test(arguments: [
    String(repeating: "[", count: 1_000_000), String(repeating: "{\"a\":", count: 1_000_000),
    String(repeating: "{a: ", count: 100_000), String(repeating: "- ", count: 100_000),
    "a: " + String(repeating: "[", count: 100_000), String(repeating: "? ", count: 100_000),
    String(repeating: "&a ", count: 100_000), String(repeating: "!", count: 1_000_000),
    (0..<2_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
    (["a0: &a0 [x]"] + (1..<60).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]" }).joined(separator: "\n"),
  ])
  func `nesting and aliases are bounded`(text: String) {
    #expect(throws: DocumentError.self) { try APIDocument(reading: text) }
  }

  @Test(.enabled(if: Fuzzing.seconds != nil, "takes a while: runs with NETHESIS_MCP_FUZZ_SECONDS"))
  func `references that multiply are bounded`() throws {
    // Each path is the same item, and each of its operations has the same parameters.
    let parameters = (0..<2_000).map { "{name: p\($0), in: query}" }.joined(separator: ", ")
    let paths = (0..<2_000).map { "/p\($0): {$ref: '#/components/pathItems/I'}" }.joined(separator: ", ")
    let document = try APIDocument(
      reading: "openapi: 3.1.0\npaths: {\(paths)}\n"
        + "components: {pathItems: {I: {parameters: [\(parameters)], get: {}, put: {}, post: {}}}}"
    )
    #expect(document.operations.count < 1_000)
    #expect(document.diagnostics.contains { $0.message.contains("too large, its references followed") })
    #expect(document.diagnostics.count <= 10_001)
  }

  @Test func `schemas that multiply stay references`() throws {
    let schemas = (0..<60).map { number in
      "S\(number): {properties: {a: {$ref: '#/components/schemas/S\(number + 1)'}, "
        + "b: {$ref: '#/components/schemas/S\(number + 1)'}}}"
    }
    let document = try APIDocument(
      reading: "openapi: 3.1.0\npaths: {}\ncomponents: {schemas: {\(schemas.joined(separator: ", ")), S60: {}}}"
    )
    let schema = document.dereference(["$ref": "#/components/schemas/S0"])
    #expect(schema["$defs"]?.object?.count == 60)
  }

  @Test(.enabled(if: Fuzzing.seconds != nil, "takes a while: runs with NETHESIS_MCP_FUZZ_SECONDS"))
  func `operations are bounded`() throws {
    let paths = (0..<50_010).map { "\"/\($0)\": {\"get\": {}}" }.joined(separator: ", ")
    let document = try APIDocument(reading: "{\"openapi\": \"3.1.0\", \"paths\": {\(paths)}}")
    #expect(document.operations.count == 50_000)
    #expect(document.diagnostics.map(\.severity) == [.error])
  }

  /// A chain of aliases longer than any program's stack.
  @Test func `a long chain of references is bounded`() throws {
    let schemas = (0..<5_000).map { "\"S\($0)\": {\"$ref\": \"#/components/schemas/S\($0 + 1)\"}" }
    let document = try APIDocument(
      reading: "{\"openapi\": \"3.1.0\", \"paths\": {}, \"components\": {\"schemas\": {"
        + schemas.joined(separator: ", ") + ", \"S5000\": {\"type\": \"string\"}}}}"
    )
    #expect(document.diagnostics == [])
    #expect(document.dereference(["$ref": "#/components/schemas/S0"])["$defs"]?.object?.count == 5_000)
  }
}
