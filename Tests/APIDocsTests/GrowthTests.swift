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
    return Manual(document: document, tools: tools, addresses: PageAddresses())
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
      #expect(text?.contains("| [t1](docs://tags/t1) | 1 |") == true)
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

  /// Each has the properties of all: a page shows the first of them.
  @Test(arguments: [Page.overview, .schema("S0"), .operation("p0")])
  func `a circle of schemas that extend each other`(page: Page) throws {
    let growth = try WorkGrowth.factor(from: 150) { count in
      let schemas = (0..<count).map { number -> JSONObject.Member in
        let next: JSONValue = ["$ref": .string("#/components/schemas/S\((number + 1) % count)")]
        let own: JSONValue = ["type": "object", "properties": .object(["a\(number)": ["items": next]])]
        // A circle by way of the items alone, or the schemas would contain themselves without end.
        return ("S\(number)", ["allOf": number + 1 < count ? [next, own] : [own]])
      }
      let paths = (0..<count).map { number -> JSONObject.Member in
        let schema: JSONValue = ["$ref": .string("#/components/schemas/S\(number)")]
        let response: JSONValue = ["description": "", "content": ["application/json": ["schema": schema]]]
        return ("/p\(number)", ["get": ["operationId": .string("p\(number)"), "responses": ["200": response]]])
      }
      return try Self.document(paths, schemas)
    } _: { document in
      #expect(Self.manual(document).text(of: page)?.isEmpty == false)
    }
    #expect(growth < WorkGrowth.limit)
  }

  private static func operation(_ operation: JSONValue, at path: String = "/a") throws -> Manual {
    manual(try document([(path, ["get": operation])]))
  }

  @Test(arguments: ["header", "query", "path"])
  func `parameters in the example of a call`(place: String) throws {
    let growth = try WorkGrowth.factor(from: 250) { count in
      let parameters = (0..<count).map { number -> JSONValue in
        [
          "name": .string("p\(number)"), "in": .string(place), "required": true, "example": "x",
          "schema": ["type": "string"],
        ]
      }
      let path = "/" + (place == "path" ? (0..<count).map { "{p\($0)}" }.joined(separator: "/") : "a")
      return try Self.operation(["operationId": "o", "parameters": .array(parameters)], at: path)
    } _: { manual in
      let text = CurlExample(manual: manual, operation: manual.document.operations[0]).text
      #expect(text.utf8.count > 100)
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `alternatives of which each is called otherwise`() throws {
    let growth = try WorkGrowth.factor(from: 500) { count in
      let forms = (0..<count).map { JSONValue.object(["type": "string", "format": .string("f\($0)")]) }
      return SchemaView(["anyOf": .array(forms)], in: [:])
    } _: { view in
      #expect(SchemaPhrase.type(view, PageAddresses()).contains(" or "))
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `failures that each have a body of their own`() throws {
    let growth = try WorkGrowth.factor(from: 70) { count in
      let responses = (0..<count).map { number -> JSONObject.Member in
        let names = (0..<100).map { ("m\($0)", ["type": "string"] as JSONValue) } + [("own\(number)", true)]
        let schema: JSONValue = ["type": "object", "properties": .object(JSONObject(names))]
        return ("\(300 + number)", ["description": "", "content": ["application/json": ["schema": schema]]])
      }
      return try Self.operation(["operationId": "o", "responses": .object(JSONObject(responses))])
    } _: { manual in
      #expect(manual.text(of: .operation("o"))?.contains("### Body of 301") == true)
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `a deep value is not written wider and wider`() {
    var value = JSONValue.array(Array(repeating: [:], count: 1_000))
    for _ in 0..<200 { value = [value] }
    #expect(JSONText.indented(value).utf8.count < 100_000)
  }
}
