import JSON
import Sandbox
import Testing

struct KeyTests {
  @Test(arguments: [(Identity.mario, "S3cr3t-Passw0rd!", "myk_", "u1"), (.owner, "OwnerPw1!", "myo_", "")])
  func `tokens have their shape`(identity: Identity, password: String, prefix: String, userID: String) throws {
    let sandbox = Sandbox()
    let reply = sandbox.create(as: identity, #"{"name":"n","mode":"write","password":"\#(password)"}"#)
    let key = try #require(reply.json["data"])
    let token = try #require(key["token"]?.string)
    #expect(token.wholeMatch(of: try Regex("\(prefix)[0-9a-f]{30}\\.[0-9a-f]{60}")) != nil)
    #expect(token.dropFirst(4).prefix(30) == key["key_public"]?.string ?? "")
    let uuid = try Regex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
    #expect(try #require(key["id"]?.string).wholeMatch(of: uuid) != nil)
    #expect(key["user_id"]?.string == userID)
  }

  @Test func `no two starts share a session token`() {
    let first = Sandbox(), second = Sandbox()
    for identity in Identity.allCases {
      let token = first.token(of: identity)
      #expect(token != second.token(of: identity))
      #expect(token.split(separator: ".").count == 3)
      #expect(!token.hasPrefix("my"))
    }
    #expect(Set(Identity.allCases.map(first.token)).count == Identity.allCases.count)
  }

  @Test(arguments: [
    (617_991_410, "44.61799141Z", "44.617991Z"), (500_000_000, "44.5Z", "44.5Z"), (0, "44Z", "44Z"),
    (1, "44.000000001Z", "44Z"),
  ])
  func `times have nanoseconds at first and microseconds later`(nanoseconds: Int64, created: String, listed: String) {
    let sandbox = Sandbox(FixedTime(nanoseconds: nanoseconds).settings)
    let key = sandbox.create(KeyLimitTests.right).json["data"]
    #expect(key?["created_at"]?.string == "2026-11-23T14:48:" + created)
    #expect(key?["expires_at"]?.string == "2027-02-21T14:48:" + created)
    let list = sandbox.send("GET", Sandbox.keys).json["data"]?["api_keys"]?.array
    #expect(list?.first?["created_at"]?.string == "2026-11-23T14:48:" + listed)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
    (4_107_542_400, "2100-03-01T00:00:00Z"), (1_735_689_599, "2024-12-31T23:59:59Z"),
  ])
  func `dates are of the calendar`(seconds: Int64, text: String) {
    #expect(Timestamp(nanoseconds: seconds * 1_000_000_000).description == text)
  }

  @Test(arguments: [(-5, 90), (1, 1), (365, 365), (366, 365), (1_000_000, 365)])
  func `days are clamped`(asked: Int, given: Int) throws {
    let time = FixedTime()
    let sandbox = Sandbox(time.settings)
    let token = sandbox.create(days: asked).token
    time.advance(by: .seconds(86_400 * given - 1))
    #expect(sandbox.use(token).status == 403)
    time.advance(by: .seconds(1))
    #expect(sandbox.use(token).status == 401)
  }

  @Test func `the list has the newest first and every key ever`() {
    let sandbox = Sandbox()
    let first = sandbox.create(name: "first")
    sandbox.create(name: "second")
    sandbox.revoke(first.id)
    let list = sandbox.send("GET", Sandbox.keys).json["data"]?["api_keys"]?.array ?? []
    #expect(list.map { $0["name"]?.string } == ["second", "first"])
    #expect(list.map { $0["revoked_at"]?.isNull } == [true, false])
    #expect(list.allSatisfy { $0["token"] == nil })
  }

  @Test func `nobody revokes another's key`() {
    let sandbox = Sandbox()
    let id = sandbox.create().id
    #expect(sandbox.send("DELETE", "\(Sandbox.keys)/\(id)", as: .owner).status == 404)
    #expect(sandbox.revoke(id).status == 200)
  }

  @Test func `the use of a key is noted once a minute`() {
    let time = FixedTime(nanoseconds: 0)
    let sandbox = Sandbox(time.settings)
    let token = sandbox.create().token
    func lastUse() -> String? {
      sandbox.send("GET", Sandbox.keys).json["data"]?["api_keys"]?.array?.first?["last_used_at"]?.string
    }
    #expect(lastUse() == nil)
    sandbox.use(token)
    time.advance(by: .seconds(59))
    sandbox.use(token)
    #expect(lastUse() == "2026-11-23T14:48:44Z")
    time.advance(by: .seconds(1))
    sandbox.use(token)
    #expect(lastUse() == "2026-11-23T14:49:44Z")
  }
}
