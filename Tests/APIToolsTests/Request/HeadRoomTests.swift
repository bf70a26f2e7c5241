import JSON
import Testing

/// Arguments that make the head of a request longer than servers take, or of more fields than can be kept.
struct HeadRoomTests {
  private static func parameter(_ name: String, _ place: String, _ schema: String) -> String {
    #"{"name": "\#(name)", "in": "\#(place)", "schema": \#(schema)}"#
  }

  private static let list = #"{"type": "array", "items": {"type": "string"}}"#
  private static let strings = JSONValue.array(Array(repeating: "a", count: 80_000))
  private static let long = JSONValue.string(String(repeating: "a; ", count: 80_000) + "a")

  @Test(arguments: [
    (parameter("v", "cookie", list), strings), (parameter("v", "query", list), strings),
    (parameter("v", "header", list), strings), (parameter("Cookie", "header", #"{"type": "string"}"#), long),
    (
      parameter("v", "cookie", #"{"type": "object"}"#),
      .object(JSONObject((0..<80_000).map { ("k\($0)", JSONValue.string("a")) }))
    ),
  ])
  func `a head of too many bytes is not sent`(parameter: String, value: JSONValue) async throws {
    let bench = try Bench(operation: #"{"operationId": "t", "parameters": [\#(parameter)], "responses": {}}"#)
    let name = try #require(bench.schema(of: "t")["properties"]?.object?.names.first)
    let failure = try #require(await bench.failure("t", [name: value]))
    #expect(failure.contains("more than 100000 bytes together"))
    #expect(bench.backend.asked.isEmpty)
  }

  @Test func `a path that is too long is not sent`() async throws {
    let operation = #"{"operationId": "t", "responses": {}}"#
    let bench = try Bench(operation: operation, path: "/things/{v}")
    let failure = await bench.failure("t", ["v": .string(String(repeating: "a", count: 200_000))])
    #expect(failure?.contains("Nothing was sent") == true)
    #expect(bench.backend.asked.isEmpty)
  }

  @Test func `a long head that servers may take is sent`() async throws {
    let parameter = Self.parameter("v", "header", #"{"type": "string"}"#)
    let bench = try Bench(operation: #"{"operationId": "t", "parameters": [\#(parameter)], "responses": {}}"#)
    #expect(await bench.failure("t", ["v": .string(String(repeating: "a", count: 60_000))]) == nil)
    #expect(bench.backend.asked.count == 1)
  }
}
