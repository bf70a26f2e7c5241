import Foundation
import JSON
import Sandbox
import Testing

struct StateFileTests {
  private let time = FixedTime()
  private let folder = FileManager.default.temporaryDirectory.appending(path: "sandbox-\(UUID().uuidString)")
  private var path: String { folder.appending(path: "state.json").path }

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  private func remove() { try? FileManager.default.removeItem(at: folder) }

  private func sandbox() throws -> Sandbox { try Sandbox(time.settings, stateFile: path) }

  @Test func `sign-ins, sessions and keys outlive the process`() throws {
    defer { remove() }
    var token: String?, pair: TokenPair?, access: String?, key = "", browser: ProviderVisitor?, stale: TokenPair?
    var keys: JSONValue?
    do {
      let sandbox = try sandbox()
      var visitor = ProviderVisitor(sandbox)
      let tokens = visitor.signIn()
      (token, access) = (tokens["refresh_token"]?.string, tokens["access_token"]?.string)
      stale = TokenPair(sandbox.exchange(access))
      pair = TokenPair(sandbox.renew(stale?.refresh ?? ""))
      key = sandbox.create().token
      keys = visitor.get("/oidc/jwks").json
      browser = visitor
    }
    let cookie = browser?.cookie
    browser = nil
    let sandbox = try sandbox()
    var visitor = ProviderVisitor(sandbox, cookie: cookie)
    #expect(visitor.get("/oidc/jwks").json == keys)
    #expect(sandbox.whoIs(pair?.session ?? "").status == 200)
    #expect(sandbox.renew(pair?.refresh ?? "").status == 200)
    #expect(sandbox.exchange(access).status == 200)
    #expect(sandbox.use(key).status == 403, "a key that is known")
    #expect(sandbox.send("GET", Sandbox.keys).json["data"]?["api_keys"]?.array?.count == 1)
    #expect(sandbox.send("GET", "\(Sandbox.keys)/audit").json["data"]?["pagination"]?["total_count"] == 1)
    #expect(visitor.refresh(token).status == 200)
    let again = visitor.get(ProviderVisitor.authorization(["prompt": "none"]))
    #expect(ProviderVisitor.result(again)["code"] != nil)
    // Consumed before, so it burns now.
    time.advance(by: .seconds(31))
    #expect(sandbox.renew(stale?.refresh ?? "").message == "invalid refresh token")
    #expect(visitor.refresh(token).json["error"] == "invalid_grant")
  }

  @Test func `a burn outlives the process, and so do built-in tokens`() throws {
    defer { remove() }
    var refresh = "", mario = ""
    do {
      let sandbox = try sandbox()
      let pair = sandbox.openSession()
      refresh = pair.refresh
      mario = sandbox.token(of: .mario)
      #expect(sandbox.logOut(pair.session).status == 200)
    }
    let sandbox = try sandbox()
    #expect(sandbox.renew(refresh).message == "refresh token has been revoked")
    #expect(sandbox.token(of: .mario) == mario)
    #expect(sandbox.whoIs(mario).status == 200)
  }

  @Test func `the file is its owner's, and nothing else stays beside it but the lock`() throws {
    defer { remove() }
    let sandbox = try sandbox()
    _ = sandbox.openSession()
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(names == ["state.json", "state.json.lock"])
  }

  @Test func `two sandboxes cannot share a file`() throws {
    defer { remove() }
    let first = try sandbox()
    let failure = #expect(throws: StateFile.Failure.self) { try sandbox() }
    #expect(failure?.description == "\(path): another sandbox is using this file")
    _ = first.openSession()
  }

  @Test(arguments: ["", "{}", #"{"version":2}"#, "[1", "null"])
  func `a file with something else is not overwritten`(content: String) throws {
    defer { remove() }
    try Data(content.utf8).write(to: URL(filePath: path))
    let failure = #expect(throws: StateFile.Failure.self) { try sandbox() }
    #expect(failure?.description.contains("this is no state of a sandbox") == true)
    #expect(try Data(contentsOf: URL(filePath: path)) == Data(content.utf8))
  }

  @Test func `a sandbox that cannot save says so`() throws {
    let sandbox = try sandbox()
    remove()
    let reply = sandbox.renew("x")
    #expect(reply.status == 500)
    #expect(reply.message?.hasPrefix("the sandbox cannot save its state: ") == true)
  }
}
