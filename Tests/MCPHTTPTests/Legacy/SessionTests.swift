import JSON
import JSONRPC
import MCP
import NIOHTTP1
import Testing

@testable import MCPHTTP

@Suite(.timeLimit(.minutes(5))) struct SessionTests {
  private static let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
  private static let list = #"{"jsonrpc":"2.0","id":2,"method":"tools/list"}"#

  @Test(arguments: ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])
  func `LIFE-02, LHTTP-06: a handshake is echoed and gives a session`(_ version: String) throws {
    let answer = Desk().post(Desk.initialize(version))
    #expect(answer.status == .ok)
    #expect(answer.json?["result"]?["protocolVersion"]?.string == version)
    let id = try #require(answer.headers.first(name: "mcp-session-id"))
    #expect(id.utf8.count == 40)
    #expect(id.utf8.allSatisfy { (0x21...0x7E).contains($0) })
  }

  @Test func `SEC-02: no two sessions have the same id`() {
    #expect(Set((0..<1000).map { _ in Sessions.newID() }).count == 1000)
  }

  @Test func `LIFE-03: a handshake that fails gives no session`() {
    let desk = Desk()
    let answer = desk.post(#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}"#)
    #expect(answer.json?["error"]?["code"] == -32602)
    #expect(answer.headers.contains(name: "mcp-session-id") == false)
    #expect(desk.endpoint.sessions.count == 0)
  }

  @Test func `LHTTP-11, LHTTP-12, MHTTP-16: a session knows its version, whatever legacy one a header names`() {
    let session = Desk().session("2025-06-18")
    #expect(session.post(Self.ping).json == ["jsonrpc": "2.0", "id": 1, "result": [:]])
    #expect(session.post(Self.ping, headers: ["MCP-Protocol-Version": "2025-11-25"]).status == .ok)
  }

  @Test func `LIFE-09: a session is opened once`() {
    #expect(Desk().session().post(Desk.initialize("2025-11-25")).json?["error"]?["code"] == -32600)
  }

  @Test func `HTTP-07: notifications and responses are accepted, also those that nobody waits for`() {
    let session = Desk().session()
    for body in [
      #"{"jsonrpc":"2.0","method":"made/up"}"#, #"{"jsonrpc":"2.0","id":"server-99","result":{}}"#,
      #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":77}}"#,
    ] {
      let answer = session.post(body)
      #expect(answer.status == .accepted)
      #expect(answer.text.isEmpty)
    }
  }

  @Test func `22e: an unknown method is no error of HTTP here`() {
    let answer = Desk().session().post(#"{"jsonrpc":"2.0","id":1,"method":"made/up"}"#)
    #expect(answer.status == .ok)
    #expect(answer.json?["error"]?["code"] == -32601)
  }

  @Test func `LHTTP-09, LHTTP-08: DELETE ends a session and all it has open`() async {
    let desk = Desk()
    let session = desk.session()
    let listening = session.get()
    let call = session.call("gate")
    #expect(session.delete().status == .noContent)
    _ = await listening.ended()
    _ = await call.ended()
    #expect(desk.gate.cancellations == 1)
    #expect(session.post(Self.ping).status == .notFound)
    #expect(desk.endpoint.streams.count == 0)
  }

  @Test func `LHTTP-10: a session is its caller's`() {
    let desk = Desk { $0.callerSessionTokens = true }
    let session = desk.session(headers: ["Nethesis-Session-Token": "alice"])
    #expect(session.post(Self.ping).status == .ok)
    for headers: (String) in ["bob", ""] {
      let answer = desk.post(Self.ping, headers: ["Mcp-Session-Id": session.id, "Nethesis-Session-Token": headers])
      #expect(answer.status == .notFound)
    }
  }

  /// Lets everybody in by the name that they give.
  private struct ByName: AccessRule {
    var isOpen: Bool { true }

    func admit(bearer token: Substring?) -> AccessDecision {
      .admitted(Principal(named: String(token ?? "")))
    }
  }

  @Test func `SEC-08: a caller has a share of the sessions, whatever session token it makes up`() {
    let desk = Desk(access: ByName()) {
      $0.maximumSessions = 8
      $0.callerSessionTokens = true
    }
    func open(_ name: String, _ token: String) -> RecordedExchange {
      desk.post(
        Desk.initialize("2025-11-25"),
        headers: ["Authorization": "Bearer \(name)", "Nethesis-Session-Token": token]
      )
    }
    let opened = (0..<4).map { open("alice", "made up \($0)") }
    #expect(opened.map(\.status) == [.ok, .ok, .serviceUnavailable, .serviceUnavailable])
    #expect(opened[2].json?["error"]?["message"]?.string?.contains("This caller has 2 sessions") == true)
    #expect(["bob", "carol", "dave"].map { open($0, "").status } == [.ok, .ok, .ok])
    let headers: HTTPHeaders = [
      "Authorization": "Bearer alice", "Nethesis-Session-Token": "made up 0",
      "Mcp-Session-Id": opened[0].headers.first(name: "mcp-session-id") ?? "",
    ]
    #expect(desk.send(.DELETE, headers: headers).status == .noContent)
    #expect(open("alice", "").status == .ok)
    #expect(desk.endpoint.sessions.count == 5)
  }

  @Test func `LHTTP-20: a session that nobody uses ends, and one that is used does not`() async {
    let desk = Desk {
      $0.sessionTimeout = .seconds(30)
      $0.keepAliveInterval = .seconds(15)
    }
    let idle = desk.session()
    let used = desk.session()
    let listening = desk.session()
    let stream = listening.get()
    let calling = desk.session()
    let call = calling.call("gate")
    for _ in 0..<3 {
      desk.endpoint.tick()
      #expect(used.post(Self.ping).status == .ok)
    }
    #expect(idle.post(Self.ping).status == .notFound)
    #expect(desk.endpoint.sessions.count == 3)
    stream.disconnect()
    desk.gate.open()
    _ = await call.ended()
  }

  @Test func `BASE-11: a batch of 2025-03-26 is answered by one array`() async throws {
    let session = Desk().session("2025-03-26")
    let notification = #"{"jsonrpc":"2.0","method":"made/up"}"#
    let answer = await session.post("[\(Self.ping),\(notification),\(Self.list),{}]").ended()
    let replies = try #require(answer.json?.array)
    #expect(replies.map { $0["id"] } == [1, 2, nil])
    #expect(replies[2]["error"]?["code"] == -32600)
    #expect(session.post("[\(notification)]").status == .accepted)
  }

  @Test func `BASE-11: a batch of one is answered by an array of one`() async {
    let answer = await Desk().session("2025-03-26").post("[\(Self.ping)]").ended()
    #expect(answer.json == [["jsonrpc": "2.0", "id": 1, "result": [:]]])
  }

  @Test func `BASE-11: a batch with something to say before is a stream of its replies`() async {
    let call = """
      {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"progress","_meta":{"progressToken":1}}}
      """
    let answer = await Desk().session("2025-03-26").post("[\(Self.ping),\(call)]").ended()
    #expect(answer.messages.map { $0["id"] } == [1, nil, 3])
  }

  @Test func `2024-11-05 has no batches here`() {
    #expect(Desk().session("2024-11-05").post("[\(Self.ping)]").status == .badRequest)
  }

  @Test func `CANC-01: a cancelled call is stopped, and its POST ends without a reply`() async {
    let desk = Desk()
    let session = desk.session("2025-06-18")
    let call = session.call("gate", id: 7)
    _ = session.post(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}}"#)
    _ = await call.ended()
    #expect(desk.gate.cancellations == 1)
    #expect(call.messages == [])
  }

  @Test func `CANC-05: a client that goes does not cancel`() async {
    let desk = Desk()
    let session = desk.session()
    session.call("gate").disconnect()
    #expect(session.post(Self.ping).status == .ok)
    #expect(desk.gate.cancellations == 0)
    desk.gate.open()
  }

  @Test func `BASE-15: an id that is in use is refused`() async {
    let desk = Desk()
    let session = desk.session()
    let first = session.call("gate")
    #expect(session.call("gate").json?["error"]?["code"] == -32600)
    desk.gate.open()
    #expect(await first.ended().messages.last?["result"] != nil)
  }

  @Test func `LHTTP-19: many calls of a session run at once`() async {
    let desk = Desk()
    let session = desk.session("2025-06-18")
    let calls = (1...3).map { session.call("gate", id: $0) }
    desk.gate.open()
    for (index, call) in calls.enumerated() {
      #expect(await call.ended().json?["id"]?.int == index + 1)
    }
  }

  @Test func `LHTTP-18, ELIC-14: a question goes on the stream of its request, and its answer comes by POST`() async {
    let session = Desk().session("2025-06-18")
    let listening = session.get()
    let call = session.call("ask")
    await call.wait { !$0.messages.isEmpty }
    #expect(call.messages[0]["method"] == "elicitation/create")
    #expect(listening.messages == [])
    let id = call.messages[0]["id"] ?? .null
    let answer: JSONValue = [
      "jsonrpc": "2.0", "id": id, "result": ["action": "accept", "content": ["name": "Ada"]],
    ]
    #expect(session.post(answer.description).status == .accepted)
    _ = await call.ended()
    #expect(call.messages.last?["result"]?["content"]?.array?.first?["text"] == "Hello, Ada!")
  }

  @Test func `what a caller brings for the backend is there for the handler, and after a question too`() async {
    let desk = Desk { $0.callerSessionTokens = true }
    let session = desk.session("2025-06-18", headers: ["Nethesis-Session-Token": "alice"])
    #expect(await session.call("credential").ended().text.contains("alice as <credential>"))
    let call = session.call("ask and credential")
    await call.wait { !$0.messages.isEmpty }
    let answer: JSONValue = ["jsonrpc": "2.0", "id": call.messages[0]["id"] ?? .null, "result": ["action": "decline"]]
    _ = session.post(answer.description)
    #expect(await call.ended().text.contains("alice as <credential>"))
  }

  @Test func `a question to who takes only JSON goes where the client listens`() async {
    let session = Desk().session("2025-06-18")
    let listening = session.get()
    let body = #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ask"}}"#
    let call = session.desk.post(
      body,
      headers: ["Mcp-Session-Id": session.id, "Accept": "application/json"]
    )
    await listening.wait { !$0.messages.isEmpty }
    let answer: JSONValue = [
      "jsonrpc": "2.0", "id": listening.messages[0]["id"] ?? .null, "result": ["action": "decline"],
    ]
    _ = session.post(answer.description)
    await listening.wait { $0.messages.count == 2 }
    _ = session.delete()
    _ = await call.ended()
  }
}
