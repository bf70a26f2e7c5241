import JSON
import OpenAPI
import Testing

/// Documents whose names, paths and server URLs are very long, or of which there are very many in one place.
struct LongNameTests {
  private func document(_ members: JSONObject) throws -> APIDocument {
    let root = JSONObject([("openapi", "3.0.3")] + members.members)
    return try APIDocument(reading: JSONValue.object(root).json)
  }

  private func path(of count: Int) -> String { "/" + (0..<count).map { "{a\($0)}" }.joined(separator: "/") }

  @Test func `undeclared variables of one path are reported once, by the first names`() throws {
    let document = try document(["paths": [path(of: 1000): ["get": ["operationId": "a", "responses": [:]]]]])
    let found = document.diagnostics + StructureCheck.diagnostics(of: document)
    let messages = found.map(\.message).filter { $0.contains("of the path") }
    #expect(
      messages == [
        #"The variables "a0", "a1", "a2", "a3", "a4" and 995 more of the path have no parameters and are taken as strings. "#
          + "Add the parameters."
      ]
    )
    #expect(document.operations.first?.parameters.count == 1000)
  }

  @Test func `parameters that the path has no variables for are reported once`() throws {
    let parameters = (0..<7).map { ["name": .string("a\($0)"), "in": "path", "required": true] as JSONValue }
    let operation: JSONValue = ["operationId": "a", "responses": [:], "parameters": .array(parameters)]
    let document = try document(["paths": ["/a": ["get": operation]]])
    let found = document.diagnostics + StructureCheck.diagnostics(of: document)
    #expect(
      found.map(\.message).filter { $0.hasPrefix("The path has no") } == [
        #"The path has no variables "a0", "a1", "a2", "a3", "a4" and 2 more: those parameters are left out. Correct either."#
      ]
    )
  }

  @Test func `a place and a message name long keys by their beginnings and ends`() throws {
    let name = String(repeating: "k", count: 100_000) + "end"
    let document = try document(["paths": ["/a": ["get": ["responses": [:]]]], name: 1])
    let found = StructureCheck.diagnostics(of: document)
    let namesEnd = found.contains { $0.place.hasSuffix("kkend") }
    #expect(namesEnd)
    let longest = found.map { max($0.place.utf8.count, $0.message.utf8.count) }.max()
    #expect(longest ?? 0 < 4000)
  }

  @Test func `a server whose variables repeat a long value is left out`() throws {
    let server: JSONValue = [
      "url": .string("https://\(String(repeating: "{a}", count: 500)).example"),
      "variables": ["a": ["default": .string(String(repeating: "b", count: 100))]],
    ]
    let document = try document([
      "servers": [server, ["url": "https://b.example"]], "paths": ["/a": ["get": ["responses": [:]]]],
    ])
    #expect(document.servers.map(\.url) == ["https://b.example"])
    let messages = document.diagnostics.map(\.message)
    #expect(messages.first?.hasPrefix("The URL of a server is longer than 8000 bytes") == true)
  }
}
