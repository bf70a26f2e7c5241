@testable import APITools
import HTTPTypes
import JSON
import MCP
import OpenAPI
@testable import Operations
import Testing

struct ToolOutputTests {
  private static let schema = #"""
    {"type": "object", "required": ["id"], "additionalProperties": false, "properties": {
      "id": {"type": "string", "format": "uuid", "minLength": 36}, "mode": {"type": "string", "enum": ["a", "b"]},
      "secret": {"writeOnly": true}, "list": {"type": "array", "items": {"type": "object", "properties": {
        "n": {"type": "integer", "minimum": 1}}}}}}
    """#

  private func bench(
    _ body: String,
    schema: String = schema,
    method: String = "post",
    status: Int = 200
  ) throws -> Bench {
    try Bench(
      operation: #"""
        {"operationId": "make", "responses": {"200": {"description": "", "content": {"application/json":
         {"schema": \#(schema)}}}, "204": {"description": ""}}}
        """#,
      method: method,
      backend: StubBackend(status, body: body)
    )
  }

  @Test func `the published schema requires nothing and lets everything be null`() throws {
    let schema = try bench("{}").tools.tools.first?.outputSchema
    #expect(
      schema == [
        "type": "object",
        "properties": [
          "id": ["type": ["string", "null"]], "mode": ["type": ["string", "null"]],
          "list": [
            "type": ["array", "null"],
            "items": ["type": ["object", "null"], "properties": ["n": ["type": ["integer", "null"]]]],
          ],
          "_headers": ToldFields.schema, "_notes": ToolNotes.schema,
        ],
      ]
    )
  }

  private static let drifted =
    "Not all of the response is of the types that are declared, so parts are missing here. All of it: "

  @Test(
    arguments: [
      (#"{"type": "array", "items": {"type": "integer"}}"#, "[1,2]", "[1,2]"),
      (#"{"type": "string"}"#, #""x""#, #""x""#),
      (#"{"type": "array", "items": {"type": "integer"}}"#, #"{"a":1}"#, #"{"a":1}"#),
      (#"{"type": "number"}"#, "[]", #"{"_notes":["\#(drifted)[]"]}"#),
      (#"{"type": "array", "items": {"type": "integer"}}"#, #"[1,"x"]"#, #"{"_notes":["\#(drifted)[1,\"x\"]"]}"#),
      (#"{"type": ["object", "array"]}"#, "[1]", "[1]"),
    ])
  func `SEP-2106: an answer of another type has its schema and keeps to it`(
    schema: String,
    body: String,
    kept: String
  ) async throws {
    let bench = try bench(body, schema: schema)
    let declared = try #require(bench.tools.tools.first?.outputSchema)
    #expect(declared["type"] != "object")
    #expect(try await bench.call()["structuredContent"] == JSONParser.parse(kept))
  }

  @Test func `an answer of which nothing is known has no schema`() throws {
    #expect(try bench("[]", schema: "{}").tools.tools.first?.outputSchema == nil)
  }

  @Test(
    arguments: [
      (#"{"id": "x", "new": [1]}"#, #"{"id": "x", "new": [1]}"#), (#"{"id": null}"#, #"{"id": null}"#),
      (#"{"id": 7, "mode": "c"}"#, #"{"mode": "c"}"#),
      (#"{"list": [{"n": 1}, {"n": "x"}, 5]}"#, #"{"list": [{"n": 1}, {}, null]}"#),
      (#"{"list": {"n": 1}, "id": "x"}"#, #"{"id": "x"}"#), ("[1]", "{}"), ("null", "{}"),
    ])
  func `TOOL-26: a drifted answer of a write is a success that keeps to the schema`(
    body: String,
    kept: String
  ) async throws {
    let result = await (try bench(body)).call()
    #expect(result["isError"] == false)
    var structured = try #require(result["structuredContent"]?.object)
    // What is missing is told as text.
    let isWhole = try JSONParser.parse(kept) == JSONParser.parse(body)
    #expect(structured["_notes"]?.array?.first?.string?.hasSuffix(body) == (isWhole ? nil : true))
    structured["_notes"] = nil
    #expect(try .object(structured) == JSONParser.parse(kept))
    #expect(result["content"]?.array?.first?["text"] == .string(body))
  }

  @Test func `TOOL-28: the text is what the backend wrote`() async throws {
    let body = #"{ "id": "1e400", "n": 9007199254740993 }"#
    let result = await (try bench(body)).call()
    #expect(result["content"]?.array?.first?["text"] == .string(body))
    #expect(result["structuredContent"]?["n"]?.description == "9007199254740993")
  }

  @Test func `an empty answer is a success`() async throws {
    let result = await (try bench("", status: 204)).call()
    #expect(result["isError"] == false)
    #expect(result["structuredContent"] == ["_notes": ["Done (HTTP 204, without content)."]])
    #expect(result["content"]?.array?.first?["text"] == "Done (HTTP 204, without content).")
  }
}
