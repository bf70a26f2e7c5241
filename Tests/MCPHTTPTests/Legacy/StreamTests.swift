import JSON
import MCP
import NIOHTTP1
import Testing

@testable import MCPHTTP

@Suite(.timeLimit(.minutes(5))) struct StreamTests {
  /// Has the server tell that its tools have changed.
  private func announce(_ desk: Desk) {
    desk.endpoint.store.replace(with: desk.endpoint.store.catalog, changed: [.tools])
  }

  @Test func `LHTTP-05: what belongs to no request goes where the client listens`() async {
    let desk = Desk()
    let session = desk.session("2025-06-18")
    let listening = session.get()
    #expect(listening.headers.first(name: "content-type") == "text/event-stream")
    announce(desk)
    await listening.wait { !$0.messages.isEmpty }
    #expect(listening.messages[0]["method"] == "notifications/tools/list_changed")
    #expect(listening.ids == ["0-1"])
  }

  @Test func `LHTTP-03, PROG-07: a reply goes with its request, and not where the client listens`() async {
    let desk = Desk()
    let session = desk.session("2025-06-18")
    let listening = session.get()
    let answer = await session.call("progress", #","_meta":{"progressToken":"t"}"#).ended()
    #expect(answer.messages.map { $0["method"] } == ["notifications/progress", nil])
    #expect(answer.messages.last?["id"] == 1)
    announce(desk)
    await listening.wait { !$0.messages.isEmpty }
    #expect(listening.messages.map { $0["method"] } == ["notifications/tools/list_changed"])
  }

  @Test func `LHTTP-04: who listens last hears everything, and nobody else anything`() async {
    let desk = Desk()
    let session = desk.session("2025-06-18")
    let first = session.get()
    let second = session.get()
    _ = await first.ended()
    announce(desk)
    await second.wait { !$0.messages.isEmpty }
    #expect(first.messages == [])
    #expect(desk.endpoint.streams.count == 1)
  }

  @Test func `what was said while nobody listened is heard once`() async {
    let desk = Desk()
    let session = desk.session("2025-06-18")
    announce(desk)
    let first = session.get()
    #expect(first.messages.count == 1)
    first.disconnect()
    #expect(session.get().messages == [])
  }

  @Test func `LHTTP-13: streams of 2025-11-25 begin with an id and nothing else`() async {
    let desk = Desk()
    let session = desk.session("2025-11-25")
    #expect(session.get().events == [["id: 0-1", "retry: 1000", "data:"]])
    let call = session.call("gate")
    await call.wait { $0.isStream }
    #expect(call.events == [["id: 1-1", "retry: 1000", "data:"]])
    desk.gate.open()
    _ = await call.ended()
    #expect(call.ids == ["1-1", "1-2"])
  }

  @Test func `LHTTP-13: a call that changes nothing is no stream without need`() async {
    let desk = Desk()
    let call = desk.session("2025-11-25").call("safe gate")
    desk.gate.open()
    #expect(await call.ended().json?["result"] != nil)
  }

  @Test(arguments: ["2025-03-26", "2025-06-18"])
  func `LHTTP-13, LHTTP-17: those of older versions do not`(_ version: String) async {
    let desk = Desk()
    let session = desk.session(version)
    #expect(session.get().text == "")
    let call = session.call("gate")
    desk.gate.open()
    #expect(await call.ended().isStream == false)
  }

  @Test func `LHTTP-16, CANC-05: a client that lost its call comes back for the answer`() async {
    let desk = Desk()
    let session = desk.session()
    let call = session.call("gate")
    await call.wait { !$0.ids.isEmpty }
    call.disconnect()
    let resumed = session.get(after: call.ids[0])
    desk.gate.open()
    _ = await resumed.ended()
    #expect(resumed.messages.map { $0["id"] } == [1])
    #expect(resumed.ids == ["1-2"])
  }

  @Test func `LHTTP-16: it may also come back after the answer, and once more`() async {
    let desk = Desk()
    let session = desk.session()
    let call = session.call("gate")
    await call.wait { !$0.ids.isEmpty }
    call.disconnect()
    desk.gate.open()
    for _ in 0..<2 {
      var resumed = session.get(after: "1-1")
      // The call ends on a thread of its own: it may be that the first look is early.
      while resumed.messages.isEmpty { resumed = await session.get(after: "1-1").ended() }
      #expect(resumed.messages.map { $0["id"] } == [1])
      #expect(resumed.hasEnded)
    }
  }

  @Test func `LHTTP-16: only its own stream is replayed`() async {
    let desk = Desk()
    let session = desk.session()
    let listening = session.get()
    let call = session.call("progress", #","_meta":{"progressToken":1}"#)
    _ = await call.ended()
    announce(desk)
    await listening.wait { $0.ids.count == 2 }
    #expect(session.get(after: "1-1").messages.map { $0["method"] ?? $0["id"] } == ["notifications/progress", 1])
    #expect(session.get(after: "1-2").messages.map { $0["id"] } == [1])
    #expect(session.get(after: "0-1").messages.map { $0["method"] } == ["notifications/tools/list_changed"])
  }

  @Test func `LHTTP-14: a stream that ends before its reply is the client's to come back to`() async {
    let session = Desk().session("2025-11-25")
    let call = await session.call("leave").ended()
    #expect(call.events.first == ["id: 1-1", "retry: 1000", "data:"])
    #expect(call.messages.map { $0["method"] } == ["notifications/message"])
    var resumed = session.get(after: call.ids.last ?? "")
    // The call ends on a thread of its own: it may be that the first look is early.
    while resumed.messages.isEmpty { resumed = await session.get(after: call.ids.last ?? "").ended() }
    #expect(resumed.messages.map { $0["id"] } == [1])
  }

  @Test(arguments: ["2025-03-26", "2025-06-18"])
  func `LHTTP-17: a stream of an older version ends with its reply`(_ version: String) async {
    let call = await Desk().session(version).call("leave").ended()
    #expect(call.messages.map { $0["method"] ?? $0["id"] } == ["notifications/message", 1])
  }

  @Test(arguments: ["9-1", "x", "1-1-1"])
  func `LHTTP-16: the id of no event is refused`(_ id: String) {
    #expect(Desk().session().get(after: id).status == .badRequest)
  }

  @Test func `LHTTP-20: streams have a limit`() {
    let desk = Desk { $0.maximumStreams = 1 }
    #expect(desk.session().get().isStream)
    let answer = desk.session().get()
    #expect(answer.status == .serviceUnavailable)
    #expect(answer.headers.contains(name: "retry-after"))
  }

  @Test func `LHTTP-20: a buffer forgets the oldest, and never the last`() {
    var buffer = ReplayBuffer(maximumSize: 10)
    for number in 1...4 { buffer.append([1, 2, 3, 4], id: EventID(stream: 1, number: number)) }
    #expect(buffer.events(on: 1, after: 0).map(\.id.number) == [3, 4])
    buffer.append([UInt8](repeating: 0, count: 20), id: EventID(stream: 2, number: 1))
    #expect(buffer.contains(1) == false)
    #expect(buffer.events(on: 2, after: 0).count == 1)
  }

  @Test func `SUB-11: open streams give signs of life`() {
    let desk = Desk()
    let listening = desk.session("2025-06-18").get()
    desk.endpoint.tick()
    #expect(listening.text == ": keep-alive\n\n")
  }

  @Test func `a server that ends lets calls go on, and ends what only listens or asks`() async {
    let desk = Desk()
    let session = desk.session("2025-06-18")
    let (listening, call, question) = (session.get(), session.call("gate"), session.call("ask", id: 2))
    await question.wait { !$0.messages.isEmpty }
    desk.endpoint.beginDraining()
    #expect(await listening.ended().hasEnded)
    #expect(await question.ended().messages.last?["error"]?["code"] == -32603)
    desk.gate.open()
    #expect(await call.ended().json?["result"] != nil)
    #expect(desk.endpoint.streams.count == 0)
  }
}
