import JSON
import Testing

@testable import OpenAPI

/// Parents that stand for their children (OpenAPI 3.1.1, 4.8.25).
struct SchemaFamilyTests {
  private static let pet = """
    Pet: {type: object, required: [kind], properties: {kind: {type: string}, friend: {$ref: '#/components/schemas/Pet'}}, \
    discriminator: {propertyName: kind, mapping: {dog: '#/components/schemas/Dog'}}}
    """
  private static let others = """
    Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {bark: {type: integer}, size: {type: string}}}]}, \
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}], properties: {claws: {type: boolean}, size: {type: integer}}}, \
    Puppy: {allOf: [{$ref: '#/components/schemas/Dog'}, {type: object, required: [age], properties: {age: {type: integer}}}]}
    """

  private func schema(_ schema: String) throws -> JSONValue {
    let document = try SampleDocument.read(
      "{requestBody: {content: {application/json: {schema: \(schema)}}}}",
      "components: {schemas: {\(Self.pet), \(Self.others)}}"
    )
    return document.dereference(try #require(document.operations.first?.requestBody?.json?.schema))
  }

  private func resolved(_ value: JSONValue?, in root: JSONValue) -> JSONValue? {
    guard let name = value?["$ref"]?.string?.split(separator: "/").last else { return value }
    return root["$defs"]?[String(name)]
  }

  @Test func `a parent has the properties of its children, and none of them is required`() throws {
    let schema = try schema("{$ref: '#/components/schemas/Pet'}")
    #expect(schema["properties"]?.object?.names == ["kind", "friend", "bark", "size", "claws", "age"])
    #expect(schema["required"] == ["kind"])
    #expect(schema["properties"]?["size"]?["anyOf"] == [["type": "string"], ["type": "integer"]])
    #expect(schema["description"]?.string?.contains("dog: bark, size") == true)
  }

  @Test(arguments: [
    ("{type: array, items: {$ref: '#/components/schemas/Pet'}}", ["items"]),
    ("{properties: {p: {$ref: '#/components/schemas/Pet'}}}", ["properties", "p"]),
    ("{properties: {p: {allOf: [{$ref: '#/components/schemas/Pet'}], description: d}}}", ["properties", "p"]),
  ])
  func `so it is where it is nested`(text: String, place: [String]) throws {
    let root = try schema(text)
    var parent = root[JSONPointer(place)]
    if let only = parent?["allOf"]?.array, only.count == 1 { parent = only[0] }
    #expect(resolved(parent, in: root)?["properties"]?["bark"] != nil)
    #expect(resolved(parent, in: root)?["properties"]?["age"] != nil)
  }

  @Test func `a child is itself and its parent, without its siblings`() throws {
    let root = try schema("{$ref: '#/components/schemas/Dog'}")
    var names: Set<String> = []
    var pending = [root]
    while let part = pending.popLast() {
      names.formUnion(part["properties"]?.object?.names ?? [])
      pending += (part["allOf"]?.array ?? []).compactMap { resolved($0, in: root) }
    }
    #expect(names == ["kind", "friend", "bark", "size"])
  }

  @Test func `a long chain of parents does not grow with its square`() throws {
    let count = 3_000
    let schemas = (0..<count).map { number in
      let base = number == 0 ? "" : "allOf: [{$ref: '#/components/schemas/S\(number - 1)'}], "
      return "S\(number): {\(base)properties: {p\(number): {type: string}}, discriminator: {propertyName: k}}"
    }
    let text = "openapi: 3.0.3\npaths: {}\ncomponents: {schemas: {\(schemas.joined(separator: ", "))}}"
    let document = try APIDocument(reading: text)
    let size = document.resolver.unions.values.reduce(0) { $0 + ($1["properties"]?.object?.count ?? 0) }
    #expect(size <= SchemaFamilies.budget)
  }
}
