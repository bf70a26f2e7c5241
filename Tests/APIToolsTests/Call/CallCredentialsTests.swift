import APITools
import HTTPTypes
import JSON
import MCP
import OpenAPI
import Schemas
import Synchronization
import Testing

struct CallCredentialsTests {
  /// Counts how often it is asked.
  private final class CountingCredentials: CredentialSource {
    private let secret = KnownSecret("session-token-of-mario")
    private let count = Mutex(0)

    var asked: Int { count.withLock { $0 } }

    func credential(for scheme: SecurityScheme) -> Credential? {
      count.withLock { $0 += 1 }
      return .bearer(secret)
    }
  }

  private func bench(_ source: CountingCredentials, _ backend: StubBackend) throws -> Bench {
    let overlays = [try Overlay(reading: Schemas.overlay.text)]
    let document = try APIDocument(reading: Schemas.openAPI.text, overlays: overlays)
    let base = try BaseURL("https://api.example/base")
    return Bench(tools: APITools(document, base: base, backend: backend, credentials: source), backend: backend)
  }

  @Test func `a call asks for its credential once`() async throws {
    let source = CountingCredentials()
    let backend = StubBackend(201, body: #"{"code": 201, "data": {"id": "a", "token": "myk_a.b"}}"#)
    let bench = try bench(source, backend)
    let arguments: JSONObject = ["name": "CRM", "mode": "read", "expires_in_days": 90, "password": "S3cr3t-Passw0rd!"]
    let result = await bench.call("create_api_key", arguments)
    #expect(result["isError"] != true, "\(result)")
    #expect(source.asked == 1)
    _ = await bench.call("list_api_keys")
    #expect(source.asked == 2)
  }

  @Test func `a call whose outcome is looked for asks for its credential once`() async throws {
    let source = CountingCredentials()
    let backend = StubBackend(200, body: #"{"code": 200, "data": {"api_keys": []}}"#)
    backend.fail(.post, BackendError(.interrupted, wasSent: true, sentence: "The connection was lost."))
    let bench = try bench(source, backend)
    let arguments: JSONObject = ["name": "CRM", "mode": "read", "expires_in_days": 90, "password": "S3cr3t-Passw0rd!"]
    _ = await bench.failure("create_api_key", arguments)
    #expect(backend.asked.map(\.request.method) == [.post, .get])
    #expect(source.asked == 1)
  }
}
