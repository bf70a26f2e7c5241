import HTTPTypes
import JSON
import JSONSchema
import MCP
@testable import Operations
import Testing

@testable import APITools

/// Sentences of this program on a result: what the content says, the structured content says, too.
struct ToolNotesTests {
  private static let schema =
    #"{"type": "object", "properties": {"id": {"type": "string"}, "l": {"type": "array", "items": {"type": "object"}}}}"#
  private static let parameters =
    #"[{"name": "cursor", "in": "query"}, {"name": "n", "in": "query", "schema": {"type": "integer"}}]"#

  private struct Case: CustomTestStringConvertible {
    let testDescription: String
    var status = 200
    var type: String? = "application/json"
    var fields: [(String, String)] = []
    var body = #"{"id":"1"}"#
    var arguments: JSONObject = [:]
    var cut: BackendResponse.Cut?
    /// What both have to say.
    let words: [String]
  }

  private static let long = #"{"l":["# + Array(repeating: #"{"a":"bcdefgh"}"#, count: 100).joined(separator: ",") + "]}"

  private static let cases = [
    Case(testDescription: "nothing came back", status: 204, type: nil, body: "", words: ["Done (HTTP 204"]),
    Case(testDescription: "a next page", fields: [("Link", "</a?cursor=abc>; rel=next")], words: ["cursor=abc"]),
    Case(testDescription: "too long", body: long, words: ["bytes", "results://"]),
    Case(testDescription: "cut", body: #"{"id":"1","l":["#, cut: .size, words: ["no more are read"]),
    Case(testDescription: "cut by time", body: #"{"id":"1","l":["#, cut: .time, words: ["--timeout"]),
    Case(testDescription: "text in place of JSON", type: "text/csv", body: "a,b\n1,2", words: ["a,b\n1,2"]),
    Case(testDescription: "another type", body: #"{"id":12345}"#, words: ["12345"]),
    Case(testDescription: "another root", body: #"[{"id":"abc"}]"#, words: ["abc"]),
    Case(testDescription: "a string of JSON", arguments: ["n": "5"], words: ["were read as the JSON in them: n"]),
  ]

  private func bench(_ sample: Case, schema: String = schema, limit: Int = 500) throws -> Bench {
    var options = APITools.Options()
    options.maximumResultBytes = limit
    var fields = HTTPFields()
    if let type = sample.type { fields[.contentType] = type }
    for (name, value) in sample.fields { fields.append(HTTPField(name: try #require(.init(name)), value: value)) }
    let answer = BackendResponse(status: sample.status, fields: fields, body: Array(sample.body.utf8), cut: sample.cut)
    // The declaration has another type beside JSON, so that text is no failure.
    let content = #"{"application/json": {"schema": \#(schema)}, "text/csv": {"schema": {"type": "string"}}}"#
    return try Bench(
      operation: #"{"parameters": \#(Self.parameters), "responses": {"200": {"content": \#(content)}, "204": {}}}"#,
      backend: StubBackend(answer),
      options: options
    )
  }

  @Test(arguments: cases)
  private func `both forms say it, and the structured one keeps to its schema`(sample: Case) async throws {
    let bench = try bench(sample)
    let result = await bench.call(nil, sample.arguments)
    #expect(result["isError"] == false)
    let structured = try #require(result["structuredContent"])
    let notes = (structured["_notes"]?.array ?? []).compactMap(\.string).joined(separator: "\n")
    let texts = (result["content"]?.array ?? []).compactMap { $0["text"]?.string }.joined(separator: "\n")
    for word in sample.words {
      #expect(notes.contains(word))
      #expect(texts.contains(word))
    }
    let schema = try #require(bench.tools.tools.first?.outputSchema)
    #expect(schema["properties"]?["_notes"] == ToolNotes.schema)
    #expect(try Schema(.object(schema)).accepts(structured))
  }

  @Test func `bytes are told of`() async throws {
    let sample = Case(testDescription: "", type: "image/png", body: "\u{0}PNG", words: [])
    let content = #"{"application/json": {"schema": {"type": "object"}}, "image/png": {}}"#
    var fields = HTTPFields()
    fields[.contentType] = sample.type
    let answer = BackendResponse(status: 200, fields: fields, body: Array(sample.body.utf8))
    let operation = #"{"responses": {"200": {"content": \#(content)}}}"#
    let result = await (try Bench(operation: operation, backend: StubBackend(answer))).call()
    let notes = result["structuredContent"]?["_notes"]?.array?.compactMap(\.string) ?? []
    #expect(notes.count == 2 && notes[0].contains("image/png") && notes[1].contains("4 bytes"))
  }

  @Test func `a text with secrets that go out in their fields is not said again`() async throws {
    let schema = #"{"type": "object", "properties": {"token": {"type": "string"}, "id": {"type": "string"}}}"#
    let sample = Case(testDescription: "", body: #"{"token":"s3cr3t-t0k3n","id":5}"#, words: [])
    let structured = await (try bench(sample, schema: schema)).call()["structuredContent"]
    #expect(structured?["token"] == "s3cr3t-t0k3n")
    #expect(structured?["_notes"]?.array?.count == 1)
    #expect(structured?["_notes"]?.description.contains("s3cr3t") == false)
  }

  @Test func `where nothing is to be said there is no member`() async throws {
    let result = await (try bench(Case(testDescription: "", words: []))).call()
    #expect(result["structuredContent"] == ["id": "1"])
  }

  @Test func `the member has another name where the API has one of that name`() async throws {
    let schema = #"{"type": "object", "properties": {"_notes": {"type": "string"}}}"#
    let sample = Case(testDescription: "", body: #"{"_notes":"own"}"#, arguments: ["n": "5"], words: [])
    let structured = await (try bench(sample, schema: schema)).call(nil, sample.arguments)["structuredContent"]
    #expect(structured?["_notes"] == "own")
    #expect(structured?["_response_notes"]?.array?.count == 1)
  }
}
