import HTTPTypes
import JSON
import MCP
import OpenAPI
import Testing

/// The formats of lists in Swagger 2.0, wherever they may stand.
struct CollectionFormatTests {
  private func bench(_ parameter: String, path: String = "/t", consumes: String = "") throws -> Bench {
    try Bench(
      """
      {"swagger": "2.0", "info": {"title": "T", "version": "1"}, "host": "h", "paths": {"\(path)": {"post": {\(consumes)
        "parameters": [\(parameter)]}}}}
      """
    )
  }

  private static let separators = ["csv": ",", "ssv": "%20", "tsv": "%09", "pipes": "%7C"]

  @Test(arguments: separators.keys.sorted(), ["path", "query", "formData"])
  func `the elements are joined in a URL or a form`(format: String, place: String) async throws {
    let bench = try bench(
      #"""
      {"name": "a", "in": "\#(place)", "required": true, "type": "array", "items": {"type": "string"},
       "collectionFormat": "\#(format)"}
      """#,
      path: place == "path" ? "/t/{a}" : "/t"
    )
    _ = await bench.call(nil, ["a": ["1", "2 3"]])
    let asked = try #require(bench.backend.asked.first)
    let text = "1\(Self.separators[format] ?? "")2%203"
    switch place {
    case "path": #expect(asked.request.path == "/base/t/\(text)")
    case "query": #expect(asked.request.path == "/base/t?a=\(text)")
    default: #expect(asked.text == "a=\(text)")
    }
  }

  @Test(arguments: [("csv", "1,2"), ("ssv", "1 2"), ("tsv", "1\t2"), ("pipes", "1|2")])
  func `they are joined in a header and a part`(format: String, text: String) async throws {
    let list = #""type": "array", "items": {"type": "string"}, "collectionFormat": "\#(format)""#
    let bench = try bench(
      #"{"name": "X-A", "in": "header", \#(list)}, {"name": "b", "in": "formData", \#(list)}"#,
      consumes: #""consumes": ["multipart/form-data"],"#
    )
    _ = await bench.call(nil, ["X-A": ["1", "2"], "b": ["1", "2"]])
    let asked = try #require(bench.backend.asked.first)
    #expect(asked.request.headerFields.first { $0.name.rawName == "X-A" }?.value == text)
    #expect(asked.text.contains("\r\n\r\n\(text)\r\n"))
  }

  @Test func `lists in lists have formats of their own`() async throws {
    let bench = try bench(
      #"""
      {"name": "a", "in": "query", "type": "array", "collectionFormat": "pipes",
       "items": {"type": "array", "items": {"type": "integer"}, "collectionFormat": "csv"}}
      """#
    )
    _ = await bench.call(nil, ["a": [[1, 2], [3]]])
    #expect(bench.backend.asked.first?.request.path == "/base/t?a=1%2C2%7C3")
  }
}
