@testable import APITools
import HTTPTypes
import JSON
import OpenAPI
@testable import Operations
import Testing

/// Paths that lead out of the backend's: by the document, by a value, and by both together.
struct DotSegmentTests {
  private static let templates = [
    "/a/../../admin", "/..", "/.", "/a/./b", "/a/.", "/%2e%2e/admin", "/.%2E/admin", "/%2E./admin", "/a/%2e/b",
    "/..\\admin", "/a\\..\\..\\admin", "/a%2f..%2fadmin", "/a%5C..%5cadmin", "/%252e%252e/admin", "/%25252e%2525252E/a",
    "/%2%65%2%65/a", "/..;/admin", "/..;x=1/admin", "/%2e%2e%3b/admin", "/..%00/admin", "/..%20/admin", "/..%09/a",
    "/%c0%ae%c0%ae/admin", "/a%c0%af..%c0%afadmin", "/%u002e%u002e/admin", "/a/..?x=1", "/a/..#x",
  ]

  @Test(arguments: templates)
  func `an operation whose path has a dot segment is left out`(path: String) throws {
    let text = JSONValue.string(path).description.dropFirst().dropLast()
    let bench = try Bench(operation: #"{"operationId": "t"}"#, path: String(text))
    #expect(bench.tools.tools.isEmpty)
    let error = try #require(bench.tools.diagnostics.first)
    #expect(error.severity == .error)
    #expect(error.message.contains("is left out. Its path has a segment . or .., plain or encoded"))
    #expect(error.location == JSONPointer(["paths", path, "get"]))
  }

  @Test(arguments: ["/a..b", "/...", "/.well-known/x", "/a.", "/v1.0/x", "/x/%2ea", "/a/%2", "/%", "/a%2525/b", "/..x"])
  func `a path with other dots is served`(path: String) throws {
    #expect(try Bench(operation: #"{"operationId": "t"}"#, path: path).tools.tools.count == 1)
  }

  @Test(arguments: [
    "https://h/a/../b", "https://h/%2e%2e/b", "https://h/a/.%2E", "https://h/.", "https://h/a%2f..%2fb",
    "https://h/%252e%252e/b", "https://h/..;/b",
  ])
  func `a base URL has no dot segments`(url: String) {
    let error = #expect(throws: BaseURL.Failure.self) { try BaseURL(url) }
    #expect(error == .dotSegments)
  }

  private static let values = [
    "..", ".", "../admin", "a/../../admin", "..\\admin", "%2e%2e", "%2E%2e/", "..%2fadmin", "%252e%252e%252fadmin",
    "%25252525252e%25252525252e", "%2%65%2%65", "..;", "..;/x", "..\u{0}", "..\t", "%c0%ae%c0%ae", "%u002e%u002e",
    "a/.", "./a",
  ]

  /// Ways to write the parameter of a path.
  private static let styles = [
    #""style": "simple""#, #""style": "simple", "explode": true"#, #""style": "label""#,
    #""style": "label", "explode": true"#, #""style": "matrix""#, #""style": "matrix", "explode": true"#,
    #""style": "simple", "allowReserved": true"#,
  ]

  @Test(arguments: values, styles)
  func `CVE-2026-32871: a value never leaves its folder`(value: String, style: String) async throws {
    for (schema, argument) in [
      (#"{"type": "string"}"#, JSONValue.string(value)),
      (#"{"type": "array", "items": {"type": "string"}}"#, .array([.string(value)])),
      (#"{"type": "object"}"#, .object([value: ""])), (#"{"type": "object"}"#, .object(["/": .string("/\(value)")])),
    ] as [(String, JSONValue)] {
      let parameter = #"{"name": "p", "in": "path", "required": true, \#(style), "schema": \#(schema)}"#
      let bench = try Bench(operation: #"{"parameters": [\#(parameter)]}"#, path: "/things/{p}/x")
      _ = await bench.call(nil, ["p": argument])
      for sent in bench.backend.asked {
        #expect(!DotSegments.arePresent(in: sent.request.path ?? ""), "\(sent.request.path ?? "")")
      }
      if argument == .string(value) { #expect(bench.backend.asked.isEmpty) }
    }
  }

  @Test(
    arguments: [
      ("/{a}.", #""schema": {"type": "string"}"#, "."), ("/.{a}", #""schema": {"type": "string"}"#, "."),
      ("/{a}", #""style": "label", "explode": true, "schema": {"type": "array"}"#, ["", ""]),
      ("/{a}", #""style": "label", "schema": {"type": "array"}"#, []),
      ("/{a}", #""style": "label", "schema": {"type": "string"}"#, "."),
      ("/%{a}%2e", #""schema": {"type": "string"}"#, "2e"), ("/%2{a}.", #""schema": {"type": "string"}"#, "e"),
      ("/..{a}", #""schema": {"type": "string"}"#, ";x"), ("/..{a}", #""schema": {"type": "string"}"#, "%3bx"),
    ] as [(String, String, JSONValue)]
  )
  func `a segment that value and literal text make together is refused`(
    path: String,
    schema: String,
    value: JSONValue
  ) async throws {
    let parameter = #"{"name": "a", "in": "path", "required": true, \#(schema)}"#
    let bench = try Bench(operation: #"{"parameters": [\#(parameter)]}"#, path: path)
    #expect(await bench.failure(nil, ["a": value]) != nil)
    #expect(bench.backend.asked.isEmpty)
  }

  @Test(arguments: ["/{a}{b}", "/x{a}/{b}{a}"])
  func `a segment that several values make is refused`(path: String) async throws {
    let parameters = ["a", "b"].map { #"{"name": "\#($0)", "in": "path", "required": true, "schema": {}}"# }
    let bench = try Bench(operation: #"{"parameters": [\#(parameters.joined(separator: ","))]}"#, path: path)
    #expect(await bench.failure(nil, ["a": ".", "b": "."]) != nil)
    #expect(bench.backend.asked.isEmpty)
  }

  @Test(arguments: [
    "\u{FF0E}\u{FF0E}", "\u{FF0E}", "a\u{FF0F}\u{FF0E}.", "\u{2025}", "..\u{2215}admin", "x\u{FF3C}\u{FE52}\u{2024}",
    "%EF%BC%8E%ef%bc%8e/admin", "%25EF%25BC%258E.",
  ])
  func `dots and slashes in full width, or in other forms, count as those of ASCII`(value: String) async throws {
    let parameter = #"{"name": "a", "in": "path", "required": true, "schema": {"type": "string"}}"#
    let bench = try Bench(operation: #"{"parameters": [\#(parameter)]}"#, path: "/{a}")
    #expect(await bench.failure(nil, ["a": .string(value)])?.contains("segments") == true)
    #expect(bench.backend.asked.isEmpty)
    for harmless in ["\u{FF0E}\u{FF0E}\u{FF0E}", "a\u{2025}", "a\u{FF0F}b", "\u{3002}", "é\u{FF0E}txt"] {
      #expect(!DotSegments.arePresent(in: harmless), "\(harmless)")
    }
  }

  @Test func `decoding is linear in a value that is encoded again and again`() {
    let text = "%" + String(repeating: "25", count: 200_000) + "2e"
    #expect(PercentEncoding.whollyDecoded(text) == [UInt8(ascii: ".")])
    #expect(DotSegments.arePresent(in: text))
  }
}
