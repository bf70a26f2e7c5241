import JSON
import JSONRPC
import MCP
import NIOHTTP1
import Testing

@testable import MCPHTTP

@Suite(.timeLimit(.minutes(5))) struct ModernTests {
  @Test func `MHTTP-14, HTTP-06: an answer is JSON if nothing goes before it`() async {
    let answer = await Desk().send(ModernRequest.call("echo", ["a": 1])).ended()
    #expect(answer.status == .ok)
    #expect(answer.headers.first(name: "content-type") == "application/json")
    #expect(answer.json?["result"]?["content"] == [["type": "text", "text": #"{"a":1}"#]])
  }

  @Test func `MHTTP-14, HTTP-11, HTTP-12: with a notification before it, it is a stream, which then ends`() async {
    let request = ModernRequest.call("progress").meta("progressToken", "t")
    let answer = await Desk().send(request).ended()
    #expect(answer.headers.first(name: "content-type") == "text/event-stream")
    #expect(answer.headers.first(name: "cache-control") == "no-cache")
    #expect(answer.headers.first(name: "x-accel-buffering") == "no")
    #expect(answer.messages.count == 2)
    #expect(answer.messages.first?["method"] == "notifications/progress")
    #expect(answer.messages.last?["result"]?["resultType"] == "complete")
    #expect(answer.ids == [])  // MHTTP-10
  }

  @Test func `MHTTP-11: a stream has only what belongs to its request, and asks nothing`() async {
    let desk = Desk()
    let listening = desk.send(
      ModernRequest("subscriptions/listen", ["notifications": ["toolsListChanged": true]], id: "listen")
    )
    let answers = [
      await desk.send(ModernRequest.call("progress").meta("progressToken", "t")).ended(),
      await desk.send(
        ModernRequest.call("ask").meta("io.modelcontextprotocol/clientCapabilities", ["elicitation": [:]])
      )
      .ended(),
    ]
    desk.endpoint.store.replace(with: desk.endpoint.store.catalog, changed: [.tools])
    await listening.wait { $0.messages.count == 2 }
    let messages = answers.flatMap { $0.isStream ? $0.messages : [$0.json ?? .null] } + listening.messages
    #expect(messages.filter { $0["id"] != nil && $0["method"] != nil } == [])
    #expect(answers[0].messages.first?["params"]?["progressToken"] == "t")
    #expect(answers[1].json?["result"]?["resultType"] == "input_required")
    #expect(
      listening.messages.allSatisfy {
        $0["params"]?["_meta"]?["io.modelcontextprotocol/subscriptionId"] == "listen"
      }
    )
  }

  @Test func `HTTP-09: who takes only JSON gets only the reply`() async {
    let request = ModernRequest.call("progress").meta("progressToken", "t")
    let answer = await Desk().send(request, headers: ["Accept": "application/json"]).ended()
    #expect(answer.json?["result"] != nil)
  }

  @Test func `HTTP-09: who takes only a stream gets one`() async {
    let answer = await Desk().send(ModernRequest.call("echo"), headers: ["Accept": "text/event-stream"]).ended()
    #expect(answer.messages.map { $0["id"] } == [1])
  }

  @Test func `CANC-04: a client that goes cancels its call`() async {
    let desk = Desk()
    let exchange = desk.send(ModernRequest.call("gate"))
    exchange.disconnect()
    await desk.gate.cancelled()
    #expect(desk.gate.cancellations == 1)
  }

  @Test func `MHTTP-10: sessions and events are unknown here`() {
    let answer = Desk().send(ModernRequest(), headers: ["Mcp-Session-Id": "x", "Last-Event-ID": "1-1"])
    #expect(answer.status == .ok)
    #expect(answer.headers.contains(name: "mcp-session-id") == false)
  }

  @Test(arguments: ["notifications/cancelled", "notifications/initialized", "made/up"])
  func `MHTTP-15, HTTP-07: a notification is accepted, with nothing to say`(_ method: String) {
    let body = #"{"jsonrpc":"2.0","method":"\#(method)","params":{}}"#
    let answer = Desk().post(body, headers: ["MCP-Protocol-Version": "2026-07-28"])
    #expect(answer.status == .accepted)
    #expect(answer.text.isEmpty)
  }

  @Test func `MRTR-01, MRTR-06: questions come as a result, and their state belongs to the caller`() async {
    let desk = Desk { $0.callerSessionTokens = true }
    let capabilities: JSONValue = ["elicitation": [:]]
    func ask(_ token: String, _ more: JSONObject = [:]) async -> JSONValue? {
      var request = ModernRequest.call("ask").meta("io.modelcontextprotocol/clientCapabilities", capabilities)
      for member in more { request.params[member.name] = member.value }
      return await desk.send(request, headers: ["Nethesis-Session-Token": token]).ended().json
    }
    let first = await ask("alice")
    #expect(first?["result"]?["resultType"] == "input_required")
    let answers: JSONValue = ["name": ["action": "accept", "content": ["name": "Ada"]]]
    let last = await ask("alice", ["inputResponses": answers])
    #expect(last?["result"]?["content"]?.array?.first?["text"] == "Hello, Ada!")
  }

  @Test
  func `SUB-02, SUB-03, SUB-07, SUB-09, SUB-11: a subscription is a stream from its acknowledgement to its result`()
    async
  {
    let desk = Desk()
    let request = ModernRequest("subscriptions/listen", ["notifications": ["toolsListChanged": true]], id: 0)
    let listening = desk.send(request)
    await listening.wait { !$0.messages.isEmpty }
    #expect(listening.isStream)
    #expect(listening.messages.first?["method"] == "notifications/subscriptions/acknowledged")
    let id = listening.messages.first?["params"]?["_meta"]?["io.modelcontextprotocol/subscriptionId"]
    #expect(id == 0)
    desk.endpoint.tick()
    #expect(listening.text.hasSuffix(": keep-alive\n\n"))
    desk.endpoint.store.replace(with: desk.endpoint.store.catalog, changed: [.tools])
    desk.endpoint.beginDraining()
    _ = await listening.ended()
    #expect(
      listening.messages.map { $0["method"] } == [
        "notifications/subscriptions/acknowledged", "notifications/tools/list_changed", nil,
      ]
    )
    #expect(listening.messages.last?["result"]?["resultType"] == "complete")
    #expect(desk.endpoint.streams.count == 0)
  }

  @Test func `SUB-07: a client that goes ends its subscription and its stream`() async {
    let desk = Desk { $0.maximumStreams = 1 }
    let request = ModernRequest("subscriptions/listen", ["notifications": ["toolsListChanged": true]])
    let first = desk.send(request)
    await first.wait { !$0.messages.isEmpty }
    let surplus = await desk.send(request).ended()
    #expect(surplus.json?["error"]?["code"] == -32603)
    first.disconnect()
    #expect(desk.endpoint.streams.count == 0)
  }

  @Test func `AUTH-10, AUTH-21: a caller's token for the backend reaches the handler, and no text about it`() async {
    let call = ModernRequest.call("credential")
    let headers: [(String, String)] = [("Nethesis-Session-Token", "s3cret"), ("Authorization", "Bearer t0ken")]
    let answer = await Desk { $0.callerSessionTokens = true }.send(call, headers: .init(headers)).ended()
    #expect(answer.text.contains("s3cret as <credential>"))
    #expect(answer.text.contains("t0ken") == false)
    #expect(await Desk().send(call, headers: .init(headers)).ended().text.contains("none"))
  }

  @Test(arguments: [
    ("Bearer s3cret", "\"s3cret as"), ("bearer  s3cret ", "\"s3cret as"), ("BEARER\ts3cret", "\"s3cret as"),
    (" s3cret ", "\"s3cret as"), ("Bearers3cret", "\"Bearers3cret as"), ("Bearer", "none"), ("Bearer ", "none"),
  ])
  func `the name of the scheme before a caller's token is no part of it`(header: String, text: String) async {
    let desk = Desk { $0.callerSessionTokens = true }
    let answer = await desk.send(.call("credential"), headers: ["Nethesis-Session-Token": header]).ended()
    #expect(answer.text.contains(text))
  }

  @Test func `AUTH-21: of several documents each has a field for a caller's token`() async {
    let desk = Desk { ($0.callerSessionTokens, $0.callerDocuments) = (true, ["my_zoo", "shop"]) }
    func brought(_ headers: HTTPHeaders) async -> String {
      await desk.send(.call("credentials"), headers: headers).ended().text
    }
    let both: HTTPHeaders = ["Nethesis-Session-Token-my-zoo": "Bearer z", "nethesis-session-token-SHOP": "s"]
    #expect(await brought(both).contains("my_zoo: z, shop: s"))
    #expect(await brought(["Nethesis-Session-Token-shop": "s"]).contains("my_zoo: none, shop: s"))
    // The field for the only document does not say for which it is.
    #expect(await brought(["Nethesis-Session-Token": "s"]).contains("my_zoo: none, shop: none"))
    #expect(await brought(["Nethesis-Session-Token-my_zoo": "z"]).contains("my_zoo: none, shop: none"))
  }

  @Test func `BASE-13: a server without sessions says so to a handshake, and names its versions`() {
    let answer = Desk { $0.eras = .modern }.post(Desk.initialize("2025-11-25"))
    #expect(answer.json?["error"]?["message"]?.string?.contains("2026-07-28") == true)
  }

  @Test func `MHTTP-17: a server of sessions alone takes a modern envelope for what it cannot see`() async {
    let desk = Desk { $0.eras = .legacy }
    let session = desk.session()
    let body = ModernRequest.call("echo").body
    let answer = await session.post(body, headers: ["MCP-Protocol-Version": "2025-11-25"]).ended()
    #expect(answer.json?["result"]?["resultType"] == nil)
    #expect(answer.json?["result"]?["content"] != nil)
  }
}
