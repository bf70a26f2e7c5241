@testable import APITools
import HTTPTypes
import JSON
import MCP
import Testing

/// What a call sends, byte by byte.
struct RequestTests {
  private static let id = #"{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}"#

  @Test func `the path of the base URL is kept`() async throws {
    let bench = try Bench()
    _ = await bench.call("list_api_keys")
    let asked = try #require(bench.backend.asked.first)
    #expect(asked.url == "https://api.example/base/me/api-keys")
    #expect(asked.request.method == .get)
    #expect(asked.body == [])
    #expect(asked.request.headerFields[.authorization] == "Bearer session-token-of-mario")
    #expect(asked.request.headerFields[.contentType] == nil)
  }

  @Test func `a body has the members that were given, in the order of the document`() async throws {
    let bench = try Bench(backend: StubBackend(201))
    _ = await bench.call("create_api_key", ["password": "p w", "mode": "read", "name": "ü\u{1F511}"])
    let asked = try #require(bench.backend.asked.first)
    #expect(asked.text == #"{"name":"ü🔑","mode":"read","password":"p w"}"#)
    #expect(asked.request.headerFields[.contentType] == "application/json")
  }

  @Test func `queries are made of what was given`() async throws {
    let bench = try Bench()
    _ = await bench.call("list_api_key_events", ["page": 2, "event": "auth_failed"])
    #expect(bench.backend.asked.first?.request.path == "/base/me/api-keys/audit?page=2&event=auth_failed")
  }

  @Test(
    arguments: [
      ("a/b", "a%2Fb"), ("a?b#c", "a%3Fb%23c"), ("a b", "a%20b"), ("@evil", "%40evil"), ("ü", "%C3%BC"),
      ("a\r\nHost: x", "a%0D%0AHost%3A%20x"), ("...", "..."), (";x=1", "%3Bx%3D1"), ("a\\b", "a%5Cb"), ("%41", "%2541"),
    ])
  func `SEC-05: a value of a path stays one segment`(value: String, expected: String) async throws {
    let bench = try Bench(operation: #"{"parameters": [\#(Self.id)]}"#, path: "/things/{id}/parts")
    _ = await bench.call(nil, ["id": .string(value)])
    #expect(bench.backend.asked.first?.url == "https://api.example/base/things/\(expected)/parts")
  }

  @Test(
    arguments: [
      "", ".", "..", "../x", "x/../y", "..\\x", "%2e%2e", "%252e%252E/x", "x/%2e", "..%2f..%2fx", "%25252e%25252e",
    ])
  func `SEC-05: a value that leads to another path is refused`(value: String) async throws {
    let bench = try Bench(operation: #"{"parameters": [\#(Self.id)]}"#, path: "/things/{id}/parts")
    let failure = try #require(await bench.failure(nil, ["id": .string(value)]))
    #expect(failure.hasPrefix("id may not"))
    #expect(bench.backend.asked.isEmpty)
  }

  @Test func `header and cookie parameters`() async throws {
    let bench = try Bench(
      operation: #"""
        {"parameters": [
          {"name": "X-Region", "in": "header", "schema": {"type": "string"}},
          {"name": "crumb", "in": "cookie", "schema": {"type": "string"}}]}
        """#
    )
    _ = await bench.call(nil, ["X-Region": "north", "crumb": "a;b"])
    let fields = try #require(bench.backend.asked.first?.request.headerFields)
    #expect(fields[HTTPField.Name("X-Region") ?? .accept] == "north")
    #expect(fields[.cookie] == "crumb=a%3Bb")
    let failure = await bench.failure(nil, ["X-Region": "a\r\nX-Injected: yes"])
    #expect(failure?.contains("control characters") == true)
    #expect(bench.backend.asked.count == 1)
  }

  @Test func `all crumbs are one field`() async throws {
    let bench = try Bench(
      operation: #"""
        {"parameters": [
          {"name": "cookie", "in": "header", "schema": {"type": "string"}},
          {"name": "a", "in": "cookie", "schema": {"type": "array"}},
          {"name": "o", "in": "cookie", "schema": {"type": "object"}}]}
        """#
    )
    _ = await bench.call(nil, ["cookie": "x=1; y=2", "a": ["1", "2"], "o": ["R": 100]])
    #expect(bench.backend.asked.first?.request.headerFields[.cookie] == "x=1; y=2; a=1; a=2; R=100")
  }

  @Test(
    arguments: [
      (#""200": {"content": {"application/vnd.acme.v2+json": {}}}"#, "application/vnd.acme.v2+json, */*;q=0.5"),
      (
        #""200": {"content": {"text/csv": {}, "application/json; v=1": {}}}, "201": {"content": {"text/csv": {}}}"#,
        "text/csv, application/json; v=1, */*;q=0.5"
      ),
      (#""default": {"content": {"application/hal+json": {}}}"#, "application/hal+json, */*;q=0.5"),
      (#""200": {}, "400": {"content": {"text/plain": {}}}"#, "application/json, */*;q=0.5"),
      (#""2XX": {"content": {"image/*": {}, "*/*": {}}}"#, "image/*, */*"),
    ])
  func `the declared types are accepted first`(responses: String, expected: String) async throws {
    let bench = try Bench(operation: #"{"responses": {\#(responses)}}"#)
    _ = await bench.call(nil)
    #expect(bench.backend.asked.first?.request.headerFields[.accept] == expected)
  }

  @Test func `META-07: the trace context is passed on`() async throws {
    let bench = try Bench()
    let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    _ = await bench.call("list_api_keys", [:], meta: ["traceparent": .string(trace), "baggage": "secret=1"])
    let fields = try #require(bench.backend.asked.first?.request.headerFields)
    #expect(fields[HTTPField.Name("traceparent") ?? .accept] == trace)
    #expect(fields[HTTPField.Name("baggage") ?? .age] == nil)
  }

  @Test(
    arguments: [
      (
        #"{"application/x-www-form-urlencoded": {"schema": {"type": "object"}}}"#, ["a": "x&y", "b": [1, 2]],
        "a=x%26y&b=1&b=2"
      ),
      (#"{"application/json": {"schema": {"type": "object"}}}"#, ["a": 1], "%7B%22a%22%3A1%7D"),
      (#"{"text/plain": {"schema": {"type": "string"}}}"#, "$.a[0]&b#", "$.a[0]%26b%23"),
    ] as [(String, JSONValue, String)]
  )
  func `a parameter can be the whole query`(content: String, value: JSONValue, expected: String) async throws {
    let bench = try Bench(
      #"""
      {"openapi": "3.2.0", "info": {"title": "T", "version": "1"}, "paths": {"/things": {"get": {"parameters": [
        {"name": "q", "in": "querystring", "content": \#(content)}]}}}}
      """#
    )
    _ = await bench.call(nil, ["q": value])
    #expect(bench.backend.asked.first?.request.path == "/base/things?\(expected)")
  }

  @Test func `crumbs of the style cookie are not encoded, and stay one`() async throws {
    let bench = try Bench(
      #"""
      {"openapi": "3.2.0", "info": {"title": "T", "version": "1"}, "paths": {"/things": {"get": {"parameters": [
        {"name": "c", "in": "cookie", "style": "cookie", "schema": {}}]}}}}
      """#
    )
    _ = await bench.call(nil, ["c": "a b/="])
    #expect(bench.backend.asked.first?.request.headerFields[.cookie] == "c=a b/=")
    #expect(await bench.failure(nil, ["c": "a; admin=1"])?.contains("no semicolon") == true)
  }

  @Test func `SEC-05: what may stay reserved cannot begin another pair or segment`() async throws {
    let bench = try Bench(
      #"""
      {"openapi": "3.2.0", "info": {"title": "T", "version": "1"}, "paths": {"/things/{id}": {"get": {"parameters": [
        {"name": "id", "in": "path", "required": true, "allowReserved": true, "schema": {"type": "string"}},
        {"name": "q", "in": "query", "allowReserved": true, "schema": {"type": "string"}}]}}}}
      """#
    )
    _ = await bench.call(nil, ["id": "a/b?c", "q": "/x?y=1&admin=1+2"])
    #expect(bench.backend.asked.first?.request.path == "/base/things/a%2Fb%3Fc?q=/x?y=1%26admin=1%2B2")
  }

  @Test(
    arguments: [
      (#""content": {"application/json": {}}"#, ["a": [1, "b/c"]], "%7B%22a%22%3A%5B1%2C%22b%2Fc%22%5D%7D"),
      (#""content": {"application/json": {}}"#, "a b", "%22a%20b%22"),
      (#""content": {"text/plain": {"schema": {"type": "string"}}}"#, "a/b?c#d@e", "a%2Fb%3Fc%23d%40e"),
    ] as [(String, JSONValue, String)]
  )
  func `a path has the bytes of a parameter's content`(
    content: String,
    value: JSONValue,
    expected: String
  ) async throws {
    let parameter = #"{"name": "p", "in": "path", "required": true, \#(content)}"#
    let bench = try Bench(operation: #"{"parameters": [\#(parameter)]}"#, path: "/things/{p}/end")
    _ = await bench.call(nil, ["p": value])
    #expect(bench.backend.asked.first?.request.path == "/base/things/\(expected)/end")
    // SEC-05: text of a media type leads nowhere else, either.
    guard content.contains("text/plain") else { return }
    #expect(await bench.failure(nil, ["p": ".."]) != nil)
  }

  @Test(
    arguments: [
      (#""application/json": {}"#, ["a b"], #"["a b"]"#), (#""application/json": {}"#, "a b", #""a b""#),
      (#""text/plain": {}"#, "a b", "a b"),
    ] as [(String, JSONValue, String)]
  )
  func `a header has the bytes of a parameter's content`(type: String, value: JSONValue, expected: String) async throws
  {
    let parameter = #"{"name": "X-P", "in": "header", "content": {\#(type)}}"#
    let bench = try Bench(operation: #"{"parameters": [\#(parameter)]}"#)
    _ = await bench.call(nil, ["X-P": value])
    let field = try #require(HTTPField.Name("X-P"))
    #expect(bench.backend.asked.first?.request.headerFields[field] == expected)
    // SEC-05: text of a media type begins no other field.
    guard type.contains("text/plain") else { return }
    #expect(await bench.failure(nil, ["X-P": "a\r\nX-Q: b"]) != nil)
  }

  @Test(
    arguments: [
      (#"{"name": "p", "in": "query", "allowEmptyValue": true, "schema": {"type": "string"}}"#, "", "/base/things?p="),
      (
        #"{"name": "p", "in": "query", "content": {"application/json": {}}}"#, ["a b"],
        "/base/things?p=%5B%22a%20b%22%5D"
      ),
      (#"{"name": "p", "in": "query", "content": {"text/plain": {}}}"#, "a b&c", "/base/things?p=a%20b%26c"),
      (#"{"name": "a b&c", "in": "query", "schema": {}}"#, "x", "/base/things?a%20b%26c=x"),
      (#"{"name": "p", "in": "query", "schema": {"type": "boolean"}}"#, true, "/base/things?p=true"),
      (
        #"{"name": "p", "in": "query", "schema": {"type": "number"}}"#, .number(JSONNumber(0.5) ?? JSONNumber(0)),
        "/base/things?p=0.5"
      ),
    ] as [(String, JSONValue, String)]
  )
  func `a query has the bytes that the document asks for`(
    parameter: String,
    value: JSONValue,
    expected: String
  ) async throws {
    let bench = try Bench(operation: #"{"parameters": [\#(parameter)]}"#)
    let argument = try #require(bench.tools.tools.first?.inputSchema["properties"]?.object?.names.first)
    _ = await bench.call(nil, [argument: value])
    #expect(bench.backend.asked.first?.request.path == expected)
  }

  @Test(
    arguments: [
      (#""in": "cookie", "schema": {"type": "array"}"#, [1, "a b"], "Cookie", "p=1; p=a%20b"),
      (#""in": "cookie", "explode": false, "schema": {"type": "array"}"#, [1, "a,b"], "Cookie", "p=1,a%2Cb"),
      (#""in": "cookie", "content": {"application/json": {}}"#, ["a": 1], "Cookie", "p=%7B%22a%22%3A1%7D"),
      (#""in": "header", "schema": {"type": "array"}"#, [1, 2], "p", "1,2"),
      (#""in": "header", "explode": true, "schema": {"type": "object"}"#, ["a": 1, "b": "c"], "p", "a=1,b=c"),
      (#""in": "header", "content": {"application/json": {}}"#, ["a": 1], "p", #"{"a":1}"#),
    ] as [(String, JSONValue, String, String)]
  )
  func `header and cookie values have the bytes that the document asks for`(
    parameter: String,
    value: JSONValue,
    field: String,
    expected: String
  ) async throws {
    let bench = try Bench(operation: #"{"parameters": [{"name": "p", \#(parameter)}]}"#)
    _ = await bench.call(nil, ["p": value])
    #expect(bench.backend.asked.first?.request.headerFields[HTTPField.Name(field) ?? .accept] == expected)
  }
}
