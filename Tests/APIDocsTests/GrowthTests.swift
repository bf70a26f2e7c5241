import JSON
import OpenAPI
import TestSupport
import Testing

@testable import APIDocs

/// The work of writing pages in step with what they are about.
@Suite(.timeLimit(.minutes(5)))
struct GrowthTests {
  private static func tools(_ document: APIDocument) -> [DocumentedTool] {
    document.operations.map { DocumentedTool(name: $0.operationID ?? "", operation: $0) }
  }

  private static func document(_ paths: [JSONObject.Member], _ schemas: [JSONObject.Member] = []) throws -> APIDocument
  {
    let document: JSONObject = [
      "openapi": "3.1.0", "info": ["title": "T", "version": "1"], "paths": .object(JSONObject(paths)),
      "components": ["schemas": .object(JSONObject(schemas))],
    ]
    return try APIDocument(reading: JSONValue.object(document).json)
  }

  private static func manual(_ document: APIDocument) -> Manual {
    let tools = tools(document)
    return Manual(document: document, tools: tools, baseURL: "https://api.example", addresses: PageAddresses())
  }

  @Test func `runs of backticks that nothing closes`() throws {
    let growth = try WorkGrowth.factor(from: 300) { count in
      (1...count).map { String(repeating: "`", count: $0) + "a" }.joined()
    } _: { text in
      #expect(Markdown.line(text).utf8.count > text.utf8.count)
    }
    // The text itself grows with the square of the count: 16 is in step with it, 64 is not.
    #expect(growth < 32)
  }

  @Test func `every operation has a tag of its own`() throws {
    let growth = try WorkGrowth.factor(from: 500) { count in
      try Self.document(
        (0..<count).map { ("/p\($0)", ["get": ["operationId": .string("p\($0)"), "tags": [.string("t\($0)")]]]) }
      )
    } _: { document in
      let text = Self.manual(document).text(of: .overview)
      #expect(text?.contains("### t1\n") == true)
    }
    #expect(growth < WorkGrowth.limit)
  }

  /// All tools use all schemas: that must not be made out for all of them at once.
  @Test func `many tools lead to one chain of schemas`() throws {
    let growth = try WorkGrowth.factor(from: 150) { count in
      let response: JSONValue = [
        "200": ["description": "", "content": ["application/json": ["schema": ["$ref": "#/components/schemas/S0"]]]]
      ]
      let paths = (0..<count).map { number -> JSONObject.Member in
        ("/p\(number)", ["get": ["operationId": .string("p\(number)"), "responses": response]])
      }
      let schemas = (0..<count).map { number -> JSONObject.Member in
        (
          "S\(number)",
          ["type": "object", "properties": ["a": ["$ref": .string("#/components/schemas/S\((number + 1) % count)")]]]
        )
      }
      return try Self.document(paths, schemas)
    } _: { document in
      let page = Self.manual(document).text(of: .schema("S\(document.schemas.count - 1)"))
      #expect(page?.contains("(docs://operations/p1)") == true)
    }
    #expect(growth < WorkGrowth.limit)
  }
}
