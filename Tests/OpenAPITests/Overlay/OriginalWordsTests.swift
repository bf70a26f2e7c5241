import JSON
import Testing

@testable import OpenAPI

/// The words of a document beside what overlays made of it.
struct OriginalWordsTests {
  private func restored(_ changed: String, from original: String) throws -> JSONValue {
    try OriginalWords.restored(JSONParser.parse(Array(changed.utf8)), from: JSONParser.parse(Array(original.utf8)))
  }

  private static let parameters = """
    {"parameters": [
      {"name": "a", "in": "query", "description": "A."}, {"name": "b", "in": "query", "description": "B."},
      {"name": "b", "in": "header", "description": "Header B."}]}
    """

  @Test(arguments: [
    // The first one removed.
    (
      #"{"parameters": [{"name": "b", "in": "query", "description": "x"}, {"name": "b", "in": "header", "description": "y"}]}"#,
      ["B.", "Header B."]
    ),
    // The first one removed, and another put behind.
    (
      #"{"parameters": [{"name": "b", "in": "query", "description": "x"}, {"name": "b", "in": "header", "description": "y"}, {"name": "c", "in": "query", "description": "C."}]}"#,
      ["B.", "Header B.", "C."]
    ),
    // The last one replaced.
    (
      #"{"parameters": [{"name": "a", "in": "query", "description": "x"}, {"name": "c", "in": "query", "description": "C."}]}"#,
      ["A.", "C."]
    ),
    // One changed where it is.
    (
      #"{"parameters": [{"name": "a", "in": "query", "description": "x", "x-mcp": {}}]}"#, ["A."]
    ),
  ])
  func `a parameter has its own words`(changed: String, words: [String]) throws {
    let parameters = try restored(changed, from: Self.parameters)["parameters"]?.array ?? []
    #expect(parameters.map { $0["description"]?.string } == words)
  }

  @Test func `an alternative has its own words, whatever stands before it`() throws {
    let original = """
      {"anyOf": [{"type": "string", "description": "Text."}, {"type": "object", "properties": {"a": {"description": "A."}}},
        {"$ref": "#/components/schemas/S", "description": "S."}]}
      """
    let removed = """
      {"anyOf": [{"type": "object", "properties": {"a": {"description": "x"}}}, {"$ref": "#/components/schemas/S", "description": "x"}]}
      """
    let alternatives = try restored(removed, from: original)["anyOf"]?.array ?? []
    #expect(alternatives.first?["properties"]?["a"]?["description"] == "A.")
    #expect(alternatives.first?["description"] == nil)
    #expect(alternatives.last?["description"] == "S.")
    let extended = """
      {"anyOf": [{"type": "string", "description": "x", "format": "password"}, {"type": "object", "properties": {"a": {"description": "x"}, "b": {"description": "B."}}},
        {"type": "integer", "description": "Number."}]}
      """
    let others = try restored(extended, from: original)["anyOf"]?.array ?? []
    #expect(others.map { $0["description"]?.string } == ["Text.", nil, "Number."])
    #expect(others[1]["properties"]?["a"]?["description"] == "A.")
    #expect(others[1]["properties"]?["b"]?["description"] == "B.")
  }

  @Test func `tags and servers have their own words`() throws {
    let tags = try restored(
      #"{"tags": [{"name": "b", "description": "x"}]}"#,
      from: #"{"tags": [{"name": "a", "description": "A."}, {"name": "b", "description": "B."}]}"#
    )
    #expect(tags["tags"]?.array?.first?["description"] == "B.")
    let servers = try restored(
      #"{"servers": [{"url": "https://b", "description": "x"}, {"url": "https://c", "description": "C."}]}"#,
      from: #"{"servers": [{"url": "https://a", "description": "A."}, {"url": "https://b", "description": "B."}]}"#
    )
    #expect(servers["servers"]?.array?.map { $0["description"]?.string } == ["B.", "C."])
  }
}
