@testable import Calls
import JSON
import Testing

@testable import StepUp

/// What clients of 2026-07-28 are told.
struct ModernAskingTests {
  private let time = ManualTime()
  private let asked = Asked(Asked.done, Asked.done)

  private func table(_ clock: (any Clock<Duration>)? = nil, replica: String? = nil, key: UInt8 = 1) -> Table {
    Table(asked, replica: replica, clock: clock ?? time, key: key, time: time)
  }

  @Test func `a client that opens pages is asked once, and its retry brings the outcome`() async throws {
    let table = table(StoppedClock())
    let first = try await table.call()
    #expect(first["result"]?["resultType"] == "input_required")
    let question = try #require(first["result"]?["inputRequests"]?["step_up"])
    #expect(question["method"] == "elicitation/create")
    #expect(question["params"]?["mode"] == "url")
    #expect(first.askedURL?.hasPrefix("\(Table.origin)/step-up/") == true)
    // Some clients show nothing but the message.
    #expect(question["params"]?["message"]?.string?.hasSuffix("The page: \(first.askedURL ?? "-")") == true)
    async let second = table.retry(first)
    async let third = table.retry(first)
    await table.approve(first.askedURL)
    for reply in try await [second, third] { #expect(reply.text == "made") }
    #expect(try await table.retry(first).text == "made")
    #expect(asked.given.count == 1)
  }

  @Test(arguments: ["accept", "decline", "cancel", nil])
  func `what a client says proves nothing, and nothing is asked twice`(action: String?) async throws {
    let table = table()
    let first = try await table.call()
    for _ in 0..<3 {
      let retry = try await table.retry(first, action)
      #expect(retry["result"]?["resultType"] == "complete")
      #expect(retry.text == "\(first.askedURL ?? "") callAgain")
    }
    let again = try await table.call()
    #expect(again.text == "\(first.askedURL ?? "") callAgain")
    #expect(asked.given.isEmpty)
    await table.approve(first.askedURL)
    #expect(try await table.retry(first).text == "made")
  }

  @Test(arguments: [true, false])
  func `once no person is waited for, a call has the link`(waits: Bool) async throws {
    let table = table(StoppedClock())
    let first = try await table.call()
    async let retry = table.retry(first)
    if waits {
      while await table.heard.next("notifications/progress")["params"]?["message"]?.string?.hasPrefix("Wait") != true {}
    }
    table.stepUp.stopWaiting()
    #expect(try await retry.text == "\(first.askedURL ?? "") callAgain")
    #expect(try await table.call().text == "\(first.askedURL ?? "") callAgain")
  }

  @Test(arguments: ["decline", "cancel"])
  func `who has not opened the page gets the link at once`(action: String) async throws {
    let table = table(StoppedClock())
    let first = try await table.call()
    #expect(try await table.retry(first, action).text.contains("/step-up/"))
  }

  @Test(arguments: [["elicitation": [:]], ["elicitation": ["form": [:]]], [:]] as [JSONObject])
  func `a client that opens no pages gets the link`(capabilities: JSONObject) async throws {
    let table = table()
    let first = try await table.call(capabilities: capabilities)
    #expect(first.text.contains("/step-up/"))
    #expect(try await table.call(capabilities: capabilities).text == first.text)
  }

  @Test func `a client that asked for it hears that its call waits`() async throws {
    let table = table()
    _ = try await table.retry(try await table.call())
    let progress = table.heard.all.compactMap { $0["params"]?["progress"]?.int }
    #expect(progress == [0, 0, 10, 20, 30, 40])
    #expect(table.heard.methods.allSatisfy { $0 == "notifications/progress" })
  }

  @Test func `MRTR-05, MRTR-06: a state that is not the one of this call is refused`() async throws {
    let table = table()
    let first = try await table.call()
    let state = try #require(first["result"]?["requestState"]?.string)
    let tampered = String(state.dropLast(2)) + (state.hasSuffix("AA") ? "BB" : "AA")
    let replies = [
      try await table.call(["requestState": .string(tampered)]),
      try await table.call(["requestState": .string(state)], arguments: ["name": "m"]),
      try await table.call(["requestState": .string(state)], principal: "eve", caller: "eve"),
      try await self.table(key: 2).call(["requestState": .string(state)]),
    ]
    for reply in replies { #expect(reply["error"]?["code"] == -32602) }
    await table.approve(first.askedURL)
    #expect(asked.given.count == 1)
  }

  @Test func `a state of a page that is over asks nobody again`() async throws {
    let table = table()
    let first = try await table.call()
    time.advance(by: .seconds(601))
    let retry = try await table.retry(first)
    #expect(retry["result"]?["isError"] == true)
    #expect(retry.text.contains("not known any more"))
    #expect(table.stepUp.approvals.isEmpty)
    let anew = try await table.call()
    #expect(anew.askedURL != nil && anew.askedURL != first.askedURL)
  }

  @Test func `another replica says that it is not finished there, and begins nothing`() async throws {
    let (here, there) = (table(replica: "a"), table(replica: "b"))
    let first = try await here.call()
    #expect(first.askedURL?.hasPrefix("\(Table.origin)/step-up/a/") == true)
    let elsewhere = try await there.retry(first)
    #expect(elsewhere.text == "\(first.askedURL ?? "") lookElsewhere")
    #expect(there.stepUp.approvals.isEmpty)
    await there.approve(first.askedURL)
    #expect(asked.given.isEmpty)
    await here.approve(first.askedURL)
    #expect(try await here.retry(first).text == "made")
    #expect(asked.given.count == 1)
  }

  @Test func `callers that nothing tells apart have pages of their own, which only their states lead to`() async throws
  {
    let table = table()
    let first = try await table.call(caller: nil)
    let second = try await table.call(caller: nil)
    #expect(first.askedURL != second.askedURL)
    await table.approve(first.askedURL)
    #expect(try await table.retry(first, caller: nil).text == "made")
    #expect(try await table.retry(second, caller: nil).text == "\(second.askedURL ?? "") askUser")
  }

  @Test(arguments: ["", nil])
  func `while what was approved is under way, nobody is told that nothing was sent`(caller: String?) async throws {
    let gate = Gate()
    let table = Table(Asked(Asked.done, gate: gate), clock: time, time: time)
    let first = try await table.call(caller: caller)
    async let approval: Void = table.approve(first.askedURL)
    await gate.arrival()
    let next = caller == nil ? "hearOutcome" : "awaitOutcome"
    #expect(try await table.retry(first, caller: caller).text == "\(first.askedURL ?? "") \(next)")
    gate.open()
    await approval
    #expect(try await table.retry(first, caller: caller).text == "made")
  }

  @Test func `callers that are told apart have pages of their own`() async throws {
    let table = table()
    let first = try await table.call(principal: "a", caller: "a")
    let second = try await table.call(principal: "b", caller: "b")
    #expect(second.askedURL != nil && first.askedURL != second.askedURL)
  }
}
