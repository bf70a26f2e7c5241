import APITools
@testable import Calls
import HTTPTypes
import JSON
import MCP
import Synchronization
import Testing

/// An approval as data: written down by one process, and carried out by another that serves the same document.
struct StoredApprovalTests {
  private static let arguments: JSONObject = ["name": "Nightly", "mode": "read"]
  private static let password = "S3cr3t-Passw0rd!"
  private static let session = "session-token-of-luigi"
  private static let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
  /// It is 2026-11-25T09:00:00Z.
  private static let now = 1_795_597_200

  /// Keeps what it is asked, and lets the call wait.
  final class Drawer: CarriedApproval {
    let operations = ServedOperations()
    let kept = Mutex<ApprovalRequest?>(nil)

    func answer(_ request: ApprovalRequest, _ context: RequestContext) async -> ApprovalAnswer {
      switch await operations.prepare(request) {
      case .ask(let notice, _): kept.withLock { $0 = request.telling(notice) }
      case .signInNeeded(let signIn): return .refused(signIn.words)
      case .refused(let words): return .refused(words)
      }
      return .waiting(ApprovalLink(url: "http://127.0.0.1:1/", expiresAt: ""), .callAgain)
    }

    /// What was asked, written down and read again.
    func reread() throws -> ApprovalRequest {
      let request = try #require(kept.withLock { $0 })
      let sealed = try request.call.confidential.map { try JSONParser.parse($0.json) }
      let read = try #require(ApprovalRequest(try JSONParser.parse(request.json.json), confidential: sealed))
      #expect(read == request)
      return read
    }
  }

  private func bench(
    _ drawer: Drawer,
    _ text: String? = nil,
    base: String = "https://api.example/base",
    keys: String = "",
    audit: StubAudit? = nil,
    credentials: StubCredentials = StubCredentials()
  ) throws -> Bench {
    let backend = StubBackend(201, body: #"{"data":{"id":"9","name":"Nightly","token":"myk_0123456789.abcdef"}}"#)
    backend.answer(.get, 200, #"{"data":{"api_keys":[\#(keys)]}}"#)
    backend.answer(.delete, 200, "{}")
    var options = APITools.Options()
    options.secrets = .auto
    options.approval = drawer
    options.audit = audit
    options.now = { Self.now }
    var bench = try Bench(text, base: base, backend: backend, credentials: credentials, options: options)
    bench.callerCredential = CallerCredential(Self.session)
    return bench
  }

  private func methods(_ bench: Bench) -> [String] { bench.backend.asked.map(\.request.method.rawValue) }

  @Test func `what one process asked another carries out, for the same caller, and takes back`() async throws {
    let (here, there) = (Drawer(), Drawer())
    let (asking, carrying) = (StubAudit(), StubAudit())
    let first = try bench(here, audit: asking)
    _ = await first.call("create_api_key", Self.arguments, meta: ["traceparent": .string(Self.trace)])
    let second = try bench(there, audit: carrying)
    let request = try here.reread()
    let done = await there.operations.perform(request, with: ["password": Self.password])
    #expect(done.ending == .done)
    #expect(done.secrets.map(\.text) == ["myk_0123456789.abcdef"])
    let revocation = try #require(done.revocation)
    let read = try #require(Revocation(try JSONParser.parse(revocation.json.json), confidential: nil))
    #expect(await there.operations.revoke(read, of: request) == nil)

    #expect(methods(first) == ["GET"])
    #expect(methods(second) == ["GET", "POST", "DELETE"])
    for asked in second.backend.asked {
      #expect(asked.request.headerFields[.authorization] == "Bearer \(Self.session)")
    }
    let post = second.backend.asked[1]
    #expect(post.text.contains(Self.password) && post.text.contains("Nightly"))
    #expect(post.request.headerFields[try #require(.init("traceparent"))] == Self.trace)
    #expect(second.backend.asked[2].request.path == "/base/me/api-keys/9")
    // The other process goes on with the same entry of the record.
    let id = try #require(asking.recorded.first?.call)
    #expect(Set((asking.recorded + carrying.recorded).map(\.call)) == [id])
    #expect(carrying.recorded.map(\.kind.rawValue).contains("approved"))
    there.operations.declined(request)
    #expect(carrying.recorded.last?.line == "declined")
  }

  @Test func `who was told of an item is not told again elsewhere, and is told of another one`() async throws {
    func key(_ id: String) -> String {
      #"{"id":"\#(id)","name":"Nightly","created_at":"2026-11-25T08:59:00Z","revoked_at":null}"#
    }
    let (here, same, more) = (Drawer(), Drawer(), Drawer())
    _ = await (try bench(here, keys: key("1"))).call("create_api_key", Self.arguments)
    let request = try here.reread()
    #expect(request.told.count == 1)
    _ = try bench(same, keys: key("1"))
    #expect(await same.operations.perform(request, with: ["password": Self.password]).ending == .done)
    _ = try bench(more, keys: "\(key("1")),\(key("2"))")
    let ending = await more.operations.perform(request, with: ["password": Self.password]).ending
    guard case .asked(again: let notice) = ending else {
      Issue.record("the person was not told of it: \(ending)")
      return
    }
    #expect(notice.words.contains("id 2"))
    #expect(notice.items.count == 2)
  }

  /// Two passwords, one of which a model may have given already.
  private static let document = #"""
    {"openapi": "3.1.1", "info": {"title": "T", "version": "1"}, "paths": {"/keys": {"post": {"operationId": "make",
      "security": [{"S": []}], "requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "object",
        "required": ["password"], "properties": {"name": {"type": "string"},
          "password": {"type": "string", "format": "password"}, "old_password": {"type": "string", "format": "password"}}
      }}}}}}}, "components": {"securitySchemes": {"S": {"type": "http", "scheme": "bearer"}}}}
    """#

  @Test(
    arguments: [
      (["name": "n"], "arguments"), (["name": "n", "old_password": "hunter-2-and-3"], nil),
      (["name": "it is session-token-of-luigi"], nil),
    ] as [(JSONObject, String?)]
  )
  func `a secret is in nothing that is written down, but in what is sealed`(
    arguments: JSONObject,
    open: String?
  ) async throws {
    let drawer = Drawer()
    let bench = try bench(drawer, Self.document)
    _ = await bench.call("make", arguments)
    let request = try drawer.reread()
    let written = request.json.description
    #expect(!written.contains(Self.session) && !written.contains("hunter-2-and-3"))
    #expect((request.json["call"]?["arguments"] != nil) == (open != nil))
    #expect(request.call.confidential?["credential"] == .string(Self.session))
    let done = await drawer.operations.perform(request, with: ["password": Self.password])
    #expect(done.ending == .done)
    let post = try #require(bench.backend.asked.last)
    #expect(post.text.contains(Self.password))
    for value in arguments.members.compactMap(\.value.string) { #expect(post.text.contains(value)) }
    #expect(!request.json.description.contains(Self.password))
  }

  @Test func `a credential of the server is not part of what is written down`() async throws {
    let drawer = Drawer()
    var bench = try bench(drawer)
    bench.callerCredential = nil
    _ = await bench.call("create_api_key", Self.arguments)
    let request = try drawer.reread()
    #expect(request.call.confidential == nil)
    #expect(!request.json.description.contains("session-token-of-mario"))
    #expect(await drawer.operations.perform(request, with: ["password": Self.password]).ending == .done)
    #expect(bench.backend.asked.last?.request.headerFields[.authorization] == "Bearer session-token-of-mario")
  }

  /// What a reload can make of the tool, with the reason why nothing is sent any more.
  enum Reload: CaseIterable {
    case gone, elsewhere, anotherOperation, nothingSecret, noDocument

    var words: String {
      switch self {
      case .gone, .noDocument: "the tool make is not served any more"
      case .elsewhere, .anotherOperation, .nothingSecret: "the tool make is another one since the user was asked"
      }
    }
  }

  @Test(arguments: Reload.allCases)
  func `after a reload that took the tool away or changed it nothing is sent, and both sides hear why`(
    reload: Reload
  ) async throws {
    let audit = StubAudit()
    let (drawer, other) = (Drawer(), Drawer())
    let before = try bench(drawer, Self.document, audit: audit)
    _ = await before.call("make", ["name": "n"])
    let request = try drawer.reread()
    let text =
      switch reload {
      case .gone: Self.document.replacing(#""operationId": "make""#, with: #""operationId": "made""#)
      case .anotherOperation: Self.document.replacing("/keys", with: "/all-keys")
      case .nothingSecret:
        Self.document.replacing(#""format": "password""#, with: #""minLength": 1"#)
          .replacing("password", with: "passage")
      case .elsewhere, .noDocument: Self.document
      }
    let base = reload == .elsewhere ? "https://evil.example/base" : "https://api.example/base"
    let after = try bench(other, text, base: base, audit: audit)
    if reload == .noDocument {
      drawer.operations.serve(APITools([], options: APITools.Options()))
    } else {
      drawer.operations.serve(after.tools)
    }
    let words = "Nothing was sent, because \(reload.words)"
    #expect(await drawer.operations.hindrance(of: request)?.hasPrefix(words) == true)
    let call = await drawer.operations.perform(request, with: ["password": Self.password])
    #expect(call.ending == .failed)
    #expect(call.result.isError && call.result.content.description.contains(words))
    guard case .refused(let reason) = await drawer.operations.prepare(request) else {
      Issue.record("somebody would be asked")
      return
    }
    #expect(reason.hasPrefix(words))
    #expect(before.backend.asked.isEmpty && after.backend.asked.isEmpty)
    if reload != .noDocument { #expect(audit.lines == ["asked", "refused"]) }
    let revocation = Revocation(subject: "key", operation: "DELETE /keys/{id}", arguments: ["id": "1"])
    #expect(await drawer.operations.revoke(revocation, of: request)?.hasPrefix("Nothing was sent, because") == true)
    #expect(after.backend.asked.isEmpty)
  }

  @Test func `a call without a session needs a sign-in, and says the same where nobody signs in`() async throws {
    let drawer = Drawer()
    var bench = try bench(drawer)
    bench.callerCredential = nil
    _ = await bench.call("create_api_key", Self.arguments)
    let request = try drawer.reread()
    let without = try self.bench(drawer, credentials: StubCredentials(value: .success(nil)))
    guard case .signInNeeded(let signIn) = await drawer.operations.prepare(request) else {
      Issue.record("no sign-in is needed")
      return
    }
    #expect(signIn.schemes == ["BearerAuth"])
    #expect(without.backend.asked.isEmpty)
    var alone = without
    alone.callerCredential = nil
    #expect(await alone.failure("create_api_key", Self.arguments) == signIn.words)
    #expect(
      await alone.failure("list_api_keys")?.hasPrefix("Nothing was sent, because no token is configured.") == true
    )
    #expect(without.backend.asked.isEmpty)
  }

  @Test(arguments: [
    "{}", #"{"call":{"id":"1"}}"#,
    #"{"call":{"id":"1","tool":"t","operation":"o","backend":"b"},"fields":[],"told":[]}"#,
    #"{"call":{"id":"1","tool":"t","operation":"o","backend":"b","arguments":{}},"fields":[{"name":1}],"told":[]}"#,
    #"{"call":{"id":"1","tool":"t","operation":"o","backend":"b","arguments":{}},"fields":[]}"#, "[]", "null",
  ])
  func `what lacks a part is no request`(text: String) throws {
    #expect(ApprovalRequest(try JSONParser.parse(text), confidential: nil) == nil)
    #expect(Revocation(try JSONParser.parse(text), confidential: nil) == nil)
  }
}
