@testable import APITools
import HTTPTypes
import JSON
import MCP
import OpenAPI
@testable import Operations
import Testing

/// The header fields of a response that a model is told.
struct ToldFieldsTests {
  private static let object = #"{"200": {"content": {"application/json": {"schema": {"type": "object"}}}}}"#

  private func result(
    _ status: Int = 200,
    _ fields: [(String, String)],
    body: String = #"{"a":1}"#,
    type: String? = "application/json",
    responses: String = object,
    method: String = "get"
  ) async throws -> JSONValue {
    var all = HTTPFields()
    for (name, value) in fields { all.append(HTTPField(name: try #require(HTTPField.Name(name)), value: value)) }
    let backend = StubBackend(status, type: type, fields: all, body: body)
    return await (try Bench(operation: #"{"responses": \#(responses)}"#, method: method, backend: backend)).call()
  }

  @Test func `fields that lead on stand beside the answer`() async throws {
    let result = try await result(
      200,
      [("etag", "\"v7\""), ("x-total-count", "9"), ("X-Other", "1"), ("Retry-After", "3")]
    )
    #expect(result["structuredContent"] == ["a": 1, "_headers": ["ETag": "\"v7\"", "X-Total-Count": "9"]])
    #expect(result["content"]?.array?.map { $0["text"] } == [#"{"a":1}"#])
  }

  @Test func `an accepted request says when to look again`() async throws {
    let fields = [
      ("Retry-After", "3"), ("Operation-Location", "/ops/1"), ("Location", "/a"), ("Content-Location", "/b"),
    ]
    let result = try await result(202, fields, body: "", type: nil)
    #expect(
      result["structuredContent"]?["_headers"] == [
        "Location": "/a", "Operation-Location": "/ops/1", "Content-Location": "/b", "Retry-After": "3",
      ]
    )
    #expect(result["content"]?.array?.first?["text"]?.string?.contains("Location: /a") == true)
  }

  @Test func `what the document declares is told, but for cookies and secrets`() async throws {
    let headers =
      #"{"X-Quota": {"schema": {}}, "Set-Cookie": {"schema": {}}, "X-Auth-Token": {"schema": {"type": "string"}}}"#
    let responses = #"{"2XX": {"headers": \#(headers), "content": {"application/json": {}}}}"#
    let fields = [("x-quota", "5"), ("Set-Cookie", "s=1"), ("X-Auth-Token", "abcdefgh1234")]
    let result = try await result(200, fields, responses: responses)
    #expect(result["structuredContent"]?["_headers"] == ["X-Quota": "5"])
    #expect(!"\(result)".contains("abcdefgh1234") && !"\(result)".contains("s=1"))
  }

  @Test func `where the root is no object they are a text behind the answer`() async throws {
    let result = try await result(200, [("X-Total", "9")], body: "[1]", responses: #"{"200": {}}"#)
    let texts = result["content"]?.array?.compactMap { $0["text"]?.string }
    #expect(texts == ["[1]", "Header fields of the response:\nX-Total: 9"])
    let text = try await self.result(
      200,
      [("ETag", "x")],
      body: "plain",
      type: "text/plain",
      responses: #"{"200": {}}"#
    )
    #expect(text["content"]?.array?.first?["text"] == "plain")
    #expect(text["content"]?.array?.last?["text"]?.string?.contains("ETag: x") == true)
  }

  @Test func `the answer to HEAD is its fields`() async throws {
    let fields = [("Content-Length", "12"), ("Last-Modified", "now"), ("Set-Cookie", "a=b"), ("Connection", "close")]
    let result = try await result(200, fields, body: "", type: "image/png", responses: #"{"200": {}}"#, method: "head")
    #expect(
      result["structuredContent"]?["_headers"] == [
        "Content-Length": "12", "Last-Modified": "now", "Content-Type": "image/png",
      ]
    )
  }

  @Test func `an API may have a member of that name itself`() async throws {
    let schema = #"{"type": "object", "properties": {"_headers": {"type": "integer"}}}"#
    let responses = #"{"200": {"content": {"application/json": {"schema": \#(schema)}}}}"#
    let result = try await result(200, [("ETag", "x")], body: #"{"_headers":1}"#, responses: responses)
    #expect(result["structuredContent"] == ["_headers": 1, "_response_headers": ["ETag": "x"]])
    let open = try await self.result(200, [("ETag", "x")], body: #"{"_headers":1}"#, responses: #"{"200": {}}"#)
    #expect(open["structuredContent"] == ["_headers": 1, "_response_headers": ["ETag": "x"]])
  }

  @Test func `they are declared, and not required`() throws {
    let schema = try Bench(operation: #"{"responses": \#(Self.object)}"#).tools.tools[0].outputSchema
    #expect(schema?["properties"]?["_headers"] == ToldFields.schema)
    #expect(schema?["required"] == nil)
  }

  @Test func `a next page that nobody can ask for is not mentioned`() async throws {
    let result = try await result(200, [("Link", "<https://h/x?opaque=1>; rel=next")], body: "[]")
    #expect(result["structuredContent"]?["_headers"]?["Link"] != nil)
    #expect(!"\(result["content"] ?? [])".contains("next page"))
  }
}
