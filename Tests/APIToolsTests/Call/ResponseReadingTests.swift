import HTTPTypes
import JSON
import MCP
import OpenAPI
import Testing
import TextCoding

@testable import APITools

struct ResponseReadingTests {
  private static let operation = #"""
    {"parameters": [{"name": "page", "in": "query", "schema": {"type": "integer"}},
      {"name": "after", "in": "query", "schema": {}}, {"name": "per_page", "in": "query", "schema": {}}]}
    """#

  private func bench(
    _ backend: StubBackend,
    operation: String = operation,
    method: String = "get",
    limit: Int = 100_000
  ) throws -> Bench {
    var options = APITools.Options()
    options.maximumResultBytes = limit
    return try Bench(operation: operation, method: method, backend: backend, options: options)
  }

  private func texts(_ bench: Bench, _ arguments: JSONObject = [:]) async -> [String] {
    await bench.call(nil, arguments)["content"]?.array?.compactMap { $0["text"]?.string } ?? []
  }

  @Test(
    arguments: [
      ("text/plain; charset=ISO-8859-1", [0xE9, 0x80], "é€"),
      ("text/csv;charset=\"utf-16le\"", [0x61, 0, 0xE9, 0], "aé"),
      ("text/plain; charset=utf-16", [0xFE, 0xFF, 0, 0x61], "a"), ("text/plain; charset=utf-8", [0xC3, 0xA9], "é"),
      ("text/csv", [0xEF, 0xBB, 0xBF, 0x61], "a"), ("text/plain", [0xFF, 0xFE, 0x61, 0], "a"),
      ("image/svg+xml", [0x3C, 0x61], "<a"), ("text/plain; charset=nobody-knows", [0x61], "a"),
    ] as [(String, [UInt8], String)]
  )
  func `text is read in its encoding`(type: String, bytes: [UInt8], text: String) async throws {
    #expect(await texts(try bench(StubBackend(bytes: bytes, type: type))) == [text])
  }

  private static let declared = #"""
    {"responses": {"200": {"content": {"application/pdf": {}, "text/csv": {}}},
      "201": {"content": {"application/json": {}, "image/*": {}}}, "202": {"content": {"application/json": {}}}}}
    """#

  @Test(
    arguments: [
      (200, "application/pdf", "%PDF-1.7", "resource"), (200, "text/csv", "a,b", "text"),
      (201, "image/png", "x", "image"), (201, "application/json", "{}", "text"),
      (202, "application/json", "[]", "text"),
    ])
  func `an answer is read by its own type and what is declared of its status`(
    status: Int,
    type: String,
    body: String,
    kind: String
  ) async throws {
    let result = await (try bench(StubBackend(status, type: type, body: body), operation: Self.declared)).call()
    #expect(result["isError"] == false)
    #expect(result["content"]?.array?.first?["type"]?.string == kind)
  }

  @Test(arguments: [201, 202, 203])
  func `a page in the place of JSON is no answer`(status: Int) async throws {
    let bench = try bench(StubBackend(status, type: "text/html", body: "<html>"), operation: Self.declared)
    #expect(await bench.call()["isError"] == true)
  }

  @Test(
    arguments: [
      ("application/json", [0xEF, 0xBB, 0xBF] + Array(#"{"a":"é"}"#.utf8)),
      ("application/json; charset=ISO-8859-1", Array(#"{"a":""#.utf8) + [0xE9] + Array(#""}"#.utf8)),
      ("application/json; charset=utf-16le", #"{"a":"é"}"#.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
      (
        "application/vnd.x+json",
        [0xFE, 0xFF] + #"{"a":"é"}"#.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
      ),
    ] as [(String, [UInt8])]
  )
  func `JSON is read in its encoding, without its mark`(type: String, bytes: [UInt8]) async throws {
    let result = await (try bench(StubBackend(bytes: bytes, type: type))).call()
    #expect(result["structuredContent"] == ["a": "é"])
    #expect(result["content"]?.array?.first?["text"] == #"{"a":"é"}"#)
  }

  @Test func `a problem is told in the API's own words`() async throws {
    let body = #"{"type":"about:blank","title":"Out of credit","detail":"You have 30"}"#
    let bench = try bench(StubBackend(403, type: "application/problem+json", body: body))
    let failure = try #require(await bench.failure())
    #expect(failure.contains("This account may not do that. The API says: Out of credit: You have 30.\n\n{"))
  }

  @Test(
    arguments: [
      (
        #"{"data":{"pagination":{"has_next":true,"next_page":3}}}"#,
        "data.pagination.next_page is 3). Call again with page=3 for it."
      ),
      (#"{"next_cursor":"abc"}"#, "next_cursor is abc). Call again with after=abc for it."),
      (#"{"has_more":true}"#, "has_more is true)"),
      (
        #"{"_links":{"next":{"href":"/things?page=4&key=1234&per_page=9"}}}"#,
        "Call again with page=4, per_page=9 for it."
      ),
      (#"{"has_more":false,"next_cursor":"abc"}"#, nil), (#"{"next":null,"items":[]}"#, nil), ("[]", nil),
    ] as [(String, String?)]
  )
  func `a page that follows is told`(body: String, note: String?) async throws {
    let texts = await texts(try bench(StubBackend(body: body)))
    #expect(texts.count == (note == nil ? 1 : 2))
    if let note { #expect(texts.last?.contains(note) == true) }
  }

  @Test func `a link to the next page is told without what else is in it`() async throws {
    let link = #"<https://h/?page=1>; rel="prev", <https://h/?page=3&key=secret-key&after=x%20y>; rel="next""#
    let fields: HTTPFields = [try #require(HTTPField.Name("Link")): link]
    let texts = await texts(try bench(StubBackend(fields: fields, body: "[]")))
    #expect(texts.last == "Note: there is a next page. Call again with page=3, after=x y for it.")
    let write = try bench(StubBackend(fields: fields, body: "[]"), method: "post")
    #expect(await self.texts(write).first == "[]")
    #expect(await !self.texts(write).contains { $0.contains("next page") })
  }

  @Test func `a large text is cut at a line, and the whole is a resource`() async throws {
    let body = String(repeating: "a line of text é\n", count: 100)
    let bench = try bench(StubBackend(type: "text/plain", body: body), limit: 100)
    let content = try #require(await bench.call()["content"]?.array)
    #expect(content[0]["text"] == .string(String(repeating: "a line of text é\n", count: 5)))
    let sentence = try #require(content[1]["text"]?.string)
    #expect(sentence.hasPrefix("This is the beginning, 90 of 1800 bytes. The whole is the resource results://"))
    let uri = try #require(content[2]["uri"]?.string)
    #expect(sentence.contains(uri))
    let read = await bench.ask("resources/read", ["uri": .string(uri)])
    #expect(read["result"]?["contents"]?.array?.first?["text"] == .string(body))
    let other = await bench.ask("resources/read", ["uri": "results://0123456789"])
    #expect(other["error"] != nil)
  }

  @Test func `a text without lines is cut between characters`() async throws {
    let bench = try bench(StubBackend(type: "text/plain", body: String(repeating: "é", count: 100)), limit: 101)
    #expect(await texts(bench).first == String(repeating: "é", count: 50))
  }

  @Test func `the structured content of a large answer has shorter lists`() async throws {
    let operation = #"""
      {"responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "object",
       "properties": {"items": {"type": "array", "items": {"type": "integer"}}}}}}}}}
      """#
    let numbers = (1...2000).map(String.init).joined(separator: ",")
    let bench = try bench(StubBackend(body: #"{"items":[\#(numbers)]}"#), operation: operation, limit: 300)
    let result = await bench.call()
    #expect(result["structuredContent"]?["items"]?.array?.count == 64)
    #expect(result["content"]?.array?.first?["text"]?.string?.hasSuffix(",") == true)
  }

  @Test func `large bytes are a resource`() async throws {
    let bytes = [UInt8](repeating: 0xFF, count: 200)
    let bench = try bench(StubBackend(bytes: bytes, type: "image/png"), limit: 200)
    let content = try #require(await bench.call()["content"]?.array)
    #expect(content[0]["text"]?.string?.hasPrefix("The answer is image/png of 200 bytes.") == true)
    let uri = try #require(content[1]["uri"])
    let read = await bench.ask("resources/read", ["uri": uri])
    #expect(read["result"]?["contents"]?.array?.first?["blob"]?.string == Base64.text(bytes))
  }

  // MARK: Parts of an answer

  @Test func `parts of an answer are offered where it may be long`() throws {
    let fields = (0..<16).map { #""f\#($0)": {}"# }.joined(separator: ",")
    func offers(_ schema: String, method: String = "get", parameters: String = "[]") throws -> Bool {
      let operation = #"""
        {"operationId": "o", "parameters": \#(parameters), "responses": {"200": {"description": "", "content":
         {"application/json": {"schema": \#(schema)}}}}}
        """#
      return try Bench(operation: operation, method: method).schema(of: "o")["properties"]?["fields"]?["items"] != nil
    }
    let long = #"{"type": "array", "items": {"type": "object", "properties": {\#(fields)}}}"#
    #expect(try offers(long))
    #expect(try offers("{}"))
    #expect(try offers(#"{"type": "object", "properties": {"data": \#(long)}}"#))
    #expect(try !offers(#"{"type": "object", "properties": {\#(fields)}}"#))
    #expect(try !offers(long, method: "post"))
    #expect(try !offers(long, parameters: #"[{"name": "fields", "in": "query", "schema": {"type": "string"}}]"#))
  }

  @Test(
    arguments: [
      (["/items/a"], #"{"items":[{"a":1},{"a":3}]}"#), (["/items/*/a", "/n"], #"{"items":[{"a":1},{"a":3}],"n":5}"#),
      (["items[*].b"], #"{"items":[{"b":2},{"b":4}]}"#), (["$.n"], #"{"n":5}"#), (["/items"], nil), ([], nil),
    ] as [([String], String?)]
  )
  func `parts of an answer are what was asked for`(paths: [String], text: String?) async throws {
    let whole = #"{"items":[{"a":1,"b":2},{"a":3,"b":4}],"n":5}"#
    let operation = #"{"responses": {"200": {"description": "", "content": {"application/json": {}}}}}"#
    let bench = try bench(StubBackend(body: whole), operation: operation)
    let texts = await texts(bench, ["fields": .array(paths.map(JSONValue.string))])
    #expect(texts == [text ?? (paths.isEmpty ? whole : #"{"items":[{"a":1,"b":2},{"a":3,"b":4}]}"#)])
    #expect(bench.backend.asked.first?.request.path == "/base/things")
  }

  @Test func `a part that is not there is said`() async throws {
    let operation = #"{"responses": {"200": {"description": "", "content": {"application/json": {}}}}}"#
    let bench = try bench(StubBackend(body: #"{"a":1}"#), operation: operation)
    #expect(await texts(bench, ["fields": ["/b"]]) == ["{}", "Note: the answer has nothing at /b."])
  }
}
