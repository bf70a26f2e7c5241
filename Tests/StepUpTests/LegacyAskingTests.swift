@testable import Calls
import JSON
import MCP
import Testing

@testable import JSONRPC
@testable import StepUp

/// What clients of 2025-11-25 are told.
struct LegacyAskingTests {
  private let time = ManualTime()
  private let asked = Asked(Asked.done, Asked.done)
  private let heard = Heard(version: "2025-11-25")

  private func table(_ clock: any Clock<Duration>) -> Table { Table(asked, clock: clock, time: time) }

  /// A session of a client that can have pages opened.
  private func session(_ table: Table, capabilities: JSONObject = Table.urls) async -> LegacySession {
    let session = LegacySession(table.store, sink: heard, clock: StoppedClock())
    let params: JSONObject = [
      "protocolVersion": "2025-11-25", "capabilities": .object(capabilities),
      "clientInfo": ["name": "c", "version": "1"],
    ]
    _ = await Table.reply(session.handle(Request(id: .string("0"), method: "initialize", params: params), sink: heard))
    session.handle(Notification(method: "notifications/initialized", params: [:]))
    return session
  }

  private func begin(_ session: LegacySession) -> Handling {
    let params: JSONObject = ["name": "create_api_key", "arguments": .object(Table.arguments)]
    return session.handle(Request(id: .string("1"), method: "tools/call", params: params), sink: heard)
  }

  private func call(_ session: LegacySession) async throws -> JSONValue {
    try JSONParser.parse(await Table.reply(begin(session)).bytes)
  }

  /// The page that the client is asked to have opened, and the request.
  private func question() async throws -> (url: String, id: RequestID, elicitation: JSONValue?) {
    let request = await heard.next("elicitation/create")
    #expect(request["params"]?["mode"] == "url")
    let url = try #require(request["params"]?["url"]?.string)
    #expect(request["params"]?["message"]?.string?.hasSuffix("The page: \(url)") == true)
    return (url, try #require(request["id"].flatMap(RequestID.init)), request["params"]?["elicitationId"])
  }

  @Test func `ELIC-07: a client that opens the page hears that it is done, and then the outcome`() async throws {
    let table = table(StoppedClock())
    let session = await session(table)
    async let reply = call(session)
    let (url, id, elicitation) = try await question()
    session.handle(Response(id: id, outcome: .success(["action": "accept"])))
    await table.approve(url)
    #expect(try await reply.text == "made")
    #expect(heard.all.last?["method"] == "notifications/elicitation/complete")
    #expect(heard.all.last?["params"]?["elicitationId"] == elicitation)
    #expect(asked.given.count == 1)
  }

  @Test func `a client that does not answer gets the outcome as soon as there is one`() async throws {
    let table = table(StoppedClock())
    let session = await session(table)
    async let reply = call(session)
    let (url, _, _) = try await question()
    await table.approve(url)
    #expect(try await reply.text == "made")
    #expect(heard.methods.suffix(2) == ["notifications/cancelled", "notifications/elicitation/complete"])
  }

  @Test func `a client that never answers gets the link when it has waited for long enough`() async throws {
    let table = table(time)
    let session = await session(table)
    let reply = try await call(session)
    #expect(reply.text.hasSuffix("callAgain"))
    #expect(heard.methods == ["elicitation/create", "notifications/cancelled"])
    await table.approve(reply.text.split(separator: " ").first.map(String.init))
    #expect(try await call(session).text == "made")
    #expect(heard.methods.count { $0 == "elicitation/create" } == 1)
  }

  static let refusals: [Result<JSONValue, JSONRPCError>] = [
    .success(["action": "decline"]), .success(["action": "cancel"]), .success("nonsense"),
    .failure(JSONRPCError(.methodNotFound, "no")),
  ]

  @Test(arguments: refusals)
  func `a client that does not open the page gets the link at once, and the page goes on`(
    answer: Result<JSONValue, JSONRPCError>
  ) async throws {
    let table = table(StoppedClock())
    let session = await session(table)
    async let reply = call(session)
    let (url, id, _) = try await question()
    session.handle(Response(id: id, outcome: answer))
    #expect(try await reply.text == "\(url) callAgain")
    await table.approve(url)
    #expect(try await call(session).text == "made")
  }

  @Test func `a call that is given up leaves the page open`() async throws {
    let table = table(StoppedClock())
    let session = await session(table)
    let given = Task { await Table.reply(begin(session)) }
    let (url, _, _) = try await question()
    given.cancel()
    _ = await given.value
    await table.approve(url)
    #expect(try await call(session).text == "made")
    #expect(asked.given.count == 1)
  }

  @Test func `a client that opens no pages gets the link`() async throws {
    let session = await session(table(time), capabilities: ["elicitation": [:]])
    #expect(try await call(session).text.contains("/step-up/"))
    #expect(heard.methods.isEmpty)
  }
}
