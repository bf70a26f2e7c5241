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

/// Responses of 401, after which a credential may be renewed.
struct CredentialRenewalTests {
  /// A source whose credential is replaced by the next one when it is refused.
  private final class RenewedCredentials: CredentialSource {
    typealias Session = Result<KnownSecret, CredentialError>

    private let state: Mutex<(current: Session, next: [Session])>

    init(_ next: Session...) { state = Mutex((.success(KnownSecret("first-session")), next)) }

    func credential(for scheme: SecurityScheme) throws(CredentialError) -> Credential? {
      .bearer(try state.withLock { $0.current }.get())
    }

    func rejected(_ credential: Credential) {
      state.withLock { state in
        guard let current = try? state.current.get(), credential == .bearer(current) else { return }
        if !state.next.isEmpty { state.current = state.next.removeFirst() }
      }
    }
  }

  private static let complete: JSONObject = [
    "name": "CRM", "mode": "read", "expires_in_days": 90, "password": "S3cr3t-Passw0rd!",
  ]
  private static let second = RenewedCredentials.Session.success(KnownSecret("second-session"))
  private static let third = RenewedCredentials.Session.success(KnownSecret("third-session"))
  private static let refusal = #"{"code": 401, "message": "token has been revoked"}"#
  private static let list = #"{"code": 200, "message": "first-session second-session", "data": {"api_keys": []}}"#

  private func bench(
    _ source: RenewedCredentials,
    _ backend: StubBackend,
    _ options: APITools.Options = APITools.Options()
  ) throws -> Bench {
    let document = try APIDocument(
      reading: Schemas.openAPI.text,
      overlays: [try Overlay(reading: Schemas.overlay.text)]
    )
    let base = try BaseURL("https://api.example/base")
    let tools = APITools(document, base: base, backend: backend, credentials: source, options: options)
    return Bench(tools: tools, backend: backend)
  }

  private func tokens(_ backend: StubBackend) -> [String?] {
    backend.asked.map { $0.request.headerFields[.authorization] }
  }

  @Test func `a request that only reads is sent once more, with the renewed credential`() async throws {
    let backend = StubBackend()
    backend.answer(.get, 401, Self.refusal)
    backend.answer(.get, 200, Self.list)
    let audit = StubAudit()
    var options = APITools.Options()
    options.audit = audit
    let result = try await bench(RenewedCredentials(Self.second), backend, options).call("list_api_keys")
    #expect(result["isError"] != true, "\(result)")
    #expect(tokens(backend) == ["Bearer first-session", "Bearer second-session"])
    #expect(backend.asked.map(\.url) == Array(repeating: "https://api.example/base/me/api-keys", count: 2))
    // Each request is recorded, and both credentials are secrets of the call.
    let request = ["sent GET /me/api-keys", "answered GET /me/api-keys"]
    #expect(audit.lines == ["asked"] + request + request)
    let text = String(decoding: result.json, as: UTF8.self)
    #expect(!text.contains("first-session") && !text.contains("second-session"), "\(text)")
  }

  @Test func `a renewed credential that is refused, too, ends the call`() async throws {
    let backend = StubBackend(401, body: Self.refusal)
    let failure = try await bench(RenewedCredentials(Self.second, Self.third), backend).failure("list_api_keys")
    #expect(failure?.contains("HTTP 401") == true)
    #expect(tokens(backend) == ["Bearer first-session", "Bearer second-session"])
  }

  @Test func `a credential that is not renewed is not sent again`() async throws {
    let backend = StubBackend(401, body: Self.refusal)
    #expect(try await bench(RenewedCredentials(), backend).failure("list_api_keys") != nil)
    #expect(tokens(backend) == ["Bearer first-session"])
  }

  @Test func `a request that changes something is not sent again, and the result says to call again`() async throws {
    let backend = StubBackend(401, body: Self.refusal)
    let failure = try await bench(RenewedCredentials(Self.second), backend).failure("create_api_key", Self.complete)
    #expect(failure?.contains("has been renewed since: call again.") == true, "\(failure ?? "")")
    #expect(tokens(backend) == ["Bearer first-session"])
  }

  @Test func `a session that cannot be renewed is said to have ended`() async throws {
    let backend = StubBackend(401, body: Self.refusal)
    let ended = CredentialError("The session has ended: sign in again.")
    for (tool, arguments) in [("list_api_keys", [:]), ("create_api_key", Self.complete)] as [(String, JSONObject)] {
      let failure = try await bench(RenewedCredentials(.failure(ended)), backend).failure(tool, arguments)
      #expect(failure?.contains("HTTP 401") == true && failure?.contains(ended.sentence) == true, "\(failure ?? "")")
    }
    #expect(backend.asked.count == 2)
  }

  @Test func `a credential in the query is replaced, not added`() async throws {
    final class Keys: CredentialSource {
      let isRenewed = Mutex(false)
      func credential(for scheme: SecurityScheme) -> Credential? {
        .key(KnownSecret(isRenewed.withLock { $0 } ? "new-key" : "old-key"))
      }
      func rejected(_ credential: Credential) { isRenewed.withLock { $0 = true } }
    }
    let backend = StubBackend()
    backend.answer(.get, 401, "{}")
    backend.answer(.get, 200, "{}")
    let document = try APIDocument(
      reading: """
        {"openapi": "3.1.1", "info": {"title": "T", "version": "1"}, "security": [{"key": []}],
         "components": {"securitySchemes": {"key": {"type": "apiKey", "in": "query", "name": "k"}}},
         "paths": {"/things": {"get": {"operationId": "listThings", "responses": {}}}}}
        """,
      overlays: []
    )
    let tools = APITools(document, base: try BaseURL("https://api.example"), backend: backend, credentials: Keys())
    _ = await Bench(tools: tools, backend: backend).call()
    #expect(backend.asked.map(\.request.path) == ["/things?k=old-key", "/things?k=new-key"])
  }
}
