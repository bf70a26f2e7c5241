import APITools
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

/// Credentials that depend on the caller: each call, and each approval carried out later, uses those of its own.
struct CallerSourceTests {
  /// A token for each caller, and none for anybody.
  private final class Sessions: CredentialSource {
    let rejected = Mutex<[String]>([])

    struct Own: CredentialSource {
      let caller: Principal
      let all: Sessions

      func credential(for scheme: SecurityScheme) -> Credential? {
        caller == .anybody ? nil : .bearer(KnownSecret("session-of-\(caller.subject ?? caller.key)"))
      }

      func rejected(_ credential: Credential) { all.rejected.withLock { $0.append(credential.secret.text) } }

      func place(for scheme: SecurityScheme) -> String? { "session of \(caller.key)" }
    }

    func source(for caller: Principal) -> any CredentialSource { Own(caller: caller, all: self) }

    func credential(for scheme: SecurityScheme) -> Credential? { nil }
  }

  private static let arguments: JSONObject = ["name": "Nightly", "mode": "read"]
  private static let names = ["alice", "bob", "al/ice", "é", "e\u{301}"]

  private func caller(_ name: String) throws -> Principal {
    try #require(Principal(issuer: "https://i", kind: .person, subject: name, clientID: "c", scopes: ["s"], expiry: 9))
  }

  private func bench(
    _ source: Sessions,
    _ drawer: StoredApprovalTests.Drawer = StoredApprovalTests.Drawer(),
    status: Int = 201
  ) throws -> Bench {
    let document = try APIDocument(
      reading: Schemas.openAPI.text,
      overlays: [try Overlay(reading: Schemas.overlay.text)]
    )
    let backend = StubBackend(status, body: #"{"data":{"id":"9","name":"Nightly","token":"myk_0123456789.abcdef"}}"#)
    backend.answer(.get, status == 201 ? 200 : status, #"{"data":{"api_keys":[]}}"#)
    var options = APITools.Options()
    options.secrets = .auto
    options.approval = drawer
    options.now = { 1_795_597_200 }
    let base = try BaseURL("https://api.example/base")
    let tools = APITools(document, base: base, backend: backend, credentials: source, options: options)
    drawer.operations.serve(tools)
    return Bench(tools: tools, backend: backend)
  }

  private func presented(_ bench: Bench) -> [String?] {
    bench.backend.asked.map { $0.request.headerFields[.authorization] }
  }

  @Test(arguments: names) func `a call presents the credential of its caller`(name: String) async throws {
    var bench = try bench(Sessions())
    bench.principal = try caller(name)
    #expect(await bench.failure("list_api_keys") == nil)
    #expect(presented(bench) == ["Bearer session-of-\(name)"])
  }

  @Test func `nobody in particular has the credential of no caller`() async throws {
    let bench = try bench(Sessions())
    #expect(await bench.failure("list_api_keys")?.hasPrefix("Nothing was sent") == true)
    #expect(bench.backend.asked.isEmpty)
  }

  @Test func `what the backend refuses is reported to the caller's own source`() async throws {
    let sessions = Sessions()
    var bench = try bench(sessions, status: 401)
    bench.principal = try caller("bob")
    #expect(await bench.failure("list_api_keys") != nil)
    #expect(sessions.rejected.withLock { $0 } == ["session-of-bob"])
  }

  @Test(arguments: names)
  func `an approval that another process carries out uses the session of who called`(name: String) async throws {
    let (here, there) = (StoredApprovalTests.Drawer(), StoredApprovalTests.Drawer())
    var first = try bench(Sessions(), here)
    first.principal = try caller(name)
    _ = await first.call("create_api_key", Self.arguments)
    #expect(presented(first) == ["Bearer session-of-\(name)"])
    let second = try bench(Sessions(), there)
    let request = try here.reread()
    #expect(request.call.principal == (try caller(name)).withoutGrant)
    let done = await there.operations.perform(request, with: ["password": "S3cr3t-Passw0rd!"])
    #expect(done.ending == .done)
    let revocation = try #require(done.revocation)
    _ = await there.operations.revoke(revocation, of: request)
    #expect(presented(second).count == 3)
    #expect(Set(presented(second)) == ["Bearer session-of-\(name)"])
  }

  /// A caller that cannot be read must not become anybody, whose calls use another session.
  @Test func `an approval of a caller that cannot be read is not carried out`() async throws {
    let drawer = StoredApprovalTests.Drawer()
    var bench = try bench(Sessions(), drawer)
    bench.principal = try caller("alice")
    _ = await bench.call("create_api_key", Self.arguments)
    let request = try #require(drawer.kept.withLock { $0 })
    var call = try #require(request.call.json.object)
    call["principal"] = ["issuer": "https://i", "kind": "person"]
    #expect(StoredCall(.object(call), confidential: nil) == nil)
  }
}
