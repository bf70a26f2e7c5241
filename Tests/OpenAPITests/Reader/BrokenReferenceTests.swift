import JSON
import OpenAPI
import Testing

/// References that lead nowhere, and those that stand where OpenAPI has none.
struct BrokenReferenceTests {
  private static let nowhere = "{$ref: '#/components/schemas/Missing'}"

  @Test(arguments: [
    "{properties: {a: \(nowhere), b: {type: string}}}", "{type: array, items: \(nowhere)}", "{allOf: [\(nowhere), {}]}",
    "{anyOf: [{type: string}, \(nowhere)]}", "{additionalProperties: \(nowhere)}", "{$ref: 'https://h.example/x.json'}",
    "{properties: {a: {properties: {b: {items: \(nowhere)}}}}}", "{properties: {a: {$ref: 'no.yaml#/x'}}}", nowhere,
  ])
  func `a reference that leads nowhere takes no operation away`(schema: String) throws {
    let body = "{requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/S'}}}}}"
    let document = try SampleDocument.read(body, "components: {schemas: {S: \(schema)}}")
    #expect(document.operations.count == 1)
    #expect(document.diagnostics.map(\.severity) == [.warning])
    #expect(document.diagnostics[0].location.description.hasPrefix("/components/schemas/S"))
    #expect(document.diagnostics[0].message.contains("Until then it is read as anything"))
  }

  @Test(arguments: [
    (
      "create.yml",
      "operationId: create\nsummary: S\nparameters: [{name: q, in: query}]\nrequestBody: {content: {a/b: {}}}"
    ),
    (
      "all.yml#/ops/create",
      "ops: {create: {operationId: create, parameters: [{name: q, in: query}], requestBody: {content: {a/b: {}}}}}"
    ),
  ])
  func `an operation may be a reference`(reference: String, text: String) throws {
    let name = String(reference.prefix { $0 != "#" })
    let document = try SampleDocument.read("{$ref: '\(reference)', tags: [t]}", files: TextFiles(texts: [name: text]))
    let operation = try #require(document.operations.first)
    #expect(operation.operationID == "create" && operation.tags == ["t"])
    #expect(operation.parameters.map(\.name) == ["id", "q"] && operation.requestBody != nil)
    #expect(document.diagnostics.map(\.severity) == [.warning])
    #expect(document.diagnostics[0].message.contains("$ref"))
  }

  @Test func `lists of parameters and responses may be references`() throws {
    let text = "parameters: [{name: q, in: query}]\nresponses: {'200': {description: ok}}\ncontent: {a/b: {}}"
    let document = try SampleDocument.read(
      "{parameters: {$ref: 'p.yml#/parameters'}, responses: {$ref: 'p.yml#/responses'}, "
        + "requestBody: {content: {$ref: 'p.yml#/content'}}}",
      files: TextFiles(texts: ["p.yml": text])
    )
    let operation = try #require(document.operations.first)
    #expect(operation.parameters.map(\.name) == ["id", "q"])
    #expect(operation.responses.map(\.status) == [.code(200)])
    #expect(operation.requestBody?.content.map(\.type) == ["a/b"])
    #expect(document.diagnostics.map(\.severity) == [.warning, .warning, .warning])
  }

  @Test func `an operation whose reference leads nowhere is left out with the reason`() throws {
    let document = try SampleDocument.read("{$ref: 'no.yml'}", files: TextFiles(texts: [:]))
    #expect(document.operations.isEmpty)
    #expect(document.diagnostics.map(\.severity) == [.error])
  }

  @Test(arguments: [
    (
      "{requestBody: {content: {application/json: {schema: \(nowhere)}}}}",
      "/requestBody/content/application~1json/schema"
    ),
    (
      "{requestBody: {content: {application/a+json: {$ref: '#/components/mediaTypes/M'}}}}",
      "/requestBody/content/application~1a+json"
    ),
    ("{parameters: [{name: q, in: query, required: true, schema: \(nowhere)}]}", "/parameters/0/schema"),
    ("{parameters: [{name: q, in: query, schema: \(nowhere)}]}", "/parameters/0/schema"),
  ])
  func `where the bytes are known without the schema, anything is taken`(operation: String, place: String) throws {
    let document = try SampleDocument.read(operation)
    #expect(document.operations.count == 1)
    #expect(document.operations[0].parameters.count + (document.operations[0].requestBody?.content.count ?? 0) == 2)
    #expect(document.diagnostics.map(\.severity) == [.warning])
    #expect(document.diagnostics[0].location.description == "/paths/~1a~1{id}/post\(place)")
    #expect(document.diagnostics[0].message.contains("Until then it is read as anything"))
  }

  @Test(arguments: [
    ("post", "/a/{id}", 1, true), ("post", "/a", 1, false), ("get", "/a", 1, true), ("delete", "/a/{id}", 2, false),
    ("put", "/a/{id}/{b}", 2, true), ("head", "/a", 2, true),
  ])
  func `a parameter that leads nowhere is left out where it is a variable of the path, or the request only reads`(
    method: String,
    path: String,
    count: Int,
    isServed: Bool
  ) throws {
    let references = Array(repeating: "{$ref: '#/components/parameters/P'}", count: count).joined(separator: ", ")
    let document = try APIDocument(
      reading: "openapi: 3.1.0\npaths: {'\(path)': {\(method): {operationId: o, parameters: [\(references)]}}}"
    )
    #expect(document.operations.count == (isServed ? 1 : 0))
    let severities = Set(document.diagnostics.map(\.severity))
    #expect(severities == [isServed ? .warning : .error])
    if isServed { #expect(document.operations[0].parameters.count == path.split(separator: "{").count - 1) }
  }

  @Test(arguments: [
    "{requestBody: {$ref: '#/components/requestBodies/B'}}", "{parameters: [{$ref: '#/components/parameters/P'}]}",
    "{requestBody: {content: {application/xml: {schema: \(nowhere)}}}}",
  ])
  func `where nobody knows how to write it, the operation is left out with the reason`(operation: String) throws {
    let document = try SampleDocument.read(operation)
    #expect(document.operations.isEmpty)
    #expect(document.diagnostics.map(\.severity) == [.error])
    #expect(document.diagnostics[0].message.contains("leads nowhere"))
  }
}
