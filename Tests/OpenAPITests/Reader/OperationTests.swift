import JSON
import OpenAPI
import Testing

/// Operations, their parameters, security and servers.
struct OperationTests {
  private func document(_ paths: String, _ rest: String = "", version: String = "3.2.0") throws -> APIDocument {
    try APIDocument(reading: "openapi: \(version)\npaths: \(paths)\n\(rest)")
  }

  private func names(_ document: APIDocument) -> [String] { document.operations.map { "\($0.method) \($0.path)" } }

  @Test func `3.2 has more methods`() throws {
    let paths = "{/a: {query: {}, additionalOperations: {LINK: {}, get: {}}, get: {}}}"
    #expect(try names(document(paths)) == ["QUERY /a", "GET /a", "LINK /a", "get /a"])
    #expect(try names(document(paths, version: "3.1.0")) == ["GET /a"])
  }

  @Test func `a path item may refer to another and add to it`() throws {
    let document = try document(
      "{/a: {$ref: '#/components/pathItems/I', summary: own, get: {operationId: own}}}",
      "components: {pathItems: {I: {summary: shared, parameters: [{name: q, in: query}], "
        + "get: {operationId: shared}, put: {operationId: put}}}}"
    )
    #expect(document.operations.map(\.operationID) == ["own", "put"])
    #expect(document.operations.map(\.summary) == ["own", "own"])
    #expect(document.operations.map { $0.parameters.map(\.name) } == [["q"], ["q"]])
    #expect(document.operations[1].location == JSONPointer(["components", "pathItems", "I", "put"]))
  }

  @Test func `webhooks and callbacks are no operations`() throws {
    let document = try document("{/a: {post: {callbacks: {c: {'{$url}': {post: {}}}}}}}", "webhooks: {w: {post: {}}}")
    #expect(names(document) == ["POST /a"])
    #expect(document.diagnostics == [])
  }

  @Test(arguments: [
    ("info: []", "/info", "This is array, not an object, and passed over. Correct the document."),
    (
      "info: {title: {en: A}, version: 1}", "/info/title",
      "This is object, not a string, and passed over. Correct the document."
    ),
    ("components: x", "/components", "This is string, not an object, and passed over. Correct the document."),
    (
      "components: {schemas: []}", "/components/schemas",
      "This is array, not an object, and passed over. Correct the document."
    ),
    ("tags: {a: {}}", "/tags", "This is object, not an array, and passed over. Correct the document."),
    ("tags: [{name: a}, b]", "/tags/1", "This is string, not an object, and passed over. Correct the document."),
    ("tags: [{name: [a]}]", "/tags/0/name", "This is array, not a string, and passed over. Correct the document."),
  ])
  func `what is of the wrong type is said, and the rest served`(member: String, pointer: String, words: String) throws {
    let document = try document("{/a: {get: {}}}", member)
    #expect(names(document) == ["GET /a"])
    #expect(document.diagnostics.map(\.severity) == [.warning])
    #expect(document.diagnostics.map(\.location.description) == [pointer])
    #expect(document.diagnostics.map(\.message) == [words])
  }

  @Test(arguments: ["text", "[]", "null", "true"])
  func `a path item that is no object is said, and the others served`(item: String) throws {
    let document = try document("{/a: \(item), /b: {get: {}}}")
    #expect(names(document) == ["GET /b"])
    #expect(document.diagnostics.map(\.severity) == [.error])
    #expect(document.diagnostics.map(\.location.description) == ["/paths/~1a"])
    #expect(document.diagnostics.first?.message.hasPrefix("No operation of /a can be served. It is ") == true)
  }

  @Test func `tags have a place among tags`() throws {
    let document = try document("{}", "tags: [{name: a, summary: A, kind: nav}, {name: b, parent: a}]")
    #expect(document.tags.map(\.summary) == ["A", nil])
    #expect(document.tags.map(\.parent) == [nil, "a"])
    #expect(document.tags.map(\.kind) == ["nav", nil])
  }

  @Test func `an operation's parameters win over those of its path`() throws {
    let document = try document(
      "{/a: {parameters: [{name: q, in: query, description: shared}, {name: X-A, in: header, description: shared}], "
        + "get: {parameters: [{name: x-a, in: header, description: own}, {name: q, in: cookie}]}}}"
    )
    let parameters = document.operations[0].parameters
    #expect(parameters.map(\.name) == ["q", "x-a", "q"])
    #expect(parameters.map(\.description) == ["shared", "own", nil])
  }

  @Test(
    arguments: [
      ("{name: q, in: query, allowEmptyValue: true}", .style(.form, explode: true, allowReserved: false)),
      ("{name: q, in: cookie, style: cookie}", .style(.cookie, explode: true, allowReserved: false)),
      (
        "{name: q, in: querystring, content: {application/json: {schema: {type: object}}}}",
        .content("application/json")
      ),
      (
        "{name: q, in: query, content: {application/json: {$ref: '#/components/mediaTypes/M'}}}",
        .content("application/json")
      ),
    ] as [(String, Parameter.Encoding)]
  )
  func `a parameter has an encoding`(parameter: String, encoding: Parameter.Encoding) throws {
    let document = try document(
      "{/a: {get: {parameters: [\(parameter)]}}}",
      "components: {mediaTypes: {M: {schema: {type: object}}}}"
    )
    #expect(document.diagnostics == [])
    let read = try #require(document.operations.first?.parameters.first)
    #expect(read.encoding == encoding)
    #expect(read.allowsEmptyValue == parameter.contains("allowEmptyValue"))
    if case .content = encoding { #expect(read.schema == ["type": "object"]) }
  }

  @Test(
    arguments: [
      ("{type: http, scheme: Bearer, bearerFormat: JWT}", .http(scheme: "bearer", bearerFormat: "JWT")),
      ("{type: http, scheme: basic}", .http(scheme: "basic", bearerFormat: nil)),
      ("{type: apiKey, in: header, name: X-K}", .apiKey(name: "X-K", location: .header)),
      ("{type: apiKey, in: query, name: k}", .apiKey(name: "k", location: .query)),
      ("{type: apiKey, in: cookie, name: k}", .apiKey(name: "k", location: .cookie)),
      ("{type: mutualTLS}", .mutualTLS),
      ("{type: openIdConnect, openIdConnectUrl: 'https://c'}", .openIDConnect(url: "https://c")),
      ("{type: oauth2, flows: {}}", .oauth2([])),
    ] as [(String, SecurityScheme.Kind)]
  )
  func `a security scheme is of a kind`(scheme: String, kind: SecurityScheme.Kind) throws {
    let document = try document(
      "{/a: {get: {}}}",
      "security: [{s: []}, {}]\ncomponents: {securitySchemes: {s: \(scheme)}}"
    )
    #expect(document.diagnostics == [])
    #expect(document.operations[0].security.map { $0.schemes.map(\.scheme.kind) } == [[kind], []])
  }

  @Test(arguments: ["{type: apiKey, in: path, name: k}", "{type: apiKey, in: header}", "{type: odd}", "{}"])
  func `a scheme that is not declared as it has to be is said once`(scheme: String) throws {
    let document = try document(
      "{/a: {get: {}, put: {}}}",
      "security: [{s: []}]\ncomponents: {securitySchemes: {s: \(scheme)}}"
    )
    #expect(document.diagnostics.map(\.location.description) == ["/components/securitySchemes/s"])
  }

  @Test func `the values of a server's variables can be chosen`() throws {
    let document = try document(
      "{/a: {get: {servers: [{url: /own}]}}}",
      "servers: [{url: 'https://{region}.example/{v}/{w}', name: main, variables: {region: {default: eu, enum: [eu, us]}, "
        + "v: {default: '{region}'}}}]"
    )
    let server = try #require(document.servers.first)
    #expect(server.url == "https://eu.example/{region}/{w}")
    #expect(server.name == "main")
    #expect(server.url(choosing: ["region": "us", "v": "v2"]) == "https://us.example/v2/{w}")
    #expect(server.url(choosing: ["region": "mars"]) == nil)
    #expect(server.url(choosing: ["none": "x"]) == nil)
    #expect(document.operations[0].servers.map(\.url) == ["/own"])
  }

  @Test(arguments: [
    ("https://json-schema.org/draft/2020-12/schema", 0), ("https://spec.openapis.org/oas/3.1/dialect/base", 0),
    ("http://json-schema.org/draft-07/schema#", 1),
  ])
  func `another dialect of schemas is noted`(dialect: String, count: Int) throws {
    #expect(try document("{}", "jsonSchemaDialect: '\(dialect)'").diagnostics.count == count)
  }

  @Test func `ids are unique, and one that is taken is said`() throws {
    let document = try document("{/a: {get: {operationId: x}, put: {operationId: x}}}")
    #expect(document.operations.map(\.operationID) == ["x", nil])
    #expect(document.diagnostics.map(\.location.description) == ["/paths/~1a/put"])
  }

  @Test func `the path's variables are the path parameters`() throws {
    let document = try document("{'/a/{x}/{y}': {get: {parameters: [{name: x, in: path}, {name: z, in: path}]}}}")
    #expect(document.operations[0].parameters.map(\.name) == ["x", "y"])
    #expect(document.diagnostics.count == 2)
  }
}
