@testable import Calls
import HTTPTypes
import JSON
import MCP
import OpenAPI
@testable import Operations
import Testing

@testable import APITools

/// Answers of which only the beginning was read.
struct CutAnswerTests {
  private func result(
    _ body: String,
    _ cut: BackendResponse.Cut,
    type: String = "application/json",
    responses: String = #"{"200": {}}"#,
    limit: Int = 100_000
  ) async throws -> JSONValue {
    var options = APITools.Options()
    options.maximumResultBytes = limit
    options.secrets = .auto
    let answer = BackendResponse(status: 200, fields: [.contentType: type], body: Array(body.utf8), cut: cut)
    let operation = #"{"responses": \#(responses)}"#
    return await (try Bench(operation: operation, backend: StubBackend(answer), options: options)).call()
  }

  @Test(
    arguments: [
      (#"[{"a":1},{"a":2},{"a""#, #"[{"a":1},{"a":2},{}]"#), (#"{"l":[1,2,"x\"y","z"#, #"{"l":[1,2,"x\"y"]}"#),
      (#"{"a":{"b":[tr"#, #"{"a":{"b":[]}}"#), (#"[1,23"#, "[1]"), (#"{"a":1,"b":"#, #"{"a":1}"#), ("[", "[]"),
      (#"{"k"#, "{}"), (#"[[1],[2"#, "[[1],[]]"), (#"{"a":"}","b":"{["#, #"{"a":"}"}"#),
    ])
  func `the beginning of a JSON text is made whole`(text: String, whole: String) {
    #expect(JSONBeginning.completed(Array(text.utf8)) == Array(whole.utf8))
  }

  @Test(arguments: ["", "x", "   ", "\"abc"])
  func `what has no beginning is not made whole`(text: String) {
    #expect(JSONBeginning.completed(Array(text.utf8)) == nil)
  }

  @Test func `the beginning and where it stands are given, and no advice to try again`() async throws {
    let items = (0..<200).map { #"{"n":\#($0)}"# }.joined(separator: ",")
    let result = try await result("[\(items),{\"n", .size, limit: 300)
    #expect(result["isError"] == false)
    let content = try #require(result["content"]?.array)
    #expect(content[0]["text"]?.string?.hasPrefix(#"[{"n":0},{"n":1}"#) == true)
    #expect(content[1]["text"]?.string?.contains("of more than") == true)
    #expect(content[1]["text"]?.string?.contains("The whole is") == false)
    #expect(content[2]["type"] == "resource_link")
    #expect(content[2]["description"]?.string?.contains("no more are read") == true)
    #expect(!"\(result)".contains("try again"))
  }

  @Test func `secrets of a beginning are kept out as those of a whole`() async throws {
    let schema = #"{"type": "object", "properties": {"token": {"type": "string"}, "l": {"type": "array"}}}"#
    let responses = #"{"200": {"content": {"application/json": {"schema": \#(schema)}}}}"#
    let result = try await result(#"{"token":"s3cr3t-t0k3n","l":[1,2"#, .size, responses: responses)
    #expect(result["structuredContent"]?["l"] == [1])
    #expect(!"\(result)".contains("s3cr3t-t0k3n"))
  }

  @Test func `a stream that does not end is what has come`() async throws {
    let result = try await result("data: 1\n\ndata: 2\n\n", .time, type: "text/event-stream")
    #expect(result["isError"] == false)
    #expect(result["content"]?.array?.first?["text"] == "data: 1\n\ndata: 2\n\n")
    #expect(result["content"]?.array?.last?["text"]?.string?.contains("had not ended") == true)
  }

  @Test func `a beginning that cannot be read is told with its size`() async throws {
    let responses = #"{"200": {"content": {"application/json": {}}}}"#
    let result = try await result("      ", .size, responses: responses)
    #expect(result["isError"] == true)
    #expect(result["content"]?.array?.first?["text"]?.string?.contains("more than 6 bytes") == true)
  }
}
