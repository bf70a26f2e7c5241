@testable import APITools
import HTTPTypes
import JSON
import MCP
import OpenAPI
import Testing
import TextCoding

/// Whether bodies, parts of forms and responses are text or bytes: one rule for all three.
struct ContentKindTests {
  private func sent(_ content: String, _ body: JSONValue, version: String = "3.1.1") async throws -> (String, String) {
    let bench = try Bench(
      """
      {"openapi": "\(version)", "info": {"title": "T", "version": "1"}, "paths": {"/things": {"post": {
        "requestBody": {"required": true, "content": \(content)}}}},
        "components": {"schemas": {"Text": {"type": "string"}, "Object": {"allOf": [{"$ref": "#/components/schemas/P"}]},
          "P": {"properties": {"a": {"type": "integer"}}}}}}
      """
    )
    let given: JSONObject = body.object ?? ["body": body]
    let result = await bench.call(nil, given)
    #expect(result["isError"] == false, "\(result)")
    let asked = try #require(bench.backend.asked.first)
    return (asked.request.headerFields[.contentType] ?? "", asked.text)
  }

  @Test(arguments: [
    "application/sql", "application/yaml", "application/graphql", "application/x-ndjson", "application/csv",
    "application/javascript", "application/vnd.acme.script", "application/octet-stream", "text/csv", "application/toml",
  ])
  func `text of any type is sent as it is`(type: String) async throws {
    for schema in [
      #"{"type": "string"}"#, ##"{"$ref": "#/components/schemas/Text"}"##, #"{"type": ["string", "null"]}"#,
    ] {
      #expect(try await sent(#"{"\#(type)": {"schema": \#(schema)}}"#, "sel 1") == (type, "sel 1"))
    }
  }

  @Test(arguments: [
    ("application/sql", #"{"schema": {"type": "string", "format": "binary"}}"#),
    ("application/octet-stream", #"{"schema": {"type": "string", "contentEncoding": "base64"}}"#),
    ("application/octet-stream", #"{"schema": {"type": "string", "contentMediaType": "image/png"}}"#),
    ("application/octet-stream", "{}"), ("application/vnd.acme", #"{"schema": {}}"#), ("application/pdf", "{}"),
    ("image/png", #"{"schema": {"type": "string"}}"#),
    ("application/zip", #"{"schema": {"oneOf": [{"type": "string", "format": "binary"}, {"type": "null"}]}}"#),
  ])
  func `bytes are asked for in base64`(type: String, media: String) async throws {
    #expect(try await sent(#"{"\#(type)": \#(media)}"#, "aGk=") == (type, "hi"))
  }

  @Test(arguments: [
    ("*/*", ##"{"$ref": "#/components/schemas/Object"}"##), ("application/*", #"{"properties": {"a": {}}}"#),
    ("*/*", ##"{"allOf": [{"$ref": "#/components/schemas/P"}, {"properties": {"b": {}}}]}"##),
    ("*/*", #"{"additionalProperties": true}"#), ("*/*", ##"{"oneOf": [{"$ref": "#/components/schemas/P"}]}"##),
  ])
  func `objects are JSON wherever nothing else is said`(type: String, schema: String) async throws {
    let content = #"{"\#(type)": {"schema": \#(schema)}}"#
    let bench = try Bench(
      """
      {"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {"/things": {"post": {
        "requestBody": {"required": true, "content": \(content)}}}},
        "components": {"schemas": {"Object": {"allOf": [{"$ref": "#/components/schemas/P"}]},
          "P": {"type": "object", "properties": {"a": {"type": "integer"}}}}}}
      """
    )
    let isWhole = bench.tools.tools[0].inputSchema["properties"]?["body"] != nil
    _ = await bench.call(nil, isWhole ? ["body": ["a": 1]] : ["a": 1])
    #expect(bench.backend.asked.first?.text == #"{"a":1}"#)
    #expect(bench.backend.asked.first?.request.headerFields[.contentType] == "application/json")
  }

  @Test(arguments: [
    ("application/jsonl", #"{"itemSchema": {"type": "object"}}"#, "{\"a\":1}\n{\"a\":2}\n"),
    ("application/x-ndjson", #"{"schema": {"type": "array", "items": {"type": "object"}}}"#, "{\"a\":1}\n{\"a\":2}\n"),
    ("application/json-seq", #"{"itemSchema": {}}"#, "\u{1E}{\"a\":1}\n\u{1E}{\"a\":2}\n"),
    ("application/geo+json-seq", #"{"itemSchema": {}}"#, "\u{1E}{\"a\":1}\n\u{1E}{\"a\":2}\n"),
    ("text/event-stream", #"{"itemSchema": {"type": "object"}}"#, "a: 1\n\na: 2\n\n"),
    ("application/json", #"{"itemSchema": {"type": "object"}}"#, "[{\"a\":1},{\"a\":2}]"),
  ])
  func `a sequence is an array of its items`(type: String, media: String, text: String) async throws {
    let content = #"{"\#(type)": \#(media)}"#
    let bench = try Bench(
      """
      {"openapi": "3.2.0", "info": {"title": "T", "version": "1"}, "paths": {"/things": {"post": {
        "requestBody": {"required": true, "content": \(content)}}}}}
      """
    )
    #expect(bench.tools.tools[0].inputSchema["properties"]?["body"]?["type"] == "array")
    _ = await bench.call(nil, ["body": [["a": 1], ["a": 2]]])
    #expect(bench.backend.asked.first?.text == text)
    #expect(bench.backend.asked.first?.request.headerFields[.contentType] == type)
  }

  @Test(
    arguments: [
      ("application/sql", #"{"type": "string"}"#, "text"), ("application/x-ndjson", #"{"type": "string"}"#, "text"),
      ("application/octet-stream", #"{"type": "string", "format": "binary"}"#, "blob"),
      ("application/vnd.acme", #"{"type": "string", "contentEncoding": "base64"}"#, "blob"),
      ("application/pdf", "{}", "blob"), ("text/csv", #"{"type": "string", "format": "binary"}"#, "text"),
      ("application/yaml", "{}", "text"),
    ])
  func `a response is what the document says`(type: String, schema: String, kind: String) async throws {
    let bench = try Bench(
      operation: #"{"responses": {"200": {"content": {"\#(type)": {"schema": \#(schema)}}}}}"#,
      backend: StubBackend(type: type, body: "plain")
    )
    let first = try #require(await bench.call()["content"]?.array?.first)
    #expect(first["text"]?.string == (kind == "text" ? "plain" : nil))
    #expect(first["resource"]?["blob"]?.string == (kind == "blob" ? Base64.text(Array("plain".utf8)) : nil))
  }
}
