@testable import Calls
import JSON
import MCP
import OpenAPI
@testable import Operations
import Testing
import TestSupport

@testable import APITools

/// The work of making tools and of checking arguments in step with their size.
@Suite(.timeLimit(.minutes(5)))
struct GrowthTests {
  private static func bench(
    _ paths: JSONValue,
    schemas: JSONObject = [:],
    _ dialect: ToolDialect = .default
  ) throws -> Bench {
    let document: JSONValue = [
      "openapi": "3.1.0", "info": ["title": "T", "version": "1"], "paths": paths,
      "components": ["schemas": .object(schemas)],
    ]
    var options = APITools.Options()
    options.dialect = dialect
    return try Bench(document.description, options: options)
  }

  private static func posting(_ schema: JSONValue, type: String = "application/json") -> JSONValue {
    ["/a": ["post": ["requestBody": ["required": true, "content": .object([type: ["schema": schema]])]]]]
  }

  /// Schemas each of which extends the next one: in a dialect without `allOf` each would have what all others have.
  @Test(arguments: [ToolDialect.openai, .gemini])
  func `a circle of schemas that extend each other`(dialect: ToolDialect) throws {
    let growth = try WorkGrowth.factor(from: 250) { count in
      let schemas = (0..<count).map { number -> JSONObject.Member in
        let next: JSONValue = ["$ref": .string("#/components/schemas/S\((number + 1) % count)")]
        let own: JSONValue = ["type": "object", "properties": .object(["p\(number)": ["items": next]])]
        let base: JSONValue = number + 1 < count ? next : ["type": "object"]
        return ("S\(number)", ["allOf": [base, own]])
      }
      return try Self.bench(Self.posting(["$ref": "#/components/schemas/S0"]), schemas: JSONObject(schemas), dialect)
    } _: { bench in
      #expect(bench.tools.tools.first?.inputSchema["properties"] != nil)
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `parameters whose schemas lead into one circle`() throws {
    let growth = try WorkGrowth.factor(from: 100) { count in
      let schemas = (0..<count).map { number -> JSONObject.Member in
        let next: JSONValue = ["$ref": .string("#/components/schemas/S\((number + 1) % count)")]
        return ("S\(number)", ["type": "object", "properties": ["n": next]])
      }
      let parameters = (0..<count).map { number -> JSONValue in
        let schema: JSONValue = ["$ref": .string("#/components/schemas/S\(number)")]
        return ["name": .string("p\(number)"), "in": "query", "content": ["application/json": ["schema": schema]]]
      }
      return try Self.bench(["/a": ["get": ["parameters": .array(parameters)]]], schemas: JSONObject(schemas))
    } _: { bench in
      #expect(bench.tools.tools.first?.inputSchema["$defs"] != nil)
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `operations each of which names another that verifies it`() throws {
    let growth = try WorkGrowth.factor(from: 300) { count in
      let paths = (0..<count).map { number -> JSONObject.Member in
        let rule: JSONValue = ["verify": ["list": .string("l\(number)"), "items": "/items"]]
        return (
          "/p\(number)",
          [
            "post": ["operationId": .string("m\(number)"), "x-mcp": rule],
            "get": ["operationId": .string("l\(number)")],
          ]
        )
      }
      return JSONValue.object(JSONObject(paths))
    } _: { paths in
      let bench = try Self.bench(paths)
      #expect(bench.tools.diagnostics.isEmpty)
    }
    #expect(growth < WorkGrowth.limit)
  }

  /// Only what is shown of a wrong value is searched for the secrets beside it.
  @Test func `many secrets beside a long wrong value`() throws {
    let schema: JSONValue = [
      "type": "object",
      "properties": ["passwords": ["type": "array", "items": ["type": "string"]], "number": ["type": "integer"]],
    ]
    let bench = try Self.bench(Self.posting(schema))
    let entry = try #require(bench.tools.entries.first)
    let growth = try WorkGrowth.factor(from: 400) { count -> JSONObject in
      let passwords = (0..<count).map { JSONValue.string("S3cr3t-\($0)") }
      return ["passwords": .array(passwords), "number": .string(String(repeating: "text ", count: 20 * count))]
    } _: { arguments in
      #expect(entry.problem(with: arguments)?.contains("number must be an integer") == true)
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `a multipart body of many files`() throws {
    let growth = try WorkGrowth.factor(from: 500) { count in
      let files = (0..<count).map { ("f\($0)", ["type": "string", "format": "binary"] as JSONValue) }
      let schema: JSONValue = ["type": "object", "properties": .object(JSONObject(files))]
      let bench = try Self.bench(Self.posting(schema, type: "multipart/form-data"))
      let arguments = JSONObject((0..<count).map { ("f\($0)", "YQ==") })
      let entry = try #require(bench.tools.entries.first)
      // Made before it is measured.
      #expect(entry.problem(with: arguments) == nil)
      return (entry, arguments)
    } _: { (made: (entry: APITools.Entry, arguments: JSONObject)) in
      #expect(made.entry.requestProblem(with: made.arguments) == nil)
    }
    #expect(growth < WorkGrowth.limit)
  }

  /// Each level is measured as far as it has room, and not to the end of all that is in it.
  @Test func `the outline of a deep value`() throws {
    let growth = try WorkGrowth.factor(from: 5_000) { count in
      var value = JSONValue.array((0..<count).map { .string("a text of some length, number \($0)") })
      for _ in 0..<100 { value = ["inner": value] }
      return value
    } _: { value in
      var outline = Outline()
      #expect(outline.outline(value, at: JSONPointer(), limit: 40_000).json.count < 100_000)
    }
    #expect(growth < 2.5)
  }

  /// What the document states of the elements of a list is found once, and not for each element.
  @Test func `places in a list of elements that may have many forms`() {
    let forms = (0..<50).map { JSONValue.object(["properties": .object(["a\($0)": true])]) }
    var places = DeclaredShape.Places(of: DeclaredShape([["items": ["anyOf": .array(forms)]]]))
    for index in 0..<1_000 {
      #expect(places.place([.element(index), .member("a7")]).isDeclared)
      #expect(!places.place([.element(index), .member("b")]).isDeclared)
    }
    #expect(places.looks == 4)
  }
}
