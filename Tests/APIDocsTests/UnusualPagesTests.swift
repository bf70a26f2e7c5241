import APIDocs
import JSON
import MCP
import OpenAPI
import Testing

/// Pages of documents that are unlike ours.
struct UnusualPagesTests {
  /// A document with one operation, `call`.
  private func page(
    method: String = "get",
    path: String = "/a",
    _ operation: String,
    rest: String = ""
  ) async throws
    -> String
  {
    let text = """
      {"openapi": "3.1.0", "info": {"title": "T"}, "paths": {"\(path)": {"\(method)": {"operationId": "call", \(operation)}}}
      \(rest)}
      """
    return try #require(try await Documented(document: APIDocument(reading: text)).text("docs://operations/call"))
  }

  @Test func `a schema that contains itself is a link where it does`() async throws {
    let text = try await page(
      """
      "responses": {"200": {"description": "", "content": {"application/json": {
        "schema": {"$ref": "#/components/schemas/T"}}}}}
      """,
      rest: """
        , "components": {"schemas": {"T": {"properties": {
          "id": {"type": "string"}, "children": {"type": "array", "items": {"$ref": "#/components/schemas/T"}}}}}}
        """
    )
    #expect(text.contains("| `children` | array of [`T`](docs://schemas/T) |"))
    #expect(!text.contains("children[].id"))
  }

  /// As calls write them (OpenAPI 3.1.1, 4.8.12.4), not as JSON.
  @Test func `a curl command writes arrays and objects in the style of their parameters`() async throws {
    let text = try await page(
      path: "/a/{ids}/{point}",
      """
      "responses": {}, "parameters": [
        {"name": "ids", "in": "path", "required": true, "schema": {"type": "array"}, "example": [3, "x/y"]},
        {"name": "point", "in": "path", "required": true, "style": "matrix", "schema": {"type": "object"},
          "example": {"x": 1, "y": 2}},
        {"name": "tags", "in": "query", "required": true, "schema": {"type": "array"}, "example": ["a", "b c"]},
        {"name": "sort", "in": "query", "required": true, "style": "pipeDelimited", "explode": false,
          "schema": {"type": "array"}, "example": ["up", "down"]},
        {"name": "filter", "in": "query", "required": true, "style": "deepObject", "schema": {"type": "object"},
          "example": {"state": {"in": ["open"]}}},
        {"name": "X-Range", "in": "header", "required": true, "schema": {"type": "array"}, "example": [1, 2]},
        {"name": "session", "in": "cookie", "required": true, "schema": {"type": "object"}, "explode": false,
          "example": {"k": "v"}}]
      """
    )
    let path = "/a/3,x%2Fy/;point=x,1,y,2"
    let query = "tags=a&tags=b%20c&sort=up%7Cdown&filter%5Bstate%5D%5Bin%5D%5B0%5D=open"
    #expect(text.contains("\(path)?\(query)' \\\n  --header 'X-Range: 1,2' \\\n  --cookie 'session=k,v'"), "\(text)")
  }

  /// Ten references from each of nine schemas to the next, and back from the last: followed blindly they never end.
  /// (Parts of a whole cannot lead back to it: a document with such a circle is refused.)
  @Test(arguments: ["properties", "allOf"])
  func `schemas that contain one another many times over end`(keyword: String) async throws {
    let names = (0..<10).map { "p\($0)" }
    let schemas = (0..<9).map { number -> JSONObject.Member in
      let isEnd = keyword == "allOf" && number == 8
      let next: JSONValue =
        isEnd ? ["type": "object"] : ["$ref": .string("#/components/schemas/S\((number + 1) % 9)")]
      let parts: JSONValue =
        keyword == "allOf" ? .array(names.map { _ in next }) : .object(JSONObject(names.map { ($0, next) }))
      return ("S\(number)", [keyword: parts, "required": .array(names.map(JSONValue.string))])
    }
    let components: JSONValue = ["schemas": .object(JSONObject(schemas))]
    let text = try await page(
      method: "post",
      """
      "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/S0"}}}}, "responses": {}
      """,
      rest: ", \"components\": \(components)"
    )
    #expect(text.contains("Schema: [`S0`](docs://schemas/S0)."))
    #expect(text.utf8.count < 100_000)
  }

  @Test func `types are told in words`() async throws {
    let text = try await page(
      method: "post",
      """
      "requestBody": {"content": {"application/json": {"schema": {"properties": {
        "a": {"anyOf": [{"type": "string", "format": "uuid"}, {"type": "integer"}, {"type": "null"}]},
        "b": {"type": "object", "additionalProperties": {"type": "number", "exclusiveMinimum": 0}},
        "c": {"enum": ["x|y", 1, null]}, "d": {}, "e": {"const": "v"},
        "f": {"type": "array", "items": {"type": "string", "maxLength": 3}, "minItems": 1, "uniqueItems": true},
        "g": {"type": "object", "additionalProperties": {"properties": {"h": {"type": "boolean"}}}},
        "i": {"type": "string", "pattern": "^`|a$", "deprecated": true, "readOnly": true}
      }}}}}, "responses": {}
      """
    )
    let rows = [
      "| `a` | string (uuid) or integer or null | no |", "| `b` | object of number | no |",
      "| `c` | string or number or null | no | one of `x\\|y`, `1`, `null` |", "| `d` | anything | no |",
      "| `e` | string | no | always `\"v\"` |",
      "| `f` | array of string | no | not empty, each element once, each at most 3 char",
      "| `g.*.h` | boolean |", "| `i` | string | no | matches ``^`\\|a$`` |", "**Deprecated.** Read only",
    ]
    for row in rows { #expect(text.contains(row), "\(row)") }
  }

  @Test func `text of the document stays text`() async throws {
    let text = try await page(
      ###""summary": "a\n# b <c>", "description": "## d\n\n```\ne", "responses": {"500": {"description": "f|g\n| h"}}"###
    )
    #expect(text.hasPrefix("# a # b \\<c>\n"))
    #expect(text.contains("\\## d\n\n```\ne\n```"))
    #expect(text.contains("| `500` | f\\|g \\| h |"))
  }

  @Test func `a call on the command line quotes what it is given`() async throws {
    let text = try await page(
      method: "post",
      path: "/a/{id}",
      """
      "parameters": [
        {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}, "example": "x y/z"},
        {"name": "q", "in": "query", "required": true, "schema": {"enum": ["a&b"]}},
        {"name": "token", "in": "query", "required": true, "schema": {"type": "string"}, "example": "canary"},
        {"name": "optional", "in": "query", "schema": {"type": "string"}, "example": "no"},
        {"name": "X-Key", "in": "header", "required": true, "schema": {"type": "string"}, "example": "it's"}
      ],
      "requestBody": {"content": {"application/json": {"example": {"a": "it's $HOME `x`"}}}},
      "security": [{"k": []}], "responses": {}, "servers": [{"url": "https://example.com/v1/"}]
      """,
      rest: #", "components": {"securitySchemes": {"k": {"type": "apiKey", "in": "header", "name": "X-Auth"}}}"#
    )
    #expect(
      text.contains("curl --request POST 'https://example.com/v1/a/x%20y%2Fz?q=a%26b&token=%3Cyour%20token%3E' \\\n")
    )
    #expect(text.contains("  --header 'X-Auth: '\"$ACCESS_TOKEN\" \\\n  --header 'X-Key: it'\\''s' \\\n"))
    #expect(text.contains("{\"a\":\"it'\\''s $HOME `x`\""))
    #expect(!text.contains("canary"))
  }

  @Test func `an example is made up where the document gives none`() async throws {
    let text = try await page(
      method: "put",
      """
      "requestBody": {"content": {"application/json": {"schema": {
        "required": ["name", "at", "count", "password", "tags"],
        "properties": {
          "name": {"type": "string", "default": "n"}, "at": {"type": "string", "format": "date-time"}, "other": {},
          "count": {"type": "integer", "minimum": 3}, "password": {"type": "string"},
          "tags": {"type": "array", "items": {"enum": ["t"]}}
        }}}}}, "responses": {}
      """
    )
    let expected = """
      {
        "name": "n",
        "at": "2026-01-31T12:00:00Z",
        "count": 3,
        "password": "<your password>",
        "tags": ["t"]
      }
      """
    #expect(text.contains("```json\n\(expected)\n```"))
  }

  @Test func `a secret that is made up is one all the same`() async throws {
    let text = """
      {"openapi": "3.1.0", "paths": {}, "components": {"schemas": {"A": {
        "required": ["token"], "properties": {"token": {"type": "string"}}}}}}
      """
    let page = try await Documented(document: APIDocument(reading: text)).text("docs://schemas/A")
    #expect(page?.contains("\"token\": \"<token>\"") == true)
  }

  @Test func `an operation that says almost nothing has a page`() async throws {
    let text = try await page(#""responses": {}"#)
    #expect(text.contains("# call\n\nTool `call`, request `GET /a`\n\nReads only"))
    #expect(text.contains("Anybody: no credential is needed."))
  }

  @Test func `names that are no plain words make links that lead back`() async throws {
    let text = #"{"openapi": "3.1.0", "paths": {}, "components": {"schemas": {"a b/c%|ü": {"type": "string"}}}}"#
    let api = Documented(document: try APIDocument(reading: text))
    let uri = try #require(api.docs.resources.last?.description.uri)
    #expect(uri == "docs://schemas/a%20b%2Fc%25%7C%C3%BC")
    #expect(try await api.text(uri)?.hasPrefix("# a b/c%|ü\n") == true)
    #expect(try await api.text("docs://overview")?.contains("(\(uri))") == true)
  }
}
