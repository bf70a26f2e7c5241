import JSON
@testable import OpenAPI
import Testing

/// Documents of Swagger 2.0, read as the OpenAPI that says the same.
struct SwaggerConversionTests {
  private func read(_ operation: String, _ rest: String = "", files: (any SiblingFiles)? = nil) throws -> APIDocument {
    let text = """
      swagger: '2.0'
      info: {title: Old, version: '3', description: Of old}
      host: old.example
      basePath: /v1
      schemes: [http, https, ws]
      consumes: [application/json]
      produces: [application/json]
      paths:
        /a/{id}:
          parameters: [{name: id, in: path, required: true, type: integer}]
          post: \(operation)
      \(rest)
      """
    return try APIDocument(reading: text, files: files)
  }

  @Test func `the document's own facts are kept`() throws {
    let document = try read("{operationId: op, responses: {}}", "tags: [{name: t, description: T}]")
    #expect(document.version == .v2_0)
    #expect(document.title == "Old")
    #expect(document.apiVersion == "3")
    #expect(document.servers.map(\.url) == ["https://old.example/v1", "http://old.example/v1"])
    #expect(document.tags.map(\.name) == ["t"])
    #expect(document.operations.map(\.operationID) == ["op"])
    #expect(document.root["openapi"] == "3.0.3")
    #expect(document.diagnostics == [])
  }

  @Test(arguments: [
    ("basePath: /v2", "/v2"), ("host: h.example", "https://h.example"),
    ("host: h.example\nbasePath: /", "https://h.example"),
    ("schemes: [http]\nhost: h.example\nbasePath: /b", "http://h.example/b"),
  ])
  func `a server is made of host, base path and schemes`(members: String, url: String) throws {
    let document = try APIDocument(reading: "swagger: '2.0'\npaths: {}\n\(members)")
    #expect(document.servers.map(\.url) == [url])
  }

  @Test(
    arguments: [
      ("{name: q, in: query, type: array, items: {type: string}}", .form, false),
      ("{name: q, in: query, type: array, items: {type: string}, collectionFormat: csv}", .form, false),
      ("{name: q, in: query, type: array, items: {type: string}, collectionFormat: multi}", .form, true),
      ("{name: q, in: query, type: array, items: {type: string}, collectionFormat: ssv}", .spaceDelimited, false),
      ("{name: q, in: query, type: array, items: {type: string}, collectionFormat: pipes}", .pipeDelimited, false),
      ("{name: q, in: header, type: array, items: {type: string}}", .simple, false),
      ("{name: q, in: query, type: string}", .form, true),
    ] as [(String, Parameter.Style, Bool)]
  )
  func `a collection format becomes a style`(parameter: String, style: Parameter.Style, explode: Bool) throws {
    let document = try read("{parameters: [\(parameter)]}")
    let parameter = try #require(document.operations.first?.parameters.last)
    #expect(parameter.encoding == .style(style, explode: explode, allowReserved: false))
    #expect(document.diagnostics == [])
  }

  @Test func `a collection format without a style is said`() throws {
    let parameter = "{name: q, in: query, required: true, type: array, items: {}, collectionFormat: dsv}"
    let document = try read("{parameters: [\(parameter)]}")
    #expect(document.operations == [])
    #expect(document.diagnostics.map(\.location.description) == ["/paths/~1a~1{id}/post/parameters/0"])
    #expect(document.diagnostics.first?.message.contains("\"dsv\" is not known") == true)
  }

  @Test func `a parameter's members become its schema`() throws {
    let document = try read(
      "{parameters: [{name: q, in: query, type: integer, minimum: 1, exclusiveMinimum: true, default: 3, "
        + "x-nullable: true, description: D, x-mcp: {secret: true}}]}"
    )
    let parameter = try #require(document.operations.first?.parameters.last)
    #expect(parameter.schema == ["type": ["integer", "null"], "exclusiveMinimum": 1, "default": 3])
    #expect(parameter.description == "D")
    #expect(parameter.mcp.isSecret == true)
  }

  @Test func `a body parameter becomes a request body of every type that is consumed`() throws {
    let document = try read(
      "{consumes: [application/vnd.a+json, text/plain], parameters: [{$ref: '#/parameters/B'}]}",
      """
      parameters: {B: {name: b, in: body, required: true, description: D, schema: {$ref: '#/definitions/S'}}}
      definitions: {S: {type: object, discriminator: kind, properties: {kind: {type: string, x-nullable: true}}}}
      """
    )
    let body = try #require(document.operations.first?.requestBody)
    #expect(body.isRequired)
    #expect(body.description == "D")
    #expect(body.content.map(\.type) == ["application/vnd.a+json", "text/plain"])
    #expect(body.json?.schema == ["$ref": "#/components/schemas/S"])
    #expect(document.schemas["S"]?["properties"] == ["kind": ["type": ["string", "null"]]])
    #expect(document.operations.first?.parameters.map(\.name) == ["id"])
  }

  @Test func `form fields become the properties of a form`() throws {
    let document = try read(
      "{parameters: [{name: f, in: formData, type: file, required: true, description: F}, "
        + "{name: n, in: formData, type: array, items: {type: integer}, collectionFormat: multi}]}"
    )
    let body = try #require(document.operations.first?.requestBody)
    #expect(body.isRequired)
    #expect(body.content.map(\.kind) == [.multipart])
    #expect(
      body.content[0].schema == [
        "type": "object", "required": ["f"],
        "properties": [
          "f": ["type": "string", "format": "binary", "description": "F"],
          "n": ["type": "array", "items": ["type": "integer"]],
        ],
      ]
    )
    #expect(body.content[0].encoding["n"]?.style == .form)
    #expect(body.content[0].encoding["n"]?.explode == true)
  }

  @Test(arguments: [
    ("{parameters: [{name: n, in: formData, type: string}]}", ["application/x-www-form-urlencoded"]),
    ("{consumes: [multipart/form-data], parameters: [{name: n, in: formData, type: string}]}", ["multipart/form-data"]),
    (
      "{consumes: [application/x-www-form-urlencoded, multipart/form-data], "
        + "parameters: [{name: n, in: formData, type: file}]}",
      ["multipart/form-data"]
    ),
  ])
  func `a form has the type that is consumed`(operation: String, types: [String]) throws {
    #expect(try read(operation).operations.first?.requestBody?.content.map(\.type) == types)
  }

  @Test func `responses have content, headers and examples`() throws {
    let document = try read(
      """
      {produces: [application/json, application/xml], responses: {'200': {description: D,
       schema: {type: array, items: {$ref: '#/definitions/S'}}, examples: {application/json: [1]},
       headers: {X-N: {type: integer, description: N}}}, '404': {$ref: '#/responses/Gone'},
       '204': {description: Empty}, default: {description: F, schema: {type: file}}}}
      """.replacing("\n", with: " "),
      "definitions: {S: {type: integer}}\nresponses: {Gone: {description: G, schema: {type: string}}}"
    )
    #expect(document.diagnostics == [])
    let responses = try #require(document.operations.first?.responses)
    #expect(responses[0].content.map(\.type) == ["application/json", "application/xml"])
    #expect(responses[0].json?.schema == ["type": "array", "items": ["$ref": "#/components/schemas/S"]])
    #expect(responses[0].json?.examples.map(\.value) == [[1]])
    #expect(responses[0].headers.map(\.schema) == [["type": "integer"]])
    #expect(responses[1].json?.schema == ["type": "string"])
    #expect(responses[2].content == [])
    #expect(responses[3].json?.schema == ["type": "string", "format": "binary"])
  }

  @Test func `security definitions become security schemes`() throws {
    let document = try read(
      "{security: [{b: [], k: [], o: [read]}]}",
      """
      securityDefinitions:
        b: {type: basic}
        k: {type: apiKey, name: X-Key, in: header}
        o: {type: oauth2, flow: accessCode, authorizationUrl: 'https://a', tokenUrl: 'https://t', scopes: {read: R}}
      """
    )
    let schemes = try #require(document.operations.first?.security.first?.schemes)
    #expect(schemes[0].scheme.kind == .http(scheme: "basic", bearerFormat: nil))
    #expect(schemes[1].scheme.kind == .apiKey(name: "X-Key", location: .header))
    let flow = SecurityScheme.OAuthFlow(
      name: "authorizationCode",
      authorizationURL: "https://a",
      tokenURL: "https://t",
      refreshURL: nil,
      scopes: ["read": "R"]
    )
    #expect(schemes[2].scheme.kind == .oauth2([flow]))
    #expect(schemes[2].scopes == ["read"])
  }

  /// The document that people have is the one that they wrote.
  @Test(arguments: [
    ("{parameters: [{name: q, in: query, type: 1}]}", "", "/paths/~1a~1{id}/post/parameters/0/type"),
    (
      "{parameters: [{name: b, in: body, schema: {}}, {name: q, in: query, type: 1}]}", "",
      "/paths/~1a~1{id}/post/parameters/1/type"
    ),
    (
      "{parameters: [{name: b, in: body, schema: {properties: {p: 1}}}]}", "",
      "/paths/~1a~1{id}/post/parameters/0/schema/properties/p"
    ),
    (
      "{parameters: [{name: f, in: formData, type: string, minimum: a}]}", "",
      "/paths/~1a~1{id}/post/parameters/0/minimum"
    ),
    (
      "{responses: {'200': {description: D, schema: {minimum: a}}}}", "",
      "/paths/~1a~1{id}/post/responses/200/schema/minimum"
    ),
    ("{}", "definitions: {S: {title: 1}}", "/definitions/S/title"),
    ("{security: [{s: []}]}", "securityDefinitions: {s: {type: new}}", "/securityDefinitions/s"),
    (
      "{parameters: [{$ref: '#/parameters/P'}]}", "parameters: {P: {name: q, in: query, minimum: a}}",
      "/parameters/P/minimum"
    ),
    (
      "{parameters: [{$ref: '#/parameters/P'}]}", "parameters: {P: {name: q, in: body, schema: {minimum: a}}}",
      "/parameters/P/schema/minimum"
    ),
  ])
  func `what is wrong is said of the written document`(operation: String, rest: String, place: String) throws {
    let document = try read(operation, rest)
    #expect(document.diagnostics.map(\.location.description) == [place])
  }

  @Test func `an overlay changes the written document`() throws {
    let overlay = try Overlay(
      reading: "overlay: 1.1.0\nactions: [{target: $.definitions.S, update: {type: string}}]"
    )
    let document = try APIDocument(
      reading: "swagger: '2.0'\npaths: {}\ndefinitions: {S: {}}",
      overlays: [overlay]
    )
    #expect(document.schemas == ["S": ["type": "string"]])
    #expect(document.diagnostics == [])
  }

  @Test func `references lead from file to file as they are written`() throws {
    let document = try read(
      "{parameters: [{name: b, in: body, schema: {$ref: 'other.yaml#/definitions/T'}}]}",
      "definitions: {S: {type: integer}}",
      files: TextFiles(
        documentName: "old.yaml",
        texts: [
          "other.yaml": "{swagger: '2.0', definitions: {T: {properties: {s: {$ref: 'old.yaml#/definitions/S'}}}}}"
        ]
      )
    )
    #expect(document.diagnostics == [])
    let schema = try #require(document.operations.first?.requestBody?.json?.schema)
    #expect(document.dereference(schema) == ["properties": ["s": ["type": "integer"]]])
  }

  @Test(arguments: [
    "swagger: '1.2'\npaths: {}", "swagger: '2.1'\npaths: {}", "swagger: '2.0'", "openapi: '2.0'\npaths: {}",
  ])
  func `other versions, and documents without paths, are refused`(text: String) {
    #expect(throws: DocumentError.self) { try APIDocument(reading: text) }
  }
}
