@testable import APITools
import HTTPTypes
import JSON
import MCP
import OpenAPI
import Testing

/// Patterns of arguments that not everybody reads.
struct UnreadArgumentPatternTests {
  private func bench(_ pattern: String) throws -> Bench {
    let schema = JSONValue.object(["type": "string", "pattern": .string(pattern)])
    return try Bench(operation: #"{"parameters": [{"name": "p", "in": "query", "schema": \#(schema)}]}"#)
  }

  @Test(arguments: ["^[\\w-.]+$", "^\\_a$", "(?<a>.)\\k<a>", "\\Aa\\z", "[[:alpha:]]"])
  func `a pattern blocks no tool, and is published only where everybody reads it`(pattern: String) async throws {
    let bench = try bench(pattern)
    #expect(bench.tools.tools[0].inputSchema["properties"]?["p"]?["pattern"] == nil)
    #expect(await bench.call()["isError"] == false)
  }

  @Test func `one that can be read holds, and one that cannot is a warning`() async throws {
    #expect(await (try bench("^[\\w-.]+$")).failure(nil, ["p": "a b"]) != nil)
    #expect(try bench("^[\\w-.]+$").tools.schemaDiagnostics.isEmpty)
    let unread = try bench("(a)\\1")
    #expect(await unread.call(nil, ["p": "x"])["isError"] == false)
    #expect(unread.tools.schemaDiagnostics.map(\.severity) == [.warning])
    #expect(try bench("^[a-z]+$").tools.tools[0].inputSchema["properties"]?["p"]?["pattern"] == "^[a-z]+$")
  }
}
