import JSON
import Sandbox
import Testing

struct AccessTests {
  @Test(arguments: [
    (Identity.revokedSession, 401, "token has been revoked"), (.expiredSession, 401, "invalid token"),
    (.refreshToken, 401, "invalid token"), (.blockedUser, 401, "user account has been suspended"),
    (.impersonationOfBlockedUser, 401, "impersonated user account has been suspended"),
    (.suspendedUser, 200, "api keys retrieved successfully"),
  ])
  func `each session has its answer`(identity: Identity, status: Int, message: String) {
    let reply = Sandbox().send("GET", Sandbox.keys, as: identity)
    #expect(reply.status == status)
    #expect(reply.json["message"]?.string == message)
  }

  @Test func `two spaces make another token`() {
    let sandbox = Sandbox()
    let header = "Bearer  " + sandbox.token(of: .mario)
    let reply = sandbox.respond(to: SandboxRequest("GET", Sandbox.keys, authorization: header))
    #expect(reply.json["message"]?.string == "invalid token")
  }

  @Test func `a key needs no scheme`() {
    let sandbox = Sandbox()
    let token = sandbox.create().token
    #expect(sandbox.respond(to: SandboxRequest("GET", Sandbox.keys, authorization: token)).status == 403)
  }

  @Test(arguments: ["myk_", "myk_a", "myk_.b", "myk_a.", "myo_a.b"])
  func `half a key is an invalid one`(token: String) {
    let reply = Sandbox().use(token)
    #expect(reply.status == 401)
    #expect(reply.json["message"]?.string == "invalid api key")
  }

  @Test func `a key is limited to bursts of twenty and ten a second`() {
    let time = FixedTime()
    let sandbox = Sandbox(time.settings)
    let token = sandbox.create().token
    #expect((0..<21).map { _ in sandbox.use(token).status } == Array(repeating: 403, count: 20) + [429])
    time.advance(by: .milliseconds(99))
    #expect(sandbox.use(token).status == 429)
    time.advance(by: .milliseconds(1))
    #expect(sandbox.use(token).status == 403)
    #expect(sandbox.use(token).status == 429)
    #expect(sandbox.use(sandbox.create().token).status == 403, "each key has its own limit")
    let audit = sandbox.send("GET", "\(Sandbox.keys)/audit?event=rate_limited").json["data"]
    #expect(audit?["pagination"]?["total_count"]?.int == 3)
  }

  @Test(arguments: [
    ("POST", "/api/me/api-keys/", 307, "/api/me/api-keys"), ("GET", "/api/me/api-keys/", 301, "/api/me/api-keys"),
    ("GET", "/api/me/api-keys/audit/?page=2", 301, "/api/me/api-keys/audit?page=2"),
    ("DELETE", "/api/me/api-keys/x/", 307, "/api/me/api-keys/x"),
  ])
  func `a slash too many is redirected`(method: String, path: String, status: Int, location: String) {
    let reply = Sandbox().send(method, path)
    #expect(reply.status == status)
    #expect(reply.location == location)
  }

  @Test(arguments: [
    ("GET", "/api/me/api-keys/x"), ("GET", "/api/me/api-keysx"), ("DELETE", "/api/me/api-keys"),
    ("DELETE", "/api/me/api-keys/"), ("PUT", "/api/me/api-keys/"), ("POST", "/me/api-keys"), ("GET", "/"),
    ("POST", "/api/me/api-keys/audit"),
  ])
  func `what is not there is not found`(method: String, path: String) {
    let reply = Sandbox().send(method, path)
    #expect(reply.status == 404)
    #expect(reply.text == #"{"code":404,"message":"api not found","data":null}"#)
  }
}
