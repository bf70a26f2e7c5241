import JSON
import TestSupport
import Testing

@testable import OpenAPI

/// The work of looking for secrets in schemas, examples and values in step with their size.
@Suite(.timeLimit(.minutes(5)))
struct SecretGrowthTests {
  private static func object(_ count: Int, _ member: (Int) -> JSONObject.Member) -> JSONValue {
    .object(JSONObject((0..<count).map(member)))
  }

  private static func document(_ schemas: JSONObject, paths: JSONValue = [:]) throws -> APIDocument {
    let document: JSONValue = [
      "openapi": "3.1.0", "info": ["title": "T", "version": "1"], "paths": paths,
      "components": ["schemas": .object(schemas)],
    ]
    return try APIDocument(reading: document.json)
  }

  private static func large(_ count: Int) -> JSONValue {
    ["type": "object", "properties": object(count) { ("m\($0)", ["type": "string"]) }]
  }

  private static let reference: JSONValue = ["$ref": "#/components/schemas/Large"]

  @Test func `a schema with many examples is looked through once`() throws {
    let growth = try WorkGrowth.factor(from: 150) { count in
      guard case .object(var schema) = Self.large(count) else { return JSONValue.null }
      schema["examples"] = .array(Array(repeating: ["m0": "x"], count: count))
      return .object(schema)
    } _: { schema in
      let masked = Secrecy.masking(schema: schema, role: .output)
      #expect(masked["examples"]?.array?.count == schema["examples"]?.array?.count)
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `defaults beside references to one schema`() throws {
    let growth = try WorkGrowth.factor(from: 150) { count in
      let uses = Self.object(count) { ("u\($0)", ["$ref": "#/components/schemas/Large", "default": ["m0": "x"]]) }
      return try Self.document(["Large": Self.large(count), "Uses": ["type": "object", "properties": uses]])
    } _: { document in
      let schemas = DocumentSecrets(document).schemas(role: .output)
      #expect(schemas["Uses"]?["properties"]?["u1"]?["default"] == ["m0": "x"])
    }
    #expect(growth < WorkGrowth.limit)
  }

  /// An object of objects, each of which has a default of its own.
  @Test func `defaults in one another`() throws {
    func schema(depth: Int) -> JSONValue {
      var schema: JSONValue = ["type": "object", "properties": Self.object(20) { ("m\($0)", ["type": "string"]) }]
      for _ in 0..<depth {
        let members = (0..<20).map { ("m\($0)", ["type": "string"] as JSONValue) } + [("inner", schema)]
        schema = ["type": "object", "default": [:], "properties": .object(JSONObject(members))]
      }
      return schema
    }
    let growth = try WorkGrowth.factor(from: 15) {
      schema(depth: $0)
    } _: { schema in
      #expect(Secrecy.masking(schema: schema, role: .output) == schema)
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `examples of media types of one schema`() throws {
    let growth = try WorkGrowth.factor(from: 150) { count in
      let content: JSONValue = [
        "application/json": ["schema": Self.reference, "example": ["m0": "x", "password": "p"]]
      ]
      let paths = Self.object(count) {
        ("/p\($0)", ["get": ["responses": ["200": ["description": "", "content": content]]]])
      }
      return try Self.document(["Large": Self.large(count)], paths: paths)
    } _: { document in
      let root = DocumentSecrets(document).root
      let media = root["paths"]?["/p1"]?["get"]?["responses"]?["200"]?["content"]?["application/json"]
      #expect(media?["example"] == ["m0": "x", "password": "<password>"])
    }
    #expect(growth < WorkGrowth.limit)
  }

  /// Names that are each judged by themselves must not each have the whole schema looked through.
  @Test func `many names of credentials lead to one schema`() throws {
    let growth = try WorkGrowth.factor(from: 150) { count in
      let uses = Self.object(count) { number in
        let word = String(String(number).unicodeScalars.map { Character(Unicode.Scalar($0.value + 49) ?? "a") })
        return ("\(word)Password", Self.reference)
      }
      return try Self.document(["Large": Self.large(count), "Uses": ["type": "object", "properties": uses]])
    } _: { document in
      #expect(DocumentSecrets(document).role(ofSchema: "Large") == .output)
    }
    #expect(growth < WorkGrowth.limit)
  }

  /// Those for which the schema is not looked through again are secrets all the same.
  @Test func `a name of a credential counts however many there are`() throws {
    let names = (0..<200).map { "\(String(repeating: "x", count: $0 + 1))Password" }
    let schema: JSONValue = [
      "type": "object", "properties": .object(JSONObject(names.map { ($0, ["$ref": "#/$defs/Text"]) })),
      "$defs": ["Text": ["type": "string"]],
    ]
    let fields = SecretFields(schema: schema, role: .output)
    #expect(Set(fields.names) == Set(names))
  }

  @Test func `the parameters of an operation are looked at beside each other once`() throws {
    let growth = try WorkGrowth.factor(from: 300) { count in
      let parameters = (0..<count).map { number -> JSONValue in
        ["name": .string("p\(number)"), "in": "query", "schema": ["type": "string"]]
      }
      return try Self.document([:], paths: ["/a": ["get": ["parameters": .array(parameters)]]])
    } _: { document in
      #expect(DocumentSecrets(document).schemas(role: .input).isEmpty)
    }
    #expect(growth < WorkGrowth.limit)
  }

  /// The way to a value is written down only where a secret stands.
  @Test func `a deep value takes as long as a flat one`() throws {
    func value(depth: Int) -> JSONValue {
      var value = JSONValue.array(Array(repeating: 1, count: 20_000))
      for _ in 0..<depth { value = [value] }
      return value
    }
    let fields = SecretFields(schema: true, role: .output)
    var values = [value(depth: 1), value(depth: 200)]
    let factor = try WorkGrowth.factor(from: 1) { _ in
      values.removeFirst()
    } _: { value in
      #expect(fields.secrets(in: value).isEmpty)
    }
    #expect(factor < 5)
  }

  /// What many forms say of the elements of a list is found once, and not for each element.
  @Test func `a list of elements that may have many forms`() throws {
    let forms = (0..<50).map { number -> JSONValue in
      ["properties": .object(["a\(number)": ["type": "string"], "password": ["type": "string"]])]
    }
    let fields = SecretFields(schema: ["items": ["anyOf": .array(forms)]], role: .output)
    var walk = SecretWalk(fields)
    let value = JSONValue.array(Array(repeating: ["a1": "x", "password": "y", "other": "z"], count: 1_000))
    #expect(walk.secrets(in: value).count == 1_000)
    // The list, its elements and their three members.
    #expect(walk.looks == 5)
  }
}
