import JSON
import Sandbox
import Testing

struct KeyLimitTests {
  static let right = #"{"name":"n","mode":"read","password":"S3cr3t-Passw0rd!"}"#

  @Test func `fifty requests at once get five keys`() async {
    let sandbox = Sandbox()
    let statuses = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<50 { group.addTask { sandbox.create(Self.right).status } }
      return await group.reduce(into: [:]) { counts, status in counts[status, default: 0] += 1 }
    }
    #expect(statuses == [201: 5, 409: 45])
    #expect(sandbox.send("GET", Sandbox.keys).json["data"]?["api_keys"]?.array?.count == 5)
  }

  @Test func `a wrong password wins over the limit`() {
    let sandbox = Sandbox()
    for _ in 0..<5 { sandbox.create() }
    #expect(sandbox.create(Self.right).status == 409)
    let reply = sandbox.create(#"{"name":"n","mode":"read","password":"nope"}"#)
    #expect(reply.status == 400)
    #expect(reply.text.contains("incorrect_password"))
  }

  @Test func `a revoked key frees a slot`() {
    let sandbox = Sandbox()
    let ids = (0..<5).map { _ in sandbox.create().id }
    #expect(sandbox.create(Self.right).status == 409)
    #expect(sandbox.revoke(ids[2]).status == 200)
    #expect(sandbox.create(Self.right).status == 201)
    #expect(sandbox.create(Self.right).status == 409)
  }

  @Test func `an expired key frees a slot`() {
    let time = FixedTime()
    let sandbox = Sandbox(time.settings)
    for days in 1...5 { sandbox.create(days: days) }
    #expect(sandbox.create(Self.right).status == 409)
    time.advance(by: .seconds(86_400))
    #expect(sandbox.create(Self.right).status == 201)
    #expect(sandbox.create(Self.right).status == 409)
  }

  @Test func `accounts have their own slots`() {
    let sandbox = Sandbox()
    for _ in 0..<5 { sandbox.create() }
    #expect(sandbox.create(as: .owner, #"{"name":"n","mode":"read","password":"OwnerPw1!"}"#).status == 201)
  }

  @Test func `the limit can be lifted`() {
    var settings = SandboxSettings()
    settings.maximumActiveKeys = 100
    let sandbox = Sandbox(settings)
    #expect((0..<100).allSatisfy { _ in sandbox.create(Self.right).status == 201 })
    #expect(sandbox.create(Self.right).text.contains(#""value":"100""#))
  }
}
