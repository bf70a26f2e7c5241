import JSON
import OpenAPI
import Testing

/// Documents whose references lead to files beside them.
struct SeveralFilesTests {
  private func read(_ schema: String, _ texts: [String: String], name: String = "openapi.yaml") throws -> APIDocument {
    try SampleDocument.read(
      "{requestBody: {content: {application/json: {schema: \(schema)}}}}",
      "components: {schemas: {Pet: {type: boolean}}}",
      files: TextFiles(documentName: name, texts: texts)
    )
  }

  private func body(_ document: APIDocument) -> JSONValue? {
    document.operations.first?.requestBody?.json?.schema.map { document.dereference($0) }
  }

  @Test(arguments: [
    ("pet.yaml", "pet.yaml", "{type: string}"),
    ("./pet.json", "pet.json", "{\"type\": \"string\"}"),
    ("pets/a%20pet.yaml#/x/y", "pets/a pet.yaml", "{x: {y: {type: string}}}"),
    ("a/../pet.yaml#named", "pet.yaml", "{x: {$anchor: named, type: string}}"),
    ("all.yaml#/components/schemas/Pet", "all.yaml", "{openapi: 3.1.0, components: {schemas: {Pet: {type: string}}}}"),
  ])
  func `a reference leads to a file`(reference: String, path: String, text: String) throws {
    let document = try read("{$ref: '\(reference)'}", [path: text])
    #expect(document.diagnostics == [])
    #expect(body(document) == ["type": "string"])
  }

  @Test func `references of a file are relative to it, and may lead back`() throws {
    let document = try read(
      "{$ref: 'a/one.yaml#/One'}",
      [
        "a/one.yaml": "{One: {properties: {two: {$ref: '../b/two.yaml'}, own: {$ref: '#/Own'}}}, Own: {type: number}}",
        "b/two.yaml":
          "{properties: {one: {$ref: '../a/one.yaml#/One'}, pet: {$ref: '../openapi.yaml#/components/schemas/Pet'}}}",
      ]
    )
    #expect(document.diagnostics == [])
    #expect(document.schemas.names == ["Pet", "One", "schema", "Own"])
    #expect(document.schemas["schema"]?["properties"]?["pet"] == ["$ref": "#/components/schemas/Pet"])
    let properties = body(document)?["properties"]
    #expect(properties?["own"] == ["type": "number"])
    #expect(properties?["two"] == ["$ref": "#/$defs/schema"])
  }

  @Test func `schemas of files have names that no other has`() throws {
    let document = try read(
      "{properties: {a: {$ref: 'a.yaml#/Pet'}, b: {$ref: 'b.yaml#/Pet'}, c: {$ref: 'a.yaml#/Pet'}}}",
      ["a.yaml": "{Pet: {type: integer}}", "b.yaml": "{Pet: {type: string}}"]
    )
    #expect(document.schemas.names == ["Pet", "Pet_2", "Pet_3"])
    #expect(
      body(document)?["properties"] == ["a": ["type": "integer"], "b": ["type": "string"], "c": ["type": "integer"]]
    )
  }

  @Test func `every part of a document may be in a file`() throws {
    let document = try APIDocument(
      reading: "openapi: 3.1.0\npaths: {/a: {$ref: paths/a.yaml}}",
      files: TextFiles(texts: [
        "paths/a.yaml":
          "{get: {operationId: getA, parameters: [{$ref: '../p.yaml#/q'}], responses: {'200': {$ref: ../r.yaml}}}}",
        "p.yaml": "{q: {name: q, in: query, schema: {$ref: '#/s'}}, s: {type: integer}}",
        "r.yaml": "{description: Fine, content: {application/json: {schema: {type: array}}}}",
      ])
    )
    #expect(document.diagnostics == [])
    let operation = try #require(document.operation(id: "getA"))
    #expect(operation.source == .file("paths/a.yaml"))
    #expect(operation.location == JSONPointer(["get"]))
    #expect(document.dereference(operation.parameters[0].schema) == ["type": "integer"])
    #expect(operation.responses[0].json?.schema == ["type": "array"])
  }

  @Test func `a file is read as the version that it names`() throws {
    let document = try read(
      "{$ref: 'old.yaml#/components/schemas/S'}",
      ["old.yaml": "{openapi: 3.0.0, components: {schemas: {S: {type: string, nullable: true}}}}"]
    )
    #expect(body(document) == ["type": ["string", "null"]])
  }

  @Test(arguments: [
    ("../pet.yaml", "out of the folder"),
    ("a/../../pet.yaml", "out of the folder"),
    ("%2e%2e/pet.yaml", "out of the folder"),
    ("/etc/passwd", "out of the folder"),
    ("..\\\\pet.yaml", "out of the folder"),
    ("https://example.com/pet.yaml", "another host"),
    ("//example.com/pet.yaml", "another host"),
    ("file:///etc/passwd", "another host"),
    ("none.yaml", "does not exist"),
    ("bad.yaml", "cannot be read"),
    ("pet.yaml#/nothing", "leads nowhere"),
    ("pet.yaml#nothing", "leads nowhere"),
    ("pet.yaml#/%zz", "leads nowhere"),
    ("pet.yaml?x=1", "out of the folder"),
  ])
  func `a reference that cannot be followed is said, and nothing of it is read`(reference: String, words: String) throws
  {
    let document = try read("{$ref: \"\(reference)\"}", ["pet.yaml": "{}", "bad.yaml": "{a: ["])
    #expect(document.operations.map(\.requestBody?.json?.schema) == [[:]])
    #expect(document.diagnostics.count == 1)
    #expect(document.diagnostics.first?.message.contains(words) == true, "\(document.diagnostics)")
  }

  @Test func `without files a reference to one is said`() throws {
    let document = try SampleDocument.read("{requestBody: {$ref: body.yaml}}")
    #expect(document.diagnostics.first?.message.contains("only the document itself is read") == true)
  }

  @Test func `what is wrong in a file is said of that file`() throws {
    let document = try read("{$ref: 'pet.yaml#/a'}", ["pet.yaml": "{a: {properties: {b: 1}}}"])
    let diagnostic = try #require(document.diagnostics.first)
    #expect(diagnostic.source == .file("pet.yaml"))
    #expect(diagnostic.location == JSONPointer(["a", "properties", "b"]))
  }

  @Test func `addresses below the document's own lead to its folder`() throws {
    let document = try SampleDocument.read(
      "{requestBody: {content: {application/json: {schema: {$ref: 'https://h.example/api/pet.yaml'}}}}}",
      "$self: https://h.example/api/openapi.yaml",
      version: "3.2.0",
      files: TextFiles(texts: ["pet.yaml": "{$ref: 'https://h.example/api/openapi.yaml#/x-s'}"])
    )
    #expect(document.diagnostics.first?.message.contains("leads nowhere") == true)
  }

  @Test func `the number of files is bounded`() throws {
    var texts: [String: String] = [:]
    for number in 0..<1000 { texts["\(number).yaml"] = "{properties: {next: {$ref: '\(number + 1).yaml'}}}" }
    let document = try read("{$ref: 0.yaml}", texts)
    #expect(document.operations.count == 1)
    #expect(document.diagnostics.contains { $0.message.contains("more than 500") })
  }
}
