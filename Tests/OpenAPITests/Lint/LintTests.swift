import JSON
import OpenAPI
import TestSupport
import Testing

/// What is probably wrong with documents that can be served.
struct LintTests {
  private func lint(_ paths: String, _ rest: String = "", version: String = "openapi: 3.0.3") throws -> [Diagnostic] {
    let document = try APIDocument(reading: "\(version)\npaths: \(paths)\n\(rest)")
    return Lint.diagnostics(of: document)
  }

  @Test func `an operation without an id is noted, unless an overlay names its tool`() throws {
    let found = try lint("{/a: {get: {}, put: {operationId: x}, post: {x-mcp: {name: y}}}}")
    #expect(found.map(\.location.description) == ["/paths/~1a/get"])
    #expect(found.map(\.severity) == [.note])
  }

  @Test func `an id that is taken is told once`() throws {
    let found = try lint("{/a: {get: {operationId: x}, put: {operationId: x}}}")
    #expect(found == [])
  }

  @Test func `a tag that is not declared is said once`() throws {
    let paths = "{/a: {get: {operationId: x, tags: [t, u]}, put: {operationId: y, tags: [u]}}}"
    let found = try lint(paths, "tags: [{name: t}]")
    #expect(found.map(\.location.description) == ["/paths/~1a/get"])
    #expect(found.first?.message.contains("\"u\"") == true)
    #expect(found.map(\.severity) == [.note])
    #expect(try lint(paths) == [])
  }

  @Test(arguments: [
    ("openapi: 3.0.3", "{type: http, scheme: basic}", 1), ("openapi: 3.0.3", "{type: apiKey, in: header, name: K}", 1),
    ("openapi: 3.0.3", "{type: oauth2, flows: {}}", 0), ("openapi: 3.1.0", "{type: http, scheme: basic}", 0),
  ])
  func `a scope of a scheme without scopes is said`(version: String, scheme: String, count: Int) throws {
    let found = try lint(
      "{/a: {get: {operationId: x, security: [{s: [r]}]}, put: {operationId: y, security: [{s: []}]}}}",
      "components: {securitySchemes: {s: \(scheme)}}",
      version: version
    )
    #expect(found.count == count)
  }

  @Test(arguments: [
    ("{/a/{b}/download: {get: {operationId: x}, delete: {operationId: y}}, /a/{b}: {get: {operationId: z}}}", 1),
    ("{/a/{b}/download: {get: {operationId: x}, delete: {operationId: y}}, /a/{b}: {delete: {operationId: z}}}", 0),
    ("{/a/{b}/download: {delete: {operationId: y}}}", 0),
    ("{/a/{b}/parts: {get: {operationId: x}, delete: {operationId: y}}}", 0),
  ])
  func `what is removed under a download is said`(paths: String, count: Int) throws {
    let paths = paths.replacing("{b}", with: "b")
    #expect(try lint(paths).count == count)
  }

  @Test func `paths that differ in the names of variables only are said`() throws {
    let found = try lint(
      "{'/a/{x}': {get: {operationId: a, parameters: [{name: x, in: path}]}}, "
        + "'/a/{y}': {get: {operationId: b}, put: {operationId: c}}}"
    )
    #expect(found.map(\.location.description) == ["/paths/~1a~1{y}/get"])
  }

  @Test func `a component that nothing refers to is noted`() throws {
    let found = try lint(
      "{/a: {get: {operationId: x, security: [{s: []}], parameters: [{$ref: '#/components/parameters/P'}]}}}",
      """
      components:
        parameters: {P: {name: q, in: query, schema: {$ref: '#/components/schemas/A'}}, Q: {name: q, in: query}}
        schemas: {A: {discriminator: {propertyName: k, mapping: {c: C}}}, B: {properties: {b: {$ref: '#/components/schemas/B'}}}, C: {}}
        securitySchemes: {s: {type: http, scheme: basic}, t: {type: http, scheme: basic}}
      """
    )
    #expect(
      found.map(\.location.description) == [
        "/components/parameters/Q", "/components/schemas/B", "/components/securitySchemes/t",
      ]
    )
  }

  @Test func `a place in Swagger 2.0 is that of the written document`() throws {
    let found = try lint("{}", "definitions: {S: {}}", version: "swagger: '2.0'")
    #expect(found.map(\.location.description) == ["/definitions/S"])
  }

  /// What is known to be wrong with it.
  @Test(.enabled(if: Oracles.areEnabled, "needs ../shared/specs"))
  func `the published document has its defects`() throws {
    let text = try Oracles.bytes("specs/my-nethesis.openapi.yaml")
    let found = Lint.diagnostics(of: try APIDocument(reading: text)).filter { $0.severity >= .warning }
    #expect(found.filter { $0.message.contains("scope") }.count == 7)
    let moved = try #require(found.first { $0.message.contains("DELETE /systems/{id}/backups/{backup_id}/download") })
    #expect(moved.message.contains("meant to stand at /systems/{id}/backups/{backup_id}:"))
    #expect(found.count == 8)
    let line = try #require(SourceMap(text).position(of: moved.location)?.line)
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[line - 1] == "    delete:")
  }
}
