import JSON
import TestSupport
import Testing

@testable import OpenAPI

/// What is said under `x-mcp` in other forms and places, and what other programs' extensions say.
struct ExtensionTests {
  private func operation(_ members: String, _ rest: String = "") throws -> (OpenAPI.Operation, [Diagnostic]) {
    let document = try SampleDocument.read("{operationId: o\(members.isEmpty ? "" : ", \(members)")}", rest)
    return (try #require(document.operations.first), document.diagnostics)
  }

  @Test(arguments: [("true", true), ("false", false), ("{enabled: false}", false), ("{}", true)])
  func `x-mcp of an operation may be whether there is a tool`(said: String, isEnabled: Bool) throws {
    let (operation, diagnostics) = try operation("x-mcp: \(said)")
    #expect(operation.mcp.isEnabled == isEnabled)
    #expect(diagnostics.isEmpty)
  }

  @Test(arguments: ["'false'", "'No'", "'off'"])
  func `a text that probably means no leaves the operation out, and is said`(said: String) throws {
    let document = try SampleDocument.read("{operationId: o, x-mcp: \(said)}")
    #expect(document.operations.isEmpty)
    #expect(document.diagnostics.map(\.severity) == [.error])
  }

  @Test(arguments: ["x-mpc", "x-MCP", "X-mcp", "x_mcp", "'x-mcp '"])
  func `an extension that is probably x-mcp leaves the operation out, and is reported`(name: String) throws {
    let document = try SampleDocument.read("{operationId: o, \(name): {enabled: false}}")
    #expect(document.operations.isEmpty)
    #expect(document.diagnostics.map(\.severity) == [.error])
    #expect(document.diagnostics.first?.message.contains("is probably x-mcp, misspelled") == true)
  }

  @Test(arguments: ["x-mcp-server", "x-mint", "x-mvc", "x-mcb"])
  func `the extension of another program leaves no operation out`(name: String) throws {
    #expect(try SampleDocument.read("{operationId: o, \(name): {enabled: false}}").operations.count == 1)
  }

  @Test func `false at a path does not leave its operations served`() throws {
    let document = try APIDocument(reading: "openapi: 3.1.0\npaths: {/a: {x-mcp: false, get: {operationId: a}}}")
    #expect(document.operations.isEmpty)
    #expect(document.diagnostics.map(\.severity) == [.error])
  }

  @Test(arguments: [
    ("x-speakeasy-mcp: {disabled: true, name: n}", false), ("x-speakeasy-mcp: {disabled: false}", true),
    ("x-mint: {mcp: {enabled: false}}", false), ("x-mint: {mcp: {enabled: true}}", true),
    ("x-mint: {mcp: {enabled: true}}, x-speakeasy-mcp: {disabled: true}", false),
    ("x-speakeasy-mcp: {disabled: true}, x-mcp: {enabled: true}", true),
    ("x-speakeasy-mcp: {disabled: true}, x-mcp: true", true), ("x-mint: {mcp: {enabled: true}}, x-mcp: false", false),
    ("x-speakeasy-mcp: {disabled: true}, x-mcp: {title: T}", false), ("x-speakeasy-mcp: true", true),
    ("x-mint: []", true),
  ])
  func `what others say of tools is read below x-mcp`(members: String, isEnabled: Bool) throws {
    let (operation, diagnostics) = try operation(members)
    #expect(operation.mcp.isEnabled == isEnabled)
    #expect(diagnostics.isEmpty)
  }

  @Test(arguments: [
    ("x-openai-isConsequential: true", true), ("x-openai-isConsequential: false", false), ("", nil),
    ("x-openai-isConsequential: true, x-mcp: {annotations: {destructiveHint: false}}", false),
  ])
  func `a call of consequence destroys, as far as others say`(members: String, isDestructive: Bool?) throws {
    let (operation, diagnostics) = try operation(members)
    #expect(operation.isDestructive == isDestructive)
    #expect(diagnostics.isEmpty)
  }

  @Test func `an overlay goes before what others say`() throws {
    let text = "openapi: 3.1.0\npaths: {/a: {get: {operationId: a, x-speakeasy-mcp: {disabled: true}}}}"
    let overlay = """
      {"overlay": "1.0.0", "info": {"title": "o", "version": "1"},
       "actions": [{"target": "$.paths['/a'].get", "update": {"x-mcp": {"enabled": true}}}]}
      """
    let document = try APIDocument(reading: text, overlays: [try Overlay(reading: overlay)])
    #expect(document.operations.map(\.mcp.isEnabled) == [true])
    #expect(!Lint.diagnostics(of: document).contains { $0.message.contains("speakeasy") })
  }

  @Test func `lint says once which words of others were read`() throws {
    let hidden = "x-speakeasy-mcp: {disabled: true}, x-openai-isConsequential: true"
    let document = try APIDocument(
      reading: "openapi: 3.1.0\npaths: {/a: {get: {operationId: a, \(hidden)}, put: {operationId: b, \(hidden)}}}"
    )
    let notes = Lint.diagnostics(of: document).filter { $0.severity == .note }.map(\.message)
    #expect(
      notes == [
        "x-speakeasy-mcp.disabled of GET /a and 1 more is read as \"enabled\" of x-mcp, which goes before it.",
        "x-openai-isConsequential of GET /a and 1 more is read as \"destructiveHint\" of x-mcp, which goes before it.",
      ]
    )
  }

  @Test(arguments: ["true", "false", "{tools: [a]}", "text", "[1]", "{errors: true, credential: none}"])
  func `x-mcp of others at the root is no error, and what is not read is noted`(said: String) throws {
    let document = try SampleDocument.read("{operationId: o}", "x-mcp: \(said)")
    #expect(document.operations.map(\.mcp) == [OperationExtension()])
    #expect(Set(document.diagnostics.map(\.severity)) == [.note])
    #expect(!Lint.diagnostics(of: document).contains { $0.message.contains("x-mcp") })
  }

  private static let defaults =
    "x-mcp: {errors: {'404': root 404, '409': root 409, 5XX: root 5XX, default: root, timeout: root timeout}, "
    + "credential: {accepts: ['^a'], otherwise: root}}"

  @Test func `errors and credential at the root are those of every operation that says none`() throws {
    let (operation, diagnostics) = try operation("", Self.defaults)
    #expect(
      operation.mcp.errors == [
        "404": "root 404", "409": "root 409", "5XX": "root 5XX", "default": "root", "timeout": "root timeout",
      ]
    )
    #expect(operation.mcp.credential == .init(accepts: ["^a"], otherwise: "root"))
    #expect(diagnostics.isEmpty)
  }

  @Test func `what an operation says goes before them, general sentences before exact ones too`() throws {
    let own = "x-mcp: {errors: {4XX: own 4XX, timeout: own}, credential: {accepts: [b], otherwise: own}}"
    let (operation, _) = try operation(own, Self.defaults)
    #expect(operation.mcp.errors == ["4XX": "own 4XX", "5XX": "root 5XX", "default": "root", "timeout": "own"])
    #expect(operation.mcp.credential?.otherwise == "own")
    #expect(try self.operation("x-mcp: {errors: {default: own}}", Self.defaults).0.mcp.errors.count == 2)
  }

  private static let schemes =
    "components: {securitySchemes: {key: {type: apiKey, in: query, name: k}, other: {type: http, scheme: basic}}}"

  @Test(arguments: [
    ("security: [{key: []}], parameters: [{name: q, in: query, x-mcp: {credential: kye}}]", ["\"key\""]),
    ("security: [{key: []}], parameters: [{name: q, in: query, x-mcp: {credential: other}}]", ["there are key"]),
    ("parameters: [{name: q, in: query, x-mcp: {credential: key}}]", ["has none"]),
    ("security: [{key: []}], parameters: [{name: q, in: query, x-mcp: {credential: key}}]", []),
    (
      "security: [{key: []}], requestBody: {content: {application/x-www-form-urlencoded: {schema: {properties: "
        + "{f: {x-mcp: {credential: other}}, g: {x-mcp: {credential: key}}}}}}}", ["\"f\""]
    ),
    ("security: [{key: []}], parameters: [{name: q, in: query, x-mcp: {credential: false}}]", []),
    (
      "security: [{key: []}], requestBody: {content: {application/x-www-form-urlencoded: {schema: {properties: "
        + "{f: {x-mcp: {credential: kex}}}}}}}", ["did you mean \"key\"?"]
    ),
    ("x-mcp: {credential: key}", ["accepts"]),
  ])
  func `a credential that no scheme is called is an error of lint`(members: String, words: [String]) throws {
    let document = try SampleDocument.read("{operationId: o, \(members)}", Self.schemes)
    let found = (document.diagnostics + Lint.diagnostics(of: document)).filter { $0.severity == .error }
    #expect(document.operations.count == 1)
    #expect(found.count == words.count)
    for (diagnostic, word) in zip(found, words) { #expect(diagnostic.message.contains(word)) }
  }
}
