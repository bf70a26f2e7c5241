import JSON
import OpenAPI
import TestSupport
import Testing

@testable import APIDocs

/// Pages of schemas that go deep: what recursion could not bear ends the process, and the test with it.
struct DepthTests {
  @Test func `a long chain of allOf is one list of members`() throws {
    let links = (0..<5_000).map { number in
      ##""S\##(number)": {"allOf": [{"$ref": "#/components/schemas/S\##(number + 1)"}, {"required": ["p"]}]}"##
    }
    let documented = try Documented(
      Self.document(
        ##""A": {"allOf": [{"$ref": "#/components/schemas/S0"}]}, "##
          + links.joined(separator: ", ") + #", "S5000": {"properties": {"p": {"type": "string"}}}"#
      )
    )
    let names = SmallStack.run {
      SchemaView(["$ref": "#/components/schemas/A"], in: documented.document.schemas).members.map(\.name)
    }
    #expect(names == ["p"])
  }

  @Test(arguments: [
    #"{"type":"array","items":"#, #"{"type":"object","properties":{"a":"#, #"{"anyOf":["#, #"{"additionalProperties":"#,
  ])
  func `the deepest schema has a page`(start: String) async throws {
    let end = String(start.reversed().compactMap { $0 == "{" ? "}" : $0 == "[" ? "]" : nil })
    let count = 192 / end.count
    let schema = String(repeating: start, count: count) + "{}" + String(repeating: end, count: count)
    let documented = try Documented(Self.document(#""A": \#(schema)"#))
    let text = SmallStack.run {
      let view = SchemaView(documented.document.schemas["A"] ?? [:], in: documented.document.schemas)
      return SchemaPhrase.limits(view) + SchemaPhrase.type(view, documented.docs.addresses)
        + SampleValue.value(of: view).description
    }
    #expect(text?.isEmpty == false)
    for uri in ["docs://schemas/A", "docs://operations/o", "docs://overview", "docs://openapi.json"] {
      #expect(try await documented.text(uri)?.isEmpty == false)
    }
  }

  private static func document(_ schemas: String) -> String {
    ##"{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{"/a":{"post":{"operationId":"o","requestBody":"##
      + ##"{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/A"}}}},"responses":{}}}},"##
      + #""components":{"schemas":{\#(schemas)}}}"#
  }
}
