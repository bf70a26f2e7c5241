import JSON
@testable import OpenAPI
import Testing

/// The lines in which values stand.
struct SourceMapTests {
  static let yaml = """
    # A comment
    openapi: 3.1.0
    paths:
      /a:
        get:
          tags: [é, "b"]
          parameters:
            - name: x
              in: query
            -
              name: y
      "/b": &b {get: {}}
      /c: *b
    """

  static let json = """
    {
      "openapi": "3.1.0",
      "paths": {"/a": {"get": {"tags": ["é", "b"], "n": -1.5e3,
        "x~\\u002fy": [ {}, [ ] , true ]}}
      },
      "last": null
    }
    """

  @Test(arguments: [
    ("", 2, 1), ("/openapi", 2, 1), ("/paths/~1a", 4, 3), ("/paths/~1a/get/tags/1", 6, 17),
    ("/paths/~1a/get/parameters/0", 8, 11), ("/paths/~1a/get/parameters/0/in", 9, 11),
    ("/paths/~1a/get/parameters/1/name", 11, 11), ("/paths/~1b/get", 12, 13), ("/paths/~1c/get", 12, 13),
    ("/paths/~1c", 13, 3), ("/paths/~1a/get/none/at/all", 5, 5),
  ])
  func `of YAML`(pointer: String, line: Int, column: Int) throws {
    let position = SourceMap(Array(Self.yaml.utf8)).position(of: try #require(JSONPointer(text: pointer)))
    #expect(position == SourceMap.Position(line: line, column: column))
  }

  @Test(arguments: [
    ("", 1, 1), ("/openapi", 2, 3), ("/paths/~1a", 3, 13), ("/paths/~1a/get/tags", 3, 28),
    ("/paths/~1a/get/tags/0", 3, 37), ("/paths/~1a/get/tags/1", 3, 42), ("/paths/~1a/get/n", 3, 48),
    ("/paths/~1a/get/x~0~1y", 4, 5), ("/paths/~1a/get/x~0~1y/1", 4, 24), ("/paths/~1a/get/x~0~1y/2", 4, 30),
    ("/last", 6, 3), ("/last/more", 6, 3), ("/paths/~1a/get/tags/7", 3, 28),
  ])
  func `of JSON`(pointer: String, line: Int, column: Int) throws {
    let position = SourceMap(Array(Self.json.utf8)).position(of: try #require(JSONPointer(text: pointer)))
    #expect(position == SourceMap.Position(line: line, column: column))
  }

  @Test(arguments: ["", "{", "{\"a\"", "{\"a\":[", "{]", "{\"a\" 1 2}", "a: [", "\u{0}", "*a : b"])
  func `a text that cannot be read has an end`(text: String) {
    _ = SourceMap(Array(text.utf8)).position(of: JSONPointer(["a", "0"]))
    _ = SourceMap(Array(String(repeating: "{\"a\":[", count: 10_000).utf8)).position(of: JSONPointer(["a"]))
  }
}
