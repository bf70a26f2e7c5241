import JSON
import TestSupport
import Testing

@testable import OpenAPI

/// The work of looking for mistakes in documents in which one part is for many others.
@Suite(.timeLimit(.minutes(5)))
struct LintGrowthTests {
  private static func document(_ members: JSONObject, version: String = "3.1.0") throws -> APIDocument {
    var document: JSONObject = ["openapi": .string(version), "info": ["title": "T", "version": "1"]]
    for member in members { document.append(member.name, member.value) }
    return try APIDocument(reading: JSONValue.object(document).json)
  }

  private static func object(_ count: Int, _ member: (Int) -> JSONObject.Member) -> JSONValue {
    .object(JSONObject((0..<count).map(member)))
  }

  private static func schemes(_ count: Int) -> JSONValue {
    object(count) { ("k\($0)", ["type": "apiKey", "in": "header", "name": .string("X-\($0)")]) }
  }

  @Test func `the security schemes of a document are looked up for each operation`() throws {
    let growth = try WorkGrowth.factor(from: 400) { count in
      try Self.document([
        "components": ["securitySchemes": Self.schemes(count)],
        "paths": Self.object(count) { ("/p\($0)", ["get": ["operationId": .string("p\($0)")]]) },
      ])
    } _: {
      #expect(!Lint.diagnostics(of: $0).isEmpty)
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `operations share a form whose members name credentials`() throws {
    let growth = try WorkGrowth.factor(from: 200) { count in
      let form = Self.object(count) { ("m\($0)", ["type": "string", "x-mcp": ["credential": .string("k\($0)")]]) }
      let content: JSONValue = ["multipart/form-data": ["schema": ["$ref": "#/components/schemas/F"]]]
      return try Self.document([
        "components": [
          "schemas": ["F": ["type": "object", "properties": form]], "securitySchemes": Self.schemes(4),
        ],
        "paths": Self.object(count) { ("/p\($0)", ["post": ["requestBody": ["content": content]]]) },
      ])
    } _: {
      #expect(Lint.diagnostics(of: $0).count { $0.message.contains("names the credential") } == 4)
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `no more findings are told than anybody reads`() throws {
    let count = Lint.maximum + 100
    let document = try Self.document(["paths": Self.object(count) { ("/p\($0)", ["get": ["tags": ["t"]]]) }])
    let found = Lint.diagnostics(of: document)
    #expect(found.count == Lint.maximum + 1)
    #expect(found.last?.message.hasPrefix("100 more findings") == true)
  }

  @Test func `parameters of a path item are compared with its path once`() throws {
    let growth = try WorkGrowth.factor(from: 300) { count in
      let parameters = (0..<count).map { number -> JSONValue in
        ["name": .string("p\(number)"), "in": "path", "required": true]
      }
      let item: JSONValue = [
        "parameters": .array(parameters), "additionalOperations": Self.object(count) { ("M\($0)", [:]) },
      ]
      return try Self.document(["paths": ["/a": item]], version: "3.2.0")
    } _: { document in
      #expect(!StructureCheck.diagnostics(of: document).isEmpty)
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `paths share an item with many parameters`() throws {
    let growth = try WorkGrowth.factor(from: 300) { count in
      let parameters = (0..<count).map { JSONValue.object(["name": .string("p\($0)"), "in": "query"]) }
      return try Self.document([
        "components": ["pathItems": ["P": ["parameters": .array(parameters), "get": [:]]]],
        "paths": Self.object(count) { ("/p\($0)", ["$ref": "#/components/pathItems/P"]) },
      ])
    } _: { document in
      #expect(!StructureCheck.diagnostics(of: document).isEmpty)
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `both a path item and its operation may declare a variable`() throws {
    func parameter(_ name: String) -> JSONValue { ["name": .string(name), "in": "path", "required": true] }
    let document = try Self.document([
      "paths": [
        "/{a}/{b}/{c}": [
          "parameters": [parameter("a"), parameter("x")],
          "get": ["parameters": [parameter("b"), parameter("a"), parameter("y")]],
          "put": ["parameters": [parameter("c"), parameter("b"), parameter("x")]],
        ]
      ]
    ])
    // The reader tells all of it, so that the check is asked of a document that was not read.
    var silent = document
    silent.diagnostics = []
    let found = StructureCheck.diagnostics(of: silent).filter { $0.message.contains("variable") }
    let told = found.map { finding in
      let names = finding.message.split(separator: "\"").map(String.init).filter { $0.count == 1 }
      return "\(finding.location.tokens.last ?? "") \(names.joined(separator: " "))"
    }
    #expect(told == ["get c", "get x y", "put x"])
  }

  @Test func `names of many hundred letters are compared with none`() {
    let long = String(repeating: "a", count: 100_000)
    #expect(["\(long)b", "short"].nearest(to: "\(long)c") == nil)
    #expect(["\(long)b"].nearest(to: long) == "\(long)b")
    #expect([long, "credential"].nearest(to: "credentail") == "credential")
  }
}
