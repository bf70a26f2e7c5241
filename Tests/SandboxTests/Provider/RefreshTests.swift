import JSON
import Sandbox
import Testing

struct RefreshTests {
  private let time = FixedTime()

  private func refreshToken(_ response: SandboxResponse) -> String? { response.json["refresh_token"]?.string }

  @Test func `a refresh token is replaced, and accepted again for three seconds`() {
    var visitor = ProviderVisitor(Sandbox(time.settings))
    let old = visitor.signIn()["refresh_token"]?.string
    let first = visitor.refresh(old)
    #expect(first.status == 200)
    #expect(refreshToken(first) != old)
    time.advance(by: .milliseconds(2999))
    let second = visitor.refresh(old)
    #expect(second.status == 200)
    #expect(visitor.refresh(refreshToken(first)).status == 200)
    time.advance(by: .milliseconds(1))
    #expect(visitor.refresh(old).json["error"] == "invalid_grant")
    #expect(visitor.refresh(refreshToken(second)).json["error"] == "invalid_grant")
    #expect(visitor.userInfo(second.json["access_token"]?.string).status == 401)
  }

  @Test func `a reuse ends its own grant alone`() {
    var visitor = ProviderVisitor(Sandbox(time.settings))
    let stale = visitor.signIn()["refresh_token"]?.string, other = visitor.signIn()["refresh_token"]?.string
    _ = visitor.refresh(stale)
    time.advance(by: .seconds(3))
    _ = visitor.refresh(stale)
    #expect(visitor.refresh(other).status == 200)
  }

  @Test func `without detection a consumed token goes on`() {
    let sandbox = Sandbox(time.settings)
    var visitor = ProviderVisitor(sandbox)
    let token = visitor.signIn()["refresh_token"]?.string
    sandbox.faults.detectsReuse = false
    for _ in 0..<3 {
      #expect(visitor.refresh(token).status == 200)
      time.advance(by: .seconds(60))
    }
    let refresh = sandbox.openSession().refresh
    for _ in 0..<3 {
      #expect(sandbox.renew(refresh).status == 200)
      time.advance(by: .seconds(60))
    }
  }

  @Test func `a refresh token lives 14 days, its grant 180`() {
    var visitor = ProviderVisitor(Sandbox(time.settings))
    let unused = visitor.signIn()["refresh_token"]?.string
    var token = visitor.signIn()["refresh_token"]?.string
    for _ in 0..<13 {
      time.advance(by: .seconds(13 * 86_400))
      let response = visitor.refresh(token)
      #expect(response.status == 200)
      token = refreshToken(response)
    }
    #expect(visitor.refresh(unused).status == 400)
    // 169 days have gone, so the newest token has 11 left, not 14.
    time.advance(by: .seconds(11 * 86_400))
    #expect(visitor.refresh(token).json["error"] == "invalid_grant")
  }

  @Test func `fewer scopes can be asked for, more cannot`() {
    var visitor = ProviderVisitor(Sandbox(time.settings))
    let token = visitor.signIn(["scope": "openid email offline_access"])["refresh_token"]?.string ?? ""
    let more = visitor.token(["grant_type": "refresh_token", "refresh_token": token, "scope": "openid profile"])
    #expect(more.json["error"] == "invalid_scope")
    let fewer = visitor.token(["grant_type": "refresh_token", "refresh_token": token, "scope": "openid"])
    #expect(fewer.json["scope"] == "openid")
    let next = visitor.refresh(refreshToken(fewer))
    #expect(next.json["scope"] == "openid email offline_access")
  }

  @Test func `a refresh token belongs to its client`() {
    var visitor = ProviderVisitor(Sandbox(time.settings))
    let token = visitor.signIn()["refresh_token"]?.string ?? ""
    let changes = ["grant_type": "refresh_token", "refresh_token": token]
    #expect(visitor.token(changes.merging(["client_id": "sandbox-device"]) { $1 }).json["error"] == "invalid_grant")
    let unknown = visitor.token(changes.merging(["client_id": "nobody"]) { $1 })
    #expect(unknown.status == 401)
    #expect(unknown.json["error"] == "invalid_client")
    #expect(visitor.token(changes.merging(["client_id": ""]) { $1 }).json["error"] == "invalid_request")
    #expect(visitor.token(changes.merging(["grant_type": "password"]) { $1 }).json["error"] == "unsupported_grant_type")
    #expect(visitor.token(changes.merging(["client_secret": "x"]) { $1 }).status == 401)
    #expect(visitor.refresh(token).status == 200)
  }

  @Test func `a form with a parameter twice, or of another type, is refused`() {
    let sandbox = Sandbox(time.settings)
    let body = "client_id=sandbox-browser&grant_type=refresh_token&refresh_token=a&refresh_token=b"
    var request = SandboxRequest("POST", "/oidc/token", body: Array(body.utf8))
    #expect(sandbox.respond(to: request).json["error"] == "invalid_request")
    request.contentType = "application/x-www-form-urlencoded"
    let response = sandbox.respond(to: request)
    #expect(response.json["error_description"] == "'refresh_token' parameter must not be provided twice")
  }

  @Test func `revoking a refresh token ends its grant, revoking an access token only it`() {
    var visitor = ProviderVisitor(Sandbox(time.settings))
    let tokens = visitor.signIn()
    let access = tokens["access_token"]?.string ?? "", refresh = tokens["refresh_token"]?.string ?? ""
    let path = "/oidc/token/revocation"
    let foreign = visitor.token(["client_id": "sandbox-device", "token": refresh], path: path)
    #expect(foreign.json["error"] == "invalid_request")
    #expect(visitor.token(["token": access], path: path).status == 200)
    #expect(visitor.userInfo(access).status == 401)
    let renewed = visitor.refresh(refresh)
    let revoked = visitor.token(["token": refreshToken(renewed) ?? ""], path: path)
    #expect(revoked.status == 200)
    #expect(revoked.body == [])
    #expect(visitor.userInfo(renewed.json["access_token"]?.string).status == 401)
    #expect(visitor.token(["token": "unknown"], path: path).status == 200)
    #expect(visitor.token(["token": "a.b.c"], path: path).json["error"] == "unsupported_token_type")
    #expect(visitor.token([:], path: path).json["error"] == "invalid_request")
  }
}
