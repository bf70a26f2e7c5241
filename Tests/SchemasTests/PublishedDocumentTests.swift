import JSON
import OpenAPI
import Schemas
import TestSupport
import Testing

/// The overlay makes the same tools of our own document and of the complete published one.
@Suite(.enabled(if: Oracles.areEnabled, "needs ../shared/specs"))
struct PublishedDocumentTests {
  static let ids = ["listMyAPIKeys", "createMyAPIKey", "revokeMyAPIKey", "listMyAPIKeyAudit"]

  let own: APIDocument
  let published: APIDocument

  init() throws {
    let overlay = try Overlay(reading: Schemas.overlay.text)
    own = try APIDocument(reading: Schemas.openAPI.text, overlays: [overlay])
    published = try APIDocument(reading: Oracles.bytes("specs/my-nethesis.openapi.yaml"), overlays: [overlay])
  }

  @Test(arguments: ids)
  func `both documents give the same operation`(id: String) throws {
    let ours = try #require(own.operation(id: id))
    let theirs = try #require(published.operation(id: id))
    #expect(ours.method == theirs.method)
    #expect(ours.path == theirs.path)
    #expect(ours.mcp == theirs.mcp)
    #expect(ours.parameters == theirs.parameters)
    #expect(ours.requestBody?.isRequired == theirs.requestBody?.isRequired)
    #expect(
      ours.security.map { $0.schemes.map(\.scheme.kind) } == theirs.security.map { $0.schemes.map(\.scheme.kind) }
    )
    #expect(ours.responses.map(\.status) == theirs.responses.map(\.status))
  }

  /// As text, not as values: the tools made of the schemas are compared byte by byte.
  @Test(arguments: ids)
  func `both documents give the same schemas`(id: String) throws {
    let ours = try #require(own.operation(id: id))
    let theirs = try #require(published.operation(id: id))
    #expect(text(ours.requestBody?.json?.schema, in: own) == text(theirs.requestBody?.json?.schema, in: published))
    #expect(text(ours.successes[0].json?.schema, in: own) == text(theirs.successes[0].json?.schema, in: published))
    #expect(ours.parameters.map(\.schema.description) == theirs.parameters.map(\.schema.description))
  }

  private func text(_ schema: JSONValue?, in document: APIDocument) -> String? {
    schema.map { document.dereference($0).description }
  }

  @Test func `both documents name the same server`() {
    #expect(own.servers == published.servers)
  }

  /// The overlay adds, it does not choose.
  @Test func `the published document keeps its other operations`() {
    #expect(published.operations.count == 186)
    #expect(published.operations.filter { !$0.mcp.isEnabled }.isEmpty)
    #expect(published.diagnostics == [])
    #expect(published.operations.filter { !$0.servers.isEmpty }.count == 7)
  }
}
