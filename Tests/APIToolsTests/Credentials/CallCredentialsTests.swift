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

/// Counts what a call does, since each of these once cost more than all the rest of it.
struct CallCredentialsTests {
  private final class CountingCredentials: CredentialSource {
    private let secret = KnownSecret("session-token-of-mario")
    private let counts = Mutex((asked: 0, rejected: 0))

    var asked: Int { counts.withLock { $0.asked } }
    var rejected: Int { counts.withLock { $0.rejected } }

    func credential(for scheme: SecurityScheme) -> Credential? {
      counts.withLock { $0.asked += 1 }
      return .bearer(secret)
    }

    func rejected(_ credential: Credential) {
      if credential.isSame(as: .bearer(secret)) { counts.withLock { $0.rejected += 1 } }
    }
  }

  /// Approves what it is asked at once.
  private struct Approver: CarriedApproval {
    let operations = ServedOperations()

    func answer(_ request: ApprovalRequest, _ context: RequestContext) async -> ApprovalAnswer {
      if case .refused(let words) = await operations.prepare(request) { return .refused(words) }
      return .finished(await operations.perform(request, with: ["password": "S3cr3t-Passw0rd!"]).result)
    }
  }

  private static let arguments: JSONObject = ["name": "CRM", "mode": "read", "expires_in_days": 90]
  private static let complete = JSONObject(arguments.members + [("password", "S3cr3t-Passw0rd!")])
  private static let created = #"{"code": 201, "data": {"id": "a", "token": "myk_a.b0123456789abcdef"}}"#
  private static let list = #"{"code": 200, "data": {"api_keys": []}}"#

  private func bench(
    _ source: CountingCredentials,
    _ backend: StubBackend,
    _ options: APITools.Options = APITools.Options()
  ) throws -> Bench {
    let overlays = [try Overlay(reading: Schemas.overlay.text)]
    let document = try APIDocument(reading: Schemas.openAPI.text, overlays: overlays)
    let base = try BaseURL("https://api.example/base")
    let tools = APITools(document, base: base, backend: backend, credentials: source, options: options)
    (options.approval as? any CarriedApproval)?.operations.serve(tools)
    return Bench(tools: tools, backend: backend)
  }

  @Test func `a call resolves its credential once, and has its response searched once`() async throws {
    let source = CountingCredentials()
    let bench = try bench(source, StubBackend(201, body: Self.created))
    let entry = try #require(bench.tools.entries.first { $0.name == "create_api_key" })
    let result = await bench.call("create_api_key", Self.complete)
    #expect(result["structuredContent"]?["data"]?["token"] == "myk_a.b0123456789abcdef", "\(result)")
    #expect(source.asked == 1)
    #expect(entry.searchCount == 1)
    _ = await bench.call("create_api_key", Self.complete)
    #expect(source.asked == 2)
    #expect(entry.searchCount == 2)
  }

  @Test func `a call whose outcome is looked for resolves its credential once`() async throws {
    let source = CountingCredentials()
    let backend = StubBackend(200, body: Self.list)
    backend.fail(.post, BackendError(.interrupted, wasSent: true, sentence: "The connection was lost."))
    let bench = try bench(source, backend)
    _ = await bench.failure("create_api_key", Self.complete)
    #expect(backend.asked.map(\.request.method) == [.post, .get])
    #expect(source.asked == 1)
  }

  /// Minutes may pass between the two, in which sessions are renewed.
  @Test func `an approved call resolves its credential when a person is asked and when it is sent`() async throws {
    let source = CountingCredentials()
    let backend = StubBackend(200, body: Self.list)
    backend.answer(.post, 201, Self.created)
    var options = APITools.Options()
    options.approval = Approver()
    options.secrets = .auto
    let bench = try bench(source, backend, options)
    let entry = try #require(bench.tools.entries.first { $0.name == "create_api_key" })
    let result = await bench.call("create_api_key", Self.arguments)
    #expect(result["structuredContent"]?["data"]?["token"] == "(shown to the user on the page)", "\(result)")
    #expect(backend.asked.map(\.request.method) == [.get, .get, .post])
    #expect(source.asked == 2)
    #expect(entry.searchCount == 1)
  }

  @Test func `a source hears of each credential that the backend refuses, and nothing is sent again`() async throws {
    let source = CountingCredentials()
    let bench = try bench(source, StubBackend(401, body: #"{"code": 401, "message": "invalid token"}"#))
    #expect(await bench.failure("list_api_keys") != nil)
    #expect(source.rejected == 1)
    #expect(bench.backend.asked.count == 1)
  }
}
