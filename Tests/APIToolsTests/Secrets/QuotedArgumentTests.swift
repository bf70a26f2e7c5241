import APITools
import JSON
import MCP
import Testing

/// Arguments that a refusal quotes, where the caller's own credential may stand in one.
struct QuotedArgumentTests {
  @Test(
    arguments: [
      "caller-token-0123456789", ["caller-token-0123456789"], ["in": "caller-token-0123456789"],
      "Y2FsbGVyLXRva2VuLTAxMjM0NTY3ODk",
    ] as [JSONValue]
  )
  func `a caller's credential in an argument of a wrong type is not repeated`(value: JSONValue) async throws {
    let parameter = #"{"name": "page", "in": "query", "schema": {"type": "integer"}}"#
    var bench = try Bench(operation: #"{"parameters": [\#(parameter)]}"#, path: "/things")
    bench.callerCredential = CallerCredential("caller-token-0123456789")
    let text = try #require(await bench.failure(nil, ["page": value]))
    #expect(text.contains("page must be an integer"))
    #expect(text.contains("[redacted]"))
    #expect(!text.contains("caller-token") && !text.contains("Y2FsbGVy"))
  }
}
