import JSON
import TestSupport
import Testing

@testable import OpenAPI

/// The work of reading and of linting documents in which one part is for many others.
@Suite(.timeLimit(.minutes(5)))
struct DocumentGrowthTests {
  private static func document(_ members: JSONObject, version: String = "3.1.0") -> [UInt8] {
    var document: JSONObject = ["openapi": .string(version), "info": ["title": "T", "version": "1"]]
    for member in members { document.append(member.name, member.value) }
    return JSONValue.object(document).json
  }

  private static func object(_ count: Int, _ member: (Int) -> JSONObject.Member) -> JSONValue {
    .object(JSONObject((0..<count).map(member)))
  }

  private static func array(_ count: Int, _ element: (Int) -> JSONValue) -> JSONValue {
    .array((0..<count).map(element))
  }

  @Test(arguments: [true, false])
  func `the security of the document is that of all operations`(isOneRequirement: Bool) throws {
    let growth = try WorkGrowth.factor(from: 200) { count in
      let schemes = Self.object(count) { ("k\($0)", ["type": "apiKey", "in": "header", "name": .string("X-\($0)")]) }
      let security: JSONValue =
        isOneRequirement
        ? [Self.object(count) { ("k\($0)", []) }] : Self.array(count) { .object(JSONObject([("k\($0)", [])])) }
      return Self.document([
        "components": ["securitySchemes": schemes], "security": security,
        "paths": Self.object(count) { ("/p\($0)", ["get": ["operationId": .string("p\($0)")]]) },
      ])
    } _: { text in
      let document = try APIDocument(reading: text)
      #expect(document.operations.last?.security.isEmpty == false)
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `of very many security schemes the first are read, and that is said`() throws {
    let text = Self.document([
      "components": ["securitySchemes": ["k": ["type": "http", "scheme": "bearer"]]],
      "security": Self.array(300) { _ in ["k": []] }, "paths": ["/a": ["get": [:]], "/b": ["get": [:]]],
    ])
    let document = try APIDocument(reading: text)
    #expect(document.operations.map(\.security.count) == [100, 100])
    #expect(document.diagnostics.count { $0.message.contains("first 100 security schemes") } == 1)
  }

  @Test func `the servers of a path item are those of all its operations`() throws {
    let growth = try WorkGrowth.factor(from: 300) { count in
      let item: JSONValue = [
        "servers": Self.array(count) {
          ["url": .string("https://h\($0).example/{v}"), "variables": ["v": ["default": "1"]]]
        },
        "additionalOperations": Self.object(count) { ("M\($0)", [:]) },
      ]
      return Self.document(["paths": ["/a": item]], version: "3.2.0")
    } _: { text in
      let document = try APIDocument(reading: text)
      #expect(document.operations.last?.servers.first?.url == "https://h0.example/1")
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `a path item gives its parameters to only so many operations`() throws {
    let growth = try WorkGrowth.factor(from: 300) { count in
      let item: JSONValue = [
        "parameters": Self.array(count) { ["name": .string("p\($0)"), "in": "query", "schema": ["type": "string"]] },
        "additionalOperations": Self.object(count) { ("M\($0)", [:]) },
      ]
      return Self.document(["paths": ["/a": item]], version: "3.2.0")
    } _: { text in
      let document = try APIDocument(reading: text)
      #expect(document.operations.count > 20)
    }
    #expect(growth < WorkGrowth.limit)
  }

  /// What operations share is converted once, however many of them there are.
  @Test func `operations share a response whose schema is large`() throws {
    let growth = try WorkGrowth.factor(from: 100) { count in
      let schema: JSONValue = ["type": "object", "properties": Self.object(count) { ("m\($0)", ["type": "string"]) }]
      let response: JSONValue = ["description": "", "content": ["application/json": ["schema": schema]]]
      return Self.document([
        "components": ["responses": ["R": response]],
        "paths": Self.object(count) {
          ("/p\($0)", ["get": ["responses": ["200": ["$ref": "#/components/responses/R"]]]])
        },
      ])
    } _: { text in
      let document = try APIDocument(reading: text)
      #expect(document.operations.last?.responses.first?.json?.schema?["properties"] != nil)
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `operations share a response with many examples`() throws {
    let growth = try WorkGrowth.factor(from: 300) { count in
      let examples = Self.object(count) { ("e\($0)", ["value": 1]) }
      let response: JSONValue = ["description": "", "content": ["application/json": ["examples": examples]]]
      return Self.document([
        "components": ["responses": ["R": response]],
        "paths": Self.object(count) {
          ("/p\($0)", ["get": ["responses": ["200": ["$ref": "#/components/responses/R"]]]])
        },
      ])
    } _: { text in
      let document = try APIDocument(reading: text)
      #expect(document.operations.first?.responses.first?.json?.examples.isEmpty == false)
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `operations of Swagger share the media types of the document`() throws {
    let growth = try WorkGrowth.factor(from: 400) { count in
      JSONValue.object([
        "swagger": "2.0", "info": ["title": "T", "version": "1"],
        "produces": Self.array(count) { .string("application/x\($0)+json") },
        "paths": Self.object(count) { ("/p\($0)", ["get": ["responses": [:]]]) },
      ])
    } _: { document in
      var conversion = SwaggerConversion(document)
      #expect(conversion.document()["paths"] != nil)
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `a form that is listed again and again has its values once`() throws {
    let growth = try WorkGrowth.factor(from: 200) { count in
      let union: JSONValue = [
        "oneOf": Self.array(count) { _ in ["$ref": "#/components/schemas/F"] },
        "discriminator": [
          "propertyName": "k", "mapping": Self.object(count) { ("v\($0)", "#/components/schemas/F") },
        ],
      ]
      return Self.document(["paths": [:], "components": ["schemas": ["F": ["type": "object"], "U": union]]])
    } _: { text in
      let document = try APIDocument(reading: text)
      #expect(document.schemas["U"]?["oneOf"]?.array?.first?["properties"]?["k"]?["enum"] != nil)
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `properties that many parts require`() throws {
    let growth = try WorkGrowth.factor(from: 500) { count -> JSONValue in
      let parts = (0..<4).map { part -> JSONValue in
        ["type": "object", "required": Self.array(count) { .string("m\(part)-\($0)") }]
      }
      return ["allOf": .array(parts), "properties": ["a": true]]
    } _: { schema in
      guard case .object(let object) = schema else { return }
      #expect(SchemaReplacement.merged(object)["required"]?.array?.isEmpty == false)
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `the variables of a server`() {
    let growth = try? WorkGrowth.factor(from: 250) { count in
      (0..<count).map { Server.Variable(name: "v\($0)", defaultValue: "x", values: [], description: nil) }
    } _: { variables in
      let server = Server(template: variables.map { "{\($0.name)}" }.joined(separator: "/"), variables: variables)
      #expect(server.url.hasPrefix("x/x"))
    }
    #expect(growth ?? .infinity < WorkGrowth.limit)
  }

  @Test func `tags that are under others`() throws {
    let growth = try WorkGrowth.factor(from: 500) { count in
      let tags = Self.array(count) { ["name": .string("t\($0)"), "parent": .string("t\(max(0, $0 - 1))")] }
      return try APIDocument(reading: Self.document(["tags": tags, "paths": [:]], version: "3.2.0"))
    } _: { document in
      #expect(Lint.diagnostics(of: document).isEmpty)
    }
    #expect(growth < WorkGrowth.limit)
  }

  /// Where a value stands is a chain, and not a list of names for each value.
  @Test func `a deep document takes lint as long as a flat one`() throws {
    func document(depth: Int) throws -> APIDocument {
      var value = JSONValue.array(Array(repeating: [:], count: 20_000))
      for _ in 0..<depth { value = [value] }
      return try APIDocument(reading: Self.document(["paths": [:], "x-a": value]))
    }
    let (flat, deep) = (try document(depth: 1), try document(depth: 150))
    var documents = [flat, deep]
    let factor = try WorkGrowth.factor(from: 1) { _ in
      documents.removeFirst()
    } _: {
      _ = Lint.diagnostics(of: $0)
    }
    #expect(factor < 5)
  }
}
