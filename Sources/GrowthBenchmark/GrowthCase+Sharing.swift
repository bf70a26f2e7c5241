import APIDocs
import JSON
import OpenAPI

extension GrowthCase {
  /// Documents in which many parts share one: each document is as large as both together.
  static let sharing: [GrowthCase] = [
    reading("the security of all operations") { count in
      [
        "components": ["securitySchemes": SampleDocument.object(count) { ("k\($0)", key($0)) }],
        "security": .array((0..<count).map { .object(JSONObject([("k\($0)", [])])) }), "paths": paths(count),
      ]
    },
    reading("one security requirement of many schemes") { count in
      [
        "components": ["securitySchemes": SampleDocument.object(count) { ("k\($0)", key($0)) }],
        "security": [SampleDocument.object(count) { ("k\($0)", []) }], "paths": paths(count),
      ]
    },
    reading("scopes that all operations ask for", version: "3.0.3") { count in
      [
        "components": ["securitySchemes": ["k": ["type": "http", "scheme": "bearer"]]],
        "security": [["k": .array((0..<count).map { .string("scope\($0)") })]], "paths": paths(count),
      ]
    },
    reading("servers of a path item", version: "3.2.0") { count in
      let servers = (0..<count).map { JSONValue.object(["url": .string("https://h\($0).example")]) }
      return ["paths": ["/a": ["servers": .array(servers), "additionalOperations": operations(count)]]]
    },
    reading("parameters of a path item", version: "3.2.0") { count in
      let parameters = (0..<count).map { number -> JSONValue in
        ["name": .string("p\(number)"), "in": "query", "schema": ["type": "string"]]
      }
      return ["paths": ["/a": ["parameters": .array(parameters), "additionalOperations": operations(count)]]]
    }.atFullSizes,
    reading("a form of many members that all operations take") { count in
      let form = SampleDocument.object(count) { ("m\($0)", ["type": "string", "x-mcp": ["credential": "k0"]]) }
      let content: JSONValue = ["multipart/form-data": ["schema": ["$ref": "#/components/schemas/F"]]]
      return [
        "components": [
          "schemas": ["F": ["type": "object", "properties": form]],
          "securitySchemes": SampleDocument.object(count) { ("k\($0)", key($0)) },
        ],
        "paths": SampleDocument.object(count) { ("/p\($0)", ["post": ["requestBody": ["content": content]]]) },
      ]
    },
    reading("a response with many examples") { count in
      let examples = SampleDocument.object(count) { ("e\($0)", ["value": 1]) }
      let responses: JSONValue = ["200": ["$ref": "#/components/responses/R"]]
      return [
        "components": [
          "responses": ["R": ["description": "", "content": ["application/json": ["examples": examples]]]]
        ],
        "paths": SampleDocument.object(count) { ("/p\($0)", ["get": ["responses": responses]]) },
      ]
    }.atFullSizes,
    checking("path parameters of an item that all paths share") { count in
      let parameters = pathParameters(count)
      let item: JSONValue = ["parameters": .array(parameters), "get": [:], "put": [:]]
      return [
        "components": ["pathItems": ["P": item]],
        "paths": SampleDocument.object(count) { ("/p\($0)", ["$ref": "#/components/pathItems/P"]) },
      ]
    }.atFullSizes,
    checking("operations of an item with many parameters", version: "3.2.0") { count in
      let parameters = pathParameters(count)
      return ["paths": ["/a": ["parameters": .array(parameters), "additionalOperations": operations(count)]]]
    }.atFullSizes,
    reading("variables of a server") { count in
      let url = JSONValue.string("https://h.example/" + (0..<count).map { "{v\($0)}" }.joined())
      let variables = SampleDocument.object(count) { ("v\($0)", ["default": "x"]) }
      return ["servers": [["url": url, "variables": variables]], "paths": [:]]
    },
    reading("tags under others", version: "3.2.0") { count in
      let tags = (0..<count).map { number -> JSONValue in
        ["name": .string("t\(number)"), "parent": .string("t\(max(0, number - 1))")]
      }
      return ["tags": .array(tags), "paths": paths(count)]
    },
    reading("operations of one id") { count in
      ["paths": SampleDocument.object(count) { ("/p\($0)", ["get": ["operationId": "same", "tags": ["t"]]]) }]
    },
    reading("unknown members of x-mcp") { count in
      ["paths": SampleDocument.object(count) { ("/p\($0)", ["get": ["x-mcp": .object(["nam\($0)": "x"])]]) }]
    },
    reading("references that lead nowhere") { count in
      schemas(SampleDocument.object(count) { ("S\($0)", ["properties": ["a": ["$ref": .string("#/none/\($0)")]]]) })
    },
    reading("schemas that name themselves") { count in
      schemas(
        SampleDocument.object(count) { number in
          let next: JSONValue = ["$ref": .string("#a\((number + 1) % count)")]
          return ("S\(number)", ["$anchor": .string("a\(number)"), "properties": ["n": next]])
        }
      )
    },
    reading("schemas that contain themselves without end") { count in
      schemas(
        SampleDocument.object(count) { number in
          ("S\(number)", ["allOf": [["$ref": .string("#/components/schemas/S\((number + 1) % count)")]]])
        }
      )
    },
    GrowthCase("document: Swagger 2.0, read and linted", parts) { count in
      let next = { (number: Int) in JSONValue.object(["$ref": .string("#/definitions/D\((number + 1) % count)")]) }
      let body = { (number: Int) in JSONValue.object(["in": "body", "name": "b", "schema": next(number)]) }
      let paths = SampleDocument.object(count / 2) { ("/p\($0)", ["post": ["parameters": [body($0)]]]) }
      let definitions = SampleDocument.object(count / 2) { ("D\($0)", ["properties": ["n": next($0)]]) }
      let text = JSONValue.object([
        "swagger": "2.0", "info": ["title": "T", "version": "1"], "paths": paths, "definitions": definitions,
      ]).json
      return { use(Lint.diagnostics(of: try APIDocument(reading: text))) }
    },
    GrowthCase("document: a deep one, linted", bytes) { size in
      var value = JSONValue.array(Array(repeating: [:], count: size / 3))
      for _ in 0..<150 { value = [value] }
      let document = try APIDocument(reading: SampleDocument.text(["paths": [:], "x-a": value]))
      return { use(Lint.diagnostics(of: document)) }
    },
    GrowthCase("document: references into files beside it", parts) { count in
      let files = OneFile(text: SampleDocument.object(count) { ("S\($0)", ["type": "string"]) }.json)
      let schemas = SampleDocument.object(count) { ("T\($0)", ["$ref": .string("other.json#/S\($0)")]) }
      let text = SampleDocument.text(["paths": [:], "components": ["schemas": schemas]])
      return { use(try APIDocument(reading: text, files: files)) }
    },
  ]

  private static func key(_ number: Int) -> JSONValue {
    ["type": "apiKey", "in": "header", "name": .string("X-K\(number)")]
  }

  private static func paths(_ count: Int) -> JSONValue {
    SampleDocument.object(count) { ("/p\($0)", ["get": ["operationId": .string("p\($0)")]]) }
  }

  private static func pathParameters(_ count: Int) -> [JSONValue] {
    (0..<count).map { ["name": .string("p\($0)"), "in": "path", "required": true] }
  }

  private static func operations(_ count: Int) -> JSONValue { SampleDocument.object(count) { ("M\($0)", [:]) } }

  private static func schemas(_ schemas: JSONValue) -> JSONObject {
    ["paths": [:], "components": ["schemas": schemas]]
  }

  private static func checking(
    _ name: String,
    version: String = "3.1.0",
    _ make: @escaping @Sendable (Int) -> JSONObject
  ) -> GrowthCase {
    GrowthCase("document: \(name), its structure", parts) { count in
      let text = SampleDocument.text(make(count / 2), version: version)
      let document = try APIDocument(reading: text)
      return { use(StructureCheck.diagnostics(of: document)) }
    }
  }

  private static func reading(
    _ name: String,
    version: String = "3.1.0",
    _ make: @escaping @Sendable (Int) -> JSONObject
  ) -> GrowthCase {
    GrowthCase("document: \(name), read and linted", parts) { count in
      let text = SampleDocument.text(make(count / 2), version: version)
      return { use(Lint.diagnostics(of: try APIDocument(reading: text))) }
    }
  }
}

/// A folder in which every name is the same file.
private struct OneFile: SiblingFiles, Sendable {
  let text: [UInt8]
  let documentName = "document.json"

  func bytes(at path: String, limit: Int) throws(SiblingFileError) -> [UInt8] { text }
}
