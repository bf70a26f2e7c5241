import JSON
import Sandbox
import TextCoding
import Testing

struct SessionTests {
  private let time = FixedTime(nanoseconds: 900_000_000)

  @Test func `a consumed refresh token is good for 30 whole seconds from its first use`() {
    let sandbox = Sandbox(time.settings)
    let old = sandbox.openSession().refresh
    #expect(sandbox.renew(old).status == 200)
    time.advance(by: .seconds(20))
    #expect(sandbox.renew(old).status == 200)
    // 30.05 seconds later, which are 31 whole ones by the clock's seconds.
    time.advance(by: .milliseconds(10_050))
    #expect(sandbox.renew(old).status == 200)
    time.advance(by: .milliseconds(150))
    #expect(sandbox.renew(old).message == "invalid refresh token")
  }

  @Test func `each replay after the grace burns again, for the account alone`() {
    let sandbox = Sandbox(time.settings)
    let stale = sandbox.openSession().refresh, others = sandbox.openSession(as: .owner).refresh
    _ = sandbox.renew(stale)
    time.advance(by: .seconds(31))
    for _ in 0..<2 {
      let open = sandbox.openSession()
      #expect(sandbox.renew(stale).message == "invalid refresh token")
      #expect(sandbox.renew(open.refresh).message == "refresh token has been revoked")
      #expect(sandbox.whoIs(open.session).status == 200)
      time.advance(by: .seconds(5))
    }
    #expect(sandbox.renew(others).status == 200)
  }

  @Test func `a session of a burn's second is born dead, one of the next is not`() {
    let sandbox = Sandbox(time.settings)
    #expect(sandbox.logOut(sandbox.openSession().session).status == 200)
    #expect(sandbox.renew(sandbox.openSession().refresh).message == "refresh token has been revoked")
    time.advance(by: .milliseconds(100))
    #expect(sandbox.renew(sandbox.openSession().refresh).status == 200)
  }

  @Test func `a session lasts 30 minutes, its refresh token 7 days`() {
    let sandbox = Sandbox(time.settings)
    let pair = sandbox.openSession(), other = sandbox.openSession()
    time.advance(by: .seconds(1799))
    #expect(sandbox.whoIs(pair.session).status == 200)
    time.advance(by: .seconds(1))
    #expect(sandbox.whoIs(pair.session).message == "invalid token")
    time.advance(by: .seconds(604_800 - 1801))
    #expect(sandbox.renew(pair.refresh).status == 200)
    time.advance(by: .seconds(1))
    #expect(sandbox.renew(other.refresh).message?.hasSuffix("token has invalid claims: token is expired") == true)
  }

  @Test func `tokens say about themselves what the real ones do`() throws {
    let pair = Sandbox(time.settings).openSession()
    let session = try claims(pair.session), refresh = try claims(pair.refresh)
    #expect(
      session.names == ["token_type", "user", "iss", "sub", "aud", "exp", "nbf", "iat", "jti"]
    )
    #expect(session["token_type"] == "access")
    #expect(session["sub"] == "u1")
    #expect(session["exp"]?.int == 1_795_445_324 + 1800)
    #expect(refresh["token_type"] == "refresh")
    #expect(refresh["user_id"] == "logto1")
    #expect(refresh["exp"]?.int == 1_795_445_324 + 604_800)
  }

  private func claims(_ token: String) throws -> JSONObject {
    let part = token.split(separator: ".")[1]
    let bytes = try #require(Base64.bytes(canonical: part.utf8, .url))
    return try #require(JSONParser.parse(bytes).object)
  }

  @Test(arguments: [
    (#"{"refresh_token":1}"#, 400, "of type string"), ("[]", 400, "cannot unmarshal array into Go value"),
    ("{}", 400, "'RefreshToken' failed on the 'required' tag"), ("", 400, "invalid request body: EOF"),
    (#"{"refresh_token":null}"#, 400, "'required' tag"),
    (#"{"refresh_token":"a","REFRESH_TOKEN":""}"#, 400, "required"),
    (#"{"refresh_token":"abc"}"#, 401, "token is malformed: token contains an invalid number of segments"),
    (#"{"refresh_token":"a.b.c.d"}"#, 401, "invalid number of segments"),
    (#"{"refresh_token":"e30.e30.!"}"#, 401, "could not base64 decode signature: illegal base64 data at input byte 0"),
    (#"{"refresh_token":"e30.e30.e30"}"#, 401, "token signature is invalid: signature is invalid"),
  ])
  func `a bad refresh is refused in the backend's words`(body: String, status: Int, words: String) {
    let reply = Sandbox(time.settings).respond(to: SandboxRequest("POST", "/api/auth/refresh", body: Array(body.utf8)))
    #expect(reply.status == status)
    #expect(reply.message?.contains(words) == true)
  }

  @Test func `a token of another sandbox is not accepted`() {
    let pair = Sandbox(time.settings).openSession(), sandbox = Sandbox(time.settings)
    #expect(sandbox.whoIs(pair.session).message == "invalid token")
    #expect(sandbox.renew(pair.refresh).message?.hasSuffix("signature is invalid") == true)
  }

  @Test func `logging out needs a session of one's own`() {
    let sandbox = Sandbox(time.settings)
    let nobody = sandbox.respond(to: SandboxRequest("POST", "/api/auth/logout"))
    #expect(nobody.message == "authorization header required")
    #expect(sandbox.logOut(sandbox.create().token).status == 403)
    #expect(sandbox.logOut(sandbox.token(of: .impersonationWithConsent)).status == 403)
    #expect(sandbox.logOut(sandbox.openSession().refresh).message == "invalid token")
  }

  @Test func `built-in sessions are like others`() {
    let sandbox = Sandbox(time.settings)
    #expect(sandbox.whoIs(sandbox.token(of: .mario)).json["data"]?["logto_id"] == "logto1")
    #expect(sandbox.whoIs(sandbox.token(of: .withoutIdentity)).json["data"]?["logto_id"] == "")
    #expect(sandbox.renew(sandbox.token(of: .refreshToken)).status == 200)
    #expect(sandbox.logOut(sandbox.token(of: .mario)).status == 200)
    #expect(sandbox.send("GET", Sandbox.keys).message == "token has been revoked")
    #expect(sandbox.whoIs(sandbox.token(of: .owner)).status == 200)
  }

  @Test func `an exchanged session manages its account's keys, and only those`() {
    let sandbox = Sandbox(time.settings)
    sandbox.create()
    let owner = sandbox.openSession(as: .owner).session
    let keys = sandbox.respond(to: SandboxRequest("GET", Sandbox.keys, authorization: "Bearer \(owner)"))
    #expect(keys.json["data"]?["api_keys"] == [])
    let blocked = sandbox.openSession(as: .blocked).session
    #expect(sandbox.whoIs(blocked).message == "user account has been suspended")
  }

  @Test func `an outage of the provider looks like a bad token`() {
    let sandbox = Sandbox(time.settings)
    var visitor = ProviderVisitor(sandbox)
    let token = visitor.signIn()["access_token"]?.string
    sandbox.faults.identityProviderIsDown = true
    let reply = sandbox.exchange(token)
    #expect(reply.status == 401)
    #expect(reply.message?.hasPrefix("invalid access token: failed to fetch user info: ") == true)
    sandbox.faults = Faults()
    #expect(sandbox.exchange(token).status == 200)
  }

  @Test func `an access token can be exchanged for an hour`() {
    let sandbox = Sandbox(time.settings)
    var visitor = ProviderVisitor(sandbox)
    let token = visitor.signIn()["access_token"]?.string
    time.advance(by: .seconds(3599))
    #expect(sandbox.exchange(token).status == 200)
    time.advance(by: .seconds(1))
    #expect(sandbox.exchange(token).status == 401)
  }
}
