import JSON
import Sandbox
import Testing

struct SwitchTests {
  private let time = FixedTime()

  @Test func `a provider that is down sends a page, as proxies do`() {
    let sandbox = Sandbox(time.settings)
    var visitor = ProviderVisitor(sandbox)
    sandbox.faults.identityProviderIsDown = true
    let down = visitor.get("/oidc/.well-known/openid-configuration")
    #expect(down.status == 503)
    #expect(down.contentType == "text/html; charset=utf-8")
    sandbox.faults.identityProviderIsDown = false
    sandbox.faults.identityProviderSpeaksHTML = true
    let page = visitor.refresh("x")
    #expect(page.status == 200)
    #expect(page.text.hasPrefix("<!DOCTYPE html>"))
    #expect(sandbox.exchange("x").message?.contains("invalid character '<'") == true)
  }

  @Test func `a slow provider delays only its own responses`() {
    let sandbox = Sandbox(time.settings)
    var visitor = ProviderVisitor(sandbox)
    sandbox.faults.identityProviderDelay = .seconds(2)
    sandbox.faults.delay = .seconds(1)
    #expect(visitor.get("/oidc/jwks").delay == .seconds(3))
    #expect(sandbox.send("GET", Sandbox.keys).delay == .seconds(1))
  }

  @Test func `a clock that is off shows in tokens, expiries and dates`() async throws {
    let sandbox = Sandbox(time.settings)
    let pair = sandbox.openSession()
    sandbox.faults.clockOffset = .seconds(1800)
    #expect(sandbox.whoIs(pair.session).message == "invalid token")
    #expect(sandbox.whoIs(sandbox.openSession().session).status == 200)
    try await sandbox.withServer { server in
      let answer = try await LoopbackClient.send(SandboxRequest("GET", "/oidc/jwks"), to: server.port)
      #expect(answer.fields["date"] == "Mon, 23 Nov 2026 15:18:44 GMT")
    }
    sandbox.faults.clockOffset = .seconds(-3600)
    #expect(sandbox.whoIs(pair.session).status == 200)
  }

  @Test func `keys are replaced, and old ones stay published`() async throws {
    let sandbox = Sandbox(time.settings)
    var visitor = ProviderVisitor(sandbox)
    func ids() -> [String] { visitor.get("/oidc/jwks").json["keys"]?.array?.compactMap { $0["kid"]?.string } ?? [] }
    let first = ids()
    #expect(first.count == 1)
    try await sandbox.withServer { server in
      let answer = try await LoopbackClient.send(SandboxRequest("POST", "/__sandbox/rotate-keys"), to: server.port)
      #expect(answer.status == 200)
    }
    let second = ids()
    #expect(second.count == 2)
    #expect(second.last == first.first)
    sandbox.faults.keyLifetime = .seconds(60)
    #expect(ids() == second)
    for _ in 0..<5 {
      time.advance(by: .seconds(60))
      _ = ids()
    }
    #expect(ids().count == 4)
  }

  @Test func `every so many responses are lost`() {
    let sandbox = Sandbox(time.settings)
    sandbox.faults.lostEvery = 3
    let lost = (0..<6).map { _ in sandbox.renew("x").isLost }
    #expect(lost == [false, false, true, false, false, true])
    #expect(!sandbox.send("GET", Sandbox.keys).isLost)
  }

  @Test func `further accounts are apart`() {
    var settings = time.settings
    settings.users = 2
    let sandbox = Sandbox(settings)
    let users = (1...2).map { Account.numbered($0) }
    let sessions = users.map { sandbox.openSession(as: $0).session }
    let ids = sessions.map { sandbox.whoIs($0).json["data"]?["logto_id"]?.string }
    #expect(ids == ["logto1001", "logto1002"])
    let body = #"{"name":"a","mode":"read","password":"Passw0rd-1!"}"#
    func send(_ method: String, _ session: String, _ body: String = "") -> SandboxResponse {
      let header = "Bearer \(session)"
      return sandbox.respond(to: SandboxRequest(method, Sandbox.keys, authorization: header, body: Array(body.utf8)))
    }
    #expect(send("POST", sessions[0], body).status == 201)
    #expect(send("POST", sessions[1], body).status == 400)
    #expect(send("GET", sessions[0]).json["data"]?["api_keys"]?.array?.count == 1)
    #expect(send("GET", sessions[1]).json["data"]?["api_keys"] == [])
    #expect(sandbox.openSession(as: .numbered(3)).session == "")
  }

  @Test func `the issuer is where the sandbox listens`() async throws {
    try await Sandbox.withServer { server in
      let path = "/oidc/.well-known/openid-configuration"
      let answer = try await LoopbackClient.send(SandboxRequest("GET", path), to: server.port)
      let metadata = try JSONParser.parse(answer.body)
      #expect(metadata["issuer"]?.string == "http://127.0.0.1:\(server.port)/oidc")
      #expect(metadata["issuer"]?.string == server.issuer)
    }
  }
}
