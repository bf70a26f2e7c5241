import JSON
import OpenAPI
import Testing

/// Documents that have not the form that the specification wants, and the places that are told.
struct StructureCheckTests {
  private func places(_ text: String) throws -> [String] {
    let document = try APIDocument(reading: text)
    return (document.diagnostics + StructureCheck.diagnostics(of: document)).map(\.location.description)
  }

  /// A document of a version with one operation, whose members are given in YAML's flow style.
  private func document(_ version: String, _ operation: String, _ rest: String = "") -> String {
    let head = version.hasPrefix("2") ? "swagger: '\(version)'" : "openapi: \(version)"
    return "\(head)\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {\(operation)}}}\n\(rest)"
  }

  private static let responses = "responses: {default: {description: d}}"

  @Test(arguments: [
    ("3.0.3", "responses: {}", ["/responses"]), ("3.0.3", "", [""]), ("3.1.0", "", []),
    ("3.0.3", "responses: {4xx: {description: d}}", ["/responses/4xx"]),
    ("3.1.0", "responses: {4xx: {description: d}}", ["/responses/4xx"]),
    ("3.0.3", "responses: {'600': {description: d}}", ["/responses/600"]),
    ("2.0", "responses: {4XX: {description: d}}", ["/responses/4XX"]),
    ("3.0.3", "responses: {default: {}}", ["/responses/default"]), ("3.2.0", "responses: {default: {}}", []),
    ("3.0.3", "responses: {default: {description: 5}}", ["/responses/default/description"]),
    ("3.0.3", "\(responses), summery: s", ["/summery"]), ("3.0.3", "\(responses), x-s: s", []),
    ("3.0.3", "\(responses), deprecated: 1", ["/deprecated"]), ("3.0.3", "\(responses), tags: t", ["/tags"]),
    ("2.0", "\(responses), tags: [t, t]", ["/tags/1"]), ("2.0", "\(responses), schemes: [ftp]", ["/schemes/0"]),
  ])
  func `operations and responses`(version: String, operation: String, expected: [String]) throws {
    #expect(try places(document(version, operation)) == expected.map { "/paths/~1a/get\($0)" })
  }

  @Test(arguments: [
    ("3.0.3", "name: q, in: bdy, schema: {}", [""]), ("3.0.3", "name: q, in: query", [""]),
    ("3.0.3", "name: q, in: query, schema: {}, content: {}", ["", "/content"]),
    ("3.0.3", "name: q, in: query, schema: {}, example: 1, examples: {}", [""]),
    ("3.0.3", "name: q, in: header, schema: {}, style: form", ["/style"]),
    ("3.1.0", "name: q, in: header, schema: {}, allowEmptyValue: true", ["/allowEmptyValue"]),
    ("3.1.0", "name: q, in: query, content: {a/b: {}}, style: form", ["/style"]),
    ("2.0", "name: q, in: query", [""]), ("2.0", "name: q, in: query, type: file", ["/type"]),
    ("2.0", "name: q, in: query, schema: {}, type: string", ["/schema"]),
    ("2.0", "name: q, in: query, type: array, items: {type: object}", ["/items/type"]),
    ("2.0", "name: q, in: path, type: string, collectionFormat: multi", ["", "/collectionFormat"]),
    ("2.0", "name: q, in: query, type: integer, default: five", ["/default"]),
  ])
  func `parameters`(version: String, parameter: String, expected: [String]) throws {
    let text = document(version, "\(Self.responses), parameters: [{\(parameter)}]")
    let found = Set(try places(text).filter { $0 != "/paths/~1a/get" })
    #expect(found == Set(expected.map { "/paths/~1a/get/parameters/0\($0)" }))
  }

  @Test(arguments: [
    ("3.1.0", "{type: number, exclusiveMinimum: true}", ["/exclusiveMinimum"]),
    ("3.0.3", "{type: number, minimum: 1, exclusiveMinimum: 1}", ["/exclusiveMinimum"]),
    ("3.0.3", "{type: number, exclusiveMinimum: true}", ["/exclusiveMinimum"]),
    ("3.0.3", "{type: number, minimum: 1, exclusiveMinimum: true}", []),
    ("3.0.3", "{required: [a, a]}", ["/required/1"]), ("3.0.3", "{required: []}", ["/required"]),
    ("3.1.0", "{required: []}", []), ("3.0.3", "{required: true}", ["/required"]),
    ("3.0.3", "{enum: []}", ["/enum"]), ("3.0.3", "{enum: [a, a]}", ["/enum/1"]),
    ("3.0.3", "{type: [string, 'null']}", ["/type"]), ("3.1.0", "{type: [string, 'null']}", []),
    ("3.1.0", "{type: [string, string]}", ["/type/1"]), ("3.0.3", "{type: strng}", ["/type"]),
    ("3.0.3", "{minLength: -1}", ["/minLength"]), ("3.0.3", "{multipleOf: 0}", ["/multipleOf"]),
    ("3.0.3", "{const: 1}", ["/const"]), ("3.1.0", "{const: 1, of: 2}", []),
    ("3.0.3", "{pattern: '[\\w-.]'}", ["/pattern"]), ("3.0.3", "{pattern: '^[a-z]+$'}", []),
    ("3.0.3", "{type: string, default: 3600}", ["/default"]),
    ("3.0.3", "{type: string, default: null}", ["/default"]),
    ("3.0.3", "{type: string, nullable: true, default: null}", []),
    ("3.0.3", "{enum: [a, b], default: c}", ["/default"]), ("3.0.3", "{maximum: 5, default: 6}", ["/default"]),
    ("3.0.3", "{properties: {a: {type: integer}}, default: {a: b}}", ["/default/a"]),
    ("3.0.3", "{items: {maxLength: 1}, default: [a, bc]}", ["/default/1"]),
    ("3.0.3", "{allOf: [{$ref: '#/components/schemas/T'}], default: {}}", ["/default"]),
    ("3.0.3", "{allOf: [{$ref: '#/components/schemas/T'}], required: [t, u]}", ["/required"]),
    ("3.0.3", "{allOf: [{$ref: '#/components/schemas/T'}], required: [t]}", []),
    ("3.0.3", "{$ref: '#/components/schemas/T', summary: s}", []),
    ("3.0.3", "{discriminator: {}}", ["/discriminator"]), ("3.0.3", "{xml: {nme: n}}", ["/xml/nme"]),
    ("3.0.3", "{additionalProperties: 1}", ["/additionalProperties"]), ("3.0.3", "{additionalProperties: true}", []),
    ("3.0.3", "{properties: {a: true}}", ["/properties/a"]), ("3.1.0", "{properties: {a: true}}", []),
  ])
  func `schemas`(version: String, schema: String, expected: [String]) throws {
    let components = "components: {schemas: {S: \(schema), T: {required: [t], properties: {t: {}}}}}"
    let found = Set(try places(document(version, Self.responses, components)))
    #expect(found == Set(expected.map { "/components/schemas/S\($0)" }))
  }

  @Test(arguments: [
    ("3.0.3", "components: {responses: {a b: {description: d}}}", "/components/responses/a b"),
    ("3.0.3", "components: {responses: {R: {$ref: '#/nowhere'}}}", "/components/responses/R"),
    (
      "3.1.0", "components: {responses: {R: {$ref: '#/components/responses/S', headers: {}}, S: {description: d}}}",
      "/components/responses/R/headers"
    ),
    ("3.0.3", "components: {securitySchemes: {s: {type: apiKey, name: n}}}", "/components/securitySchemes/s"),
    (
      "3.0.3", "components: {securitySchemes: {s: {type: http, scheme: basic, flows: {}}}}",
      "/components/securitySchemes/s/flows"
    ),
    (
      "3.0.3", "components: {securitySchemes: {s: {type: oauth2, flows: {implicit: {scopes: {}}}}}}",
      "/components/securitySchemes/s/flows/implicit"
    ),
    ("3.0.3", "components: {links: {l: {operationId: a, operationRef: b}}}", "/components/links/l"),
    ("3.0.3", "components: {callbacks: {c: {'{$url}': {post: {}}}}}", "/components/callbacks/c/{$url}/post"),
    ("3.0.3", "servers: [{}]", "/servers/0"), ("3.0.3", "externalDocs: {}", "/externalDocs"),
    ("3.0.3", "tags: [{name: t}, {name: t, description: d}]", "/tags/1"), ("3.0.3", "webhooks: {}", "/webhooks"),
    ("3.1.0", "webhooks: {w: {post: {tags: 1}}}", "/webhooks/w/post/tags"), ("2.0", "host: 'https://a'", "/host"),
    ("2.0", "securityDefinitions: {s: {type: oauth2, flow: implicit, scopes: {}}}", "/securityDefinitions/s"),
    ("2.0", "definitions: {D: {oneOf: []}}", "/definitions/D/oneOf"),
    ("3.2.0", "tags: [{name: a, parent: b}, {name: b, parent: a}]", "/tags"),
  ])
  func `the rest of a document`(version: String, rest: String, expected: String) throws {
    #expect(try places(document(version, Self.responses, rest)) == [expected])
  }

  @Test func `parameters of paths, and what is declared twice`() throws {
    let paths = """
      openapi: 3.0.3
      info: {title: T, version: '1'}
      paths:
        /a/{b}:
          parameters: [{name: c, in: path, required: true, schema: {}}]
          get: {operationId: x, responses: {default: {description: d}}}
        /d:
          get:
            operationId: x
            responses: {default: {description: d}}
            parameters: [{name: q, in: query, schema: {}}, {name: q, in: query, schema: {type: string}}]
        e: {}
      """
    #expect(
      try places(paths).sorted() == [
        "/paths/e", "/paths/~1a~1{b}/get", "/paths/~1a~1{b}/get", "/paths/~1d/get", "/paths/~1d/get/parameters/1",
      ]
    )
  }

  @Test func `null is noted where only an extension allows it`() throws {
    let schema = "definitions: {S: {type: array, x-nullable: true, default: null}}"
    let found = StructureCheck.diagnostics(of: try APIDocument(reading: document("2.0", Self.responses, schema)))
    #expect(found.map(\.location.description) == ["/definitions/S/default"])
    #expect(found.map(\.severity) == [.note])
  }

  @Test func `what is told has a bound`() throws {
    let fields = (0..<20_000).map { "f\($0): 1" }.joined(separator: ", ")
    #expect(try places(document("3.0.3", "\(Self.responses), \(fields)")).count == 10_001)
  }
}
