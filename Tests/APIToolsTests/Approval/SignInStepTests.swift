import APITools
@testable import Calls
import JSON
import MCP
import OpenAPI
@testable import Operations
import Redaction
import Schemas
import Synchronization
import Testing

/// Calls that lack nothing but a session.
struct SignInStepTests {
  /// Credentials that are there once somebody has signed in.
  final class Session: CredentialSource, PersonSignIn {
    private let token = Mutex<String?>(nil)
    private let failure: CredentialError?
    let offer = SignInOffer(api: "https://api.example/base", hasBrowser: true, command: "nethesis-mcp login")

    init(failing failure: CredentialError? = nil) { self.failure = failure }

    func signIn(as token: String?) { self.token.withLock { $0 = token } }

    func credential(for scheme: SecurityScheme) throws(CredentialError) -> Credential? {
      if let token = token.withLock({ $0 }) { return .bearer(KnownSecret(token)) }
      if let failure { throw failure }
      return nil
    }

    var signIn: (any PersonSignIn)? { self }
    func isSignedIn() -> Bool { token.withLock { $0 != nil } }
    func accounts() -> [SignInAccount] { [] }
    func use(_ account: SignInAccount) throws(SignInProblem) { throw SignInProblem("no") }
    func browser(returningTo uri: String, asksAgain: Bool) throws(SignInProblem) -> any BrowserSignIn {
      throw SignInProblem("no")
    }
    func device() throws(SignInProblem) -> any DeviceSignIn { throw SignInProblem("no") }
    func paste(_ text: String) throws(SignInProblem) -> any NewSession { throw SignInProblem("no") }
  }

  /// Somebody who signs in, or not.
  final class Desk: Approval {
    let asked = Mutex<[(request: ApprovalRequest, needed: NeededSignIn)]>([])
    private let deciding: @Sendable () -> SignInAnswer

    init(_ deciding: @escaping @Sendable () -> SignInAnswer) { self.deciding = deciding }

    func answer(_ request: ApprovalRequest, _ context: RequestContext) -> ApprovalAnswer { .refused("no") }

    func signIn(_ request: ApprovalRequest, _ needed: NeededSignIn, _ context: RequestContext) -> SignInAnswer {
      asked.withLock { $0.append((request, needed)) }
      return deciding()
    }
  }

  private func bench(_ session: Session, _ desk: Desk?) throws -> Bench {
    let backend = StubBackend(200, body: #"{"code":200,"message":"ok","data":{"api_keys":[]}}"#)
    var options = APITools.Options()
    options.signIn = desk
    let document = try APIDocument(
      reading: Schemas.openAPI.text,
      overlays: [try Overlay(reading: Schemas.overlay.text)]
    )
    let tools = APITools(
      document,
      base: try BaseURL("https://api.example/base"),
      backend: backend,
      credentials: session,
      options: options
    )
    return Bench(tools: tools, backend: backend)
  }

  @Test func `the call goes on by itself once somebody has signed in`() async throws {
    let session = Session()
    let desk = Desk {
      session.signIn(as: "token-of-mario")
      return .signedIn
    }
    let bench = try bench(session, desk)
    #expect(await bench.failure("list_api_keys") == nil)
    #expect(bench.backend.asked.count == 1)
    let asked = desk.asked.withLock { $0 }
    #expect(asked.map(\.request.tool) == ["list_api_keys"] && asked[0].request.fields.isEmpty)
    #expect(asked[0].needed.reason == "Nobody is signed in.")
    // The next call needs nobody.
    #expect(await bench.failure("list_api_keys") == nil)
    #expect(desk.asked.withLock { $0.count } == 1)
  }

  @Test func `while nobody has signed in, the result is a failure with the link and nothing structured`() async throws {
    let link = ApprovalLink(url: "http://127.0.0.1:1/step-up/a/b", expiresAt: "2026-11-25T09:00:00Z")
    let next = ApprovalNext.signIn(reason: "Nobody is signed in.", approves: false, command: "`nethesis-mcp login`")
    let bench = try bench(Session(), Desk { .waiting(link, next) })
    let result = await bench.call("list_api_keys")
    #expect(result["isError"] == true && result["structuredContent"] == nil)
    let text = result["content"]?.array?.first?["text"]?.string ?? ""
    for part in [link.url, "call list_api_keys again", "`nethesis-mcp login`", "Nothing was sent"] {
      #expect(text.contains(part))
    }
    #expect(bench.backend.asked.isEmpty)
  }

  @Test func `where nobody can be asked, it says who signs in`() async throws {
    let bench = try bench(Session(), nil)
    let words = "Nothing was sent; whoever runs this server signs in with `nethesis-mcp login`."
    #expect(await bench.failure("list_api_keys") == words)
  }

  @Test func `who refuses is not asked twice for one call`() async throws {
    let desk = Desk { .refused("The user said no.") }
    let bench = try bench(Session(), desk)
    #expect(await bench.failure("list_api_keys") == "The user said no.")
    #expect(desk.asked.withLock { $0.count } == 1)
  }

  @Test func `a sign-in that leaves no session fails instead of asking again`() async throws {
    let desk = Desk { .signedIn }
    let bench = try bench(Session(), desk)
    #expect(await bench.failure("list_api_keys")?.contains("nethesis-mcp login") == true)
    #expect(desk.asked.withLock { $0.count } == 1)
    #expect(bench.backend.asked.isEmpty)
  }

  @Test func `a session that has ended needs a sign-in, any other fault is said`() async throws {
    let desk = Desk { .refused("asked") }
    let ended = Session(failing: CredentialError("It has ended.", signInReason: "The grant is dead."))
    #expect(try await bench(ended, desk).failure("list_api_keys") == "asked")
    #expect(desk.asked.withLock { $0.last?.needed.reason } == "The grant is dead.")
    let down = Session(failing: CredentialError("The provider is down."))
    #expect(try await bench(down, desk).failure("list_api_keys") == "Nothing was sent. The provider is down.")
    #expect(desk.asked.withLock { $0.count } == 1)
  }
}
