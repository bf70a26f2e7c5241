@testable import APITools
@testable import Calls
import HTTPTypes
import JSON
import MCP
import OpenAPI
@testable import Operations
@testable import Redaction
import Schemas
import Synchronization
import Testing

/// Credentials that a program holds beside those that a request presents.
struct HeldSecretsTests {
  /// A source that gets further tokens each time it is asked what it holds.
  private final class Renewing: CredentialSource {
    private let looks = Mutex(0)
    private let secret = KnownSecret("session-token-of-mario")

    func credential(for scheme: SecurityScheme) -> Credential? { .bearer(secret) }

    var held: HeldSecrets {
      let look = looks.withLock { looks in
        looks += 1
        return looks
      }
      return HeldSecrets((1...look).map { KnownSecret("refresh-token-number-\($0)") } + [secret], version: look)
    }
  }

  private func bench(_ body: String, _ source: any CredentialSource, _ text: String? = nil) throws -> Bench {
    let overlays = text == nil ? [try Overlay(reading: Schemas.overlay.text)] : []
    let document = try APIDocument(reading: text ?? Schemas.openAPI.text, overlays: overlays)
    let backend = StubBackend(200, body: body)
    let tools = APITools(
      document,
      base: try BaseURL("https://api.example/base"),
      backend: backend,
      credentials: source
    )
    return Bench(tools: tools, backend: backend)
  }

  @Test func `tokens that come in while a call is under way are kept out of its result`() async throws {
    let text = "refresh-token-number-1 refresh-token-number-2 session-token-of-mario"
    let key = #"{"id": "1", "name": "\#(text)", "key_public": "5f0e", "mode": "read"}"#
    let bench = try bench(#"{"code": 200, "message": "ok", "data": {"api_keys": [\#(key)]}}"#, Renewing())
    let result = await bench.call("list_api_keys", [:])
    let name = result["structuredContent"]?["data"]?["api_keys"]?.array?.first?["name"]
    #expect(name == "[redacted] [redacted] [redacted]", "\(result)")
  }

  @Test func `an operation that is sent no credential shows none`() async throws {
    let text = """
      {"openapi": "3.1.1", "info": {"title": "T", "version": "1"}, "paths": {"/things": {"get": {
        "operationId": "listThings", "security": [],
        "responses": {"200": {"description": "All", "content": {"application/json": {}}}}
      }}}}
      """
    let bench = try bench(#"{"text": "refresh-token-number-1"}"#, Renewing(), text)
    let result = await bench.call("list_things", [:])
    #expect(result["structuredContent"]?["text"] == "[redacted]", "\(result)")
    #expect(bench.backend.asked.first?.request.headerFields[.authorization] == nil)
  }
}
