import HTTPTypes
import JSON
import MCP
import OpenAPI
import Testing

/// Names in brackets, in a query and in forms.
struct DeepObjectTests {
  private static let value: JSONValue = [
    "created": ["gte": 5], "ids": ["a", "b c"], "items": [["n": 1], ["n": 2, "tags": ["x"]]], "none": [], "null": .null,
  ]

  private func bench(_ arrays: String) throws -> Bench {
    try Bench(
      operation: #"""
        {"parameters": [{"name": "f", "in": "query", "style": "deepObject", "schema": {}\#(arrays)}]}
        """#
    )
  }

  @Test func `a query has brackets all the way down`() async throws {
    let bench = try bench("")
    _ = await bench.call(nil, ["f": Self.value])
    let path = try #require(bench.backend.asked.first?.request.path)
    let query = path.replacing("%5B", with: "[").replacing("%5D", with: "]")
    let first = "f[created][gte]=5&f[ids][0]=a&f[ids][1]=b%20c&f[items][0][n]=1&f[items][1][n]=2"
    #expect(query == "/base/things?\(first)&f[items][1][tags][0]=x&f[null]=")
  }

  @Test func `the elements of arrays can be named without their places`() async throws {
    let bench = try bench(#", "x-mcp": {"arrays": "brackets"}"#)
    _ = await bench.call(nil, ["f": ["ids": ["a", "b"], "o": [["n": 1]]]])
    let query = try #require(bench.backend.asked.first?.request.path)
    #expect(query == "/base/things?f%5Bids%5D%5B%5D=a&f%5Bids%5D%5B%5D=b&f%5Bo%5D%5B%5D%5Bn%5D=1")
  }

  @Test func `an array itself has its places`() async throws {
    let bench = try bench("")
    _ = await bench.call(nil, ["f": ["x", ["y": 1]]])
    #expect(bench.backend.asked.first?.request.path == "/base/things?f%5B0%5D=x&f%5B1%5D%5By%5D=1")
  }

  @Test(arguments: ["", #", "explode": true"#])
  func `forms have brackets where the document says so`(explode: String) async throws {
    let bench = try Bench(
      operation: #"""
        {"requestBody": {"required": true, "content": {"application/x-www-form-urlencoded": {
          "schema": {"type": "object", "properties": {"a": {"type": "array"}, "b": {"type": "object"}, "c": {}}},
          "encoding": {"a": {"style": "deepObject", "x-mcp": {"arrays": "brackets"}\#(explode)},
            "b": {"style": "deepObject"\#(explode)}}}}}}
        """#,
      method: "post"
    )
    _ = await bench.call(nil, ["a": [["x": 1]], "b": ["y": ["z": "ü"]], "c": [["x": 1]]])
    let expected = "a%5B%5D%5Bx%5D=1&b%5By%5D%5Bz%5D=%C3%BC&c=%7B%22x%22%3A1%7D"
    #expect(bench.backend.asked.first?.text == expected)
  }

  @Test(arguments: ["", #", "explode": true"#])
  func `parts have names in brackets where the document says so`(explode: String) async throws {
    let bench = try Bench(
      operation: #"""
        {"requestBody": {"required": true, "content": {"multipart/form-data": {
          "schema": {"type": "object", "properties": {"a": {"type": "array"}}},
          "encoding": {"a": {"style": "deepObject"\#(explode)}}}}}}
        """#,
      method: "post"
    )
    _ = await bench.call(nil, ["a": [["x": 1], ["x": "b c"]]])
    let text = try #require(bench.backend.asked.first?.text)
    #expect(text.contains("; name=\"a[0][x]\"\r\n\r\n1\r\n"))
    #expect(text.contains("; name=\"a[1][x]\"\r\n\r\nb c\r\n"))
  }
}
