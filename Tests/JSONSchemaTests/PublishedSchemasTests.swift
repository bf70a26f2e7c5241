import JSON
import TestSupport
import Testing

@Suite(.enabled(if: Oracles.areEnabled, "needs ../shared/protocol/schemas"))
struct PublishedSchemasTests {
  static let versions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"]
  static let legacy = Array(versions.dropLast())

  private func problems(_ text: String, _ version: String, _ method: String? = nil) throws -> [String] {
    PublishedSchemas.problems(in: try JSONParser.parse(text), version: version, method: method)
  }

  @Test(arguments: versions)
  func `results are checked as what the method gives`(version: String) throws {
    let result = #"{"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","content":[{"type":"text","text":"x"}]}}"#
    #expect(try problems(result, version, "tools/call").isEmpty)
    let wrong = #"{"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","content":[{"type":"text"}]}}"#
    #expect(try problems(wrong, version, "tools/call").contains { $0.hasSuffix("/content/0/text is required") })
    #expect(try !problems(result, version, "tools/list").isEmpty)
    #expect(try !problems(#"{"id":1,"result":{"resultType":"complete"}}"#, version).isEmpty)
  }

  @Test(arguments: legacy)
  func `an empty result fits a method that has no result of its own`(version: String) throws {
    #expect(try problems(#"{"jsonrpc":"2.0","id":"a","result":{}}"#, version, "ping").isEmpty)
    #expect(try !problems(#"{"jsonrpc":"2.0","id":"a","result":{}}"#, version, "pong").isEmpty)
  }

  @Test(arguments: versions)
  func `errors need a code and a message, but not an id`(version: String) throws {
    #expect(try problems(#"{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"x"}}"#, version).isEmpty)
    #expect(try problems(#"{"jsonrpc":"2.0","error":{"code":-32700,"message":"x"}}"#, version).isEmpty)
    #expect(try !problems(#"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"x"}}"#, version).isEmpty)
    #expect(try !problems(#"{"jsonrpc":"2.0","id":1,"error":{"code":-32602}}"#, version).isEmpty)
  }

  @Test(arguments: versions)
  func `notifications are found by their method`(version: String) throws {
    let progress = #"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":0.5}}"#
    #expect(try problems(progress, version).isEmpty)
    let bad = #"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1}}"#
    #expect(try problems(bad, version).contains { $0.hasSuffix("/params/progress is required") })
    #expect(try !problems(#"{"jsonrpc":"2.0","method":"notifications/unheard_of"}"#, version).isEmpty)
  }

  @Test(arguments: legacy)
  func `requests to the client are found by their method`(version: String) throws {
    #expect(try problems(#"{"jsonrpc":"2.0","id":1,"method":"roots/list"}"#, version).isEmpty)
    #expect(try !problems(#"{"jsonrpc":"2.0","id":1,"method":"sampling/createMessage","params":{}}"#, version).isEmpty)
  }

  @Test func `2026-07-28 lets those methods ask for input that say so`() throws {
    let asks = #"{"jsonrpc":"2.0","id":1,"result":{"resultType":"input_required","requestState":"x"}}"#
    #expect(try problems(asks, "2026-07-28", "tools/call").isEmpty)
    #expect(try !problems(asks, "2026-07-28", "tools/list").isEmpty)
    #expect(try !problems(#"{"jsonrpc":"2.0","id":1,"result":{"content":[]}}"#, "2026-07-28", "tools/call").isEmpty)
  }

  @Test func `2026-07-28 has no requests to the client, and no server sends what only clients do`() throws {
    #expect(try !problems(#"{"jsonrpc":"2.0","id":1,"method":"roots/list"}"#, "2026-07-28").isEmpty)
    #expect(try !problems(#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#, "2025-06-18").isEmpty)
    #expect(try !problems(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#, "2025-06-18").isEmpty)
  }

  @Test func `only 2025-03-26 has batches, and each of their elements is checked`() throws {
    let batch = #"[{"jsonrpc":"2.0","id":1,"result":{}},{"jsonrpc":"2.0","id":2,"result":{}}]"#
    #expect(try problems(batch, "2025-03-26", "ping").isEmpty)
    #expect(try !problems(batch, "2025-06-18", "ping").isEmpty)
    #expect(try !problems(#"[{"jsonrpc":"2.0","id":1,"result":{}},{"result":{}}]"#, "2025-03-26", "ping").isEmpty)
  }
}
