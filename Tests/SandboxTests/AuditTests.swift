import JSON
import Sandbox
import Testing

struct AuditTests {
  /// Leaves 24 entries: two keys created, 21 bad uses, one revocation.
  private func sandbox() -> (Sandbox, key: String) {
    let sandbox = Sandbox()
    let key = sandbox.create()
    sandbox.create()
    for _ in 0..<21 { sandbox.use(key.token + "0") }
    sandbox.revoke(key.id)
    return (sandbox, key.id)
  }

  @Test(arguments: [
    (
      "", 20,
      #"{"page":1,"page_size":20,"total_count":24,"total_pages":2,"has_next":true,"has_prev":false,"next_page":2,"#
    ),
    (
      "page=2", 4,
      #"{"page":2,"page_size":20,"total_count":24,"total_pages":2,"has_next":false,"has_prev":true,"prev_page":1,"#
    ),
    (
      "page=2&page_size=10", 10,
      #"{"page":2,"page_size":10,"total_count":24,"total_pages":3,"has_next":true,"has_prev":true,"next_page":3,"prev_page":1,"#
    ),
    ("page=0&page_size=101", 20, #"{"page":1,"page_size":20,"#),
    ("page=x&page_size=-1", 20, #"{"page":1,"page_size":20,"#),
    ("page_size=100", 24, #"{"page":1,"page_size":100,"#), ("page=9", 0, #"{"page":9,"page_size":20,"#),
    ("event=revoked", 1, #"{"page":1,"#), ("event=created", 2, #"{"page":1,"#),
    ("event=nonsense", 0, #"{"page":1,"page_size":20,"total_count":0,"total_pages":0,"#),
  ])
  func `comes in pages`(query: String, count: Int, pagination: String) {
    let reply = sandbox().0.send("GET", "\(Sandbox.keys)/audit?\(query)")
    #expect(reply.json["data"]?["audit"]?.array?.count == count)
    #expect(reply.text.contains(#""pagination":"# + pagination))
  }

  @Test func `can be of one key, newest first, and of one's own only`() {
    let (sandbox, key) = sandbox()
    let reply = sandbox.send("GET", "\(Sandbox.keys)/audit?api_key_id=\(key)&page_size=100")
    let events = reply.json["data"]?["audit"]?.array?.compactMap { $0["event"]?.string } ?? []
    #expect(events == ["revoked"] + Array(repeating: "auth_failed", count: 21) + ["created"])
    let others = sandbox.send("GET", "\(Sandbox.keys)/audit", as: .owner)
    #expect(others.json["data"]?["audit"] == [])
  }

  @Test func `tells the owner what the caller is not told`() {
    let time = FixedTime()
    let sandbox = Sandbox(time.settings)
    let revoked = sandbox.create(), suspended = sandbox.create(days: 2), expired = sandbox.create(days: 1)
    sandbox.use(revoked.token + "0")
    sandbox.revoke(revoked.id)
    sandbox.use(revoked.token)
    sandbox.faults.suspendedAccounts = [.mario]
    sandbox.use(suspended.token)
    time.advance(by: .seconds(86_400))
    sandbox.use(expired.token)
    let reply = sandbox.send("GET", "\(Sandbox.keys)/audit?event=auth_failed")
    let reasons = reply.json["data"]?["audit"]?.array?.map { $0["reason"]?.string }
    #expect(reasons == ["expired", "user_inactive", "revoked", "invalid_secret"])
  }
}
