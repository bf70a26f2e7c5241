@testable import APITools
import HTTPTypes
import JSON
import MCP
import OpenAPI
import Testing

/// Bodies that can be of several JSON types.
struct JSONBodyChoiceTests {
  private func bench(_ content: String) throws -> Bench {
    try Bench(operation: #"{"requestBody": {"required": true, "content": \#(content)}}"#, method: "patch")
  }

  private func type(_ bench: Bench, _ arguments: JSONObject) async -> String? {
    _ = await bench.call(nil, arguments)
    return bench.backend.asked.last?.request.headerFields[.contentType]
  }

  private static let patches = #"""
    {"application/json-patch+json": {"schema": {"type": "array", "items": {"type": "object"}}},
     "application/merge-patch+json": {"schema": {"type": "object", "properties": {"a": {"type": "integer"}}}}}
    """#

  @Test func `the type that fits is written, unless another is named`() async throws {
    let bench = try bench(Self.patches)
    #expect(await type(bench, ["body": [["op": "remove", "path": "/a"]]]) == "application/json-patch+json")
    #expect(await type(bench, ["body": ["a": 1]]) == "application/merge-patch+json")
    let failure = await bench.failure(nil, ["body": ["a": 1], "content_type": "application/json-patch+json"])
    #expect(failure?.contains("application/json-patch+json allows no such body") == true)
  }

  @Test func `members stay arguments where all types have them`() async throws {
    let schema = #"{"type": "object", "properties": {"a": {}}}"#
    let bench = try bench(
      #"{"application/json": {"schema": \#(schema)}, "application/vnd.x+json": {"schema": \#(schema)}}"#
    )
    #expect(await type(bench, ["a": 1]) == "application/json")
    #expect(await type(bench, ["a": 1, "content_type": "application/vnd.x+json"]) == "application/vnd.x+json")
    #expect(bench.backend.asked.last?.text == #"{"a":1}"#)
  }

  @Test func `names of plain JSON are no choice`() async throws {
    let schema = #"{"type": "object", "properties": {"a": {}}}"#
    let bench = try bench(
      #"""
      {"application/json": {"schema": \#(schema)}, "text/json": {"schema": \#(schema)},
       "application/*+json": {"schema": \#(schema)}}
      """#
    )
    #expect(bench.tools.tools[0].inputSchema["properties"]?.object?.names == ["a"])
    #expect(await type(bench, ["a": 1]) == "application/json")
  }

  @Test func `types with schemas of their own are told apart by them`() async throws {
    let bench = try bench(
      #"""
      {"application/vnd.a+json": {"schema": {"type": "object", "required": ["a"], "properties": {"a": {}}}},
       "application/vnd.b+json": {"schema": {"type": "object", "required": ["b"], "properties": {"b": {}}}}}
      """#
    )
    #expect(await type(bench, ["body": ["b": 1]]) == "application/vnd.b+json")
    #expect(await type(bench, ["body": ["a": 1]]) == "application/vnd.a+json")
    #expect(await bench.failure(nil, ["body": ["c": 1]]) != nil)
  }
}
