@testable import Calls
import JSON
import MCP
@testable import StepUp
import Synchronization
import Testing

/// Approvals that several replicas carry out together.
struct SharedApprovalTests {
  @Test func `one replica asks, another serves the page, and a third tells the outcome, in either form`() async throws {
    let replicas = Replicas(Asked(Asked.done))
    let first = try await replicas.a.call()
    #expect(first.askedURL?.hasPrefix("\(Table.origin)/step-up/any/") == true)
    #expect(try await replicas.c.call().text == "\(first.askedURL ?? "") callAgain")
    #expect(await replicas.b.page(first.askedURL).text.contains("create_api_key"))
    #expect(await replicas.b.decide(first.askedURL).text.contains("myk_"))
    #expect(try await replicas.c.retry(first).text == "made")
    #expect(try await replicas.c.call().text == "made")
    #expect(await replicas.a.page(first.askedURL).text.contains("not shown again"))
    #expect(replicas.asked.given == [["password": "p4ssw0rd"]])
  }

  @Test func `the same call at the same time at all replicas leads to one page`() async throws {
    let replicas = Replicas(Asked(Asked.done))
    let urls = await withTaskGroup(of: String?.self) { group in
      for table in replicas.tables + replicas.tables {
        group.addTask {
          guard case .waiting(let link, _) = await table.stepUp.answer(replicas.asked.request(), .unheard) else {
            return nil
          }
          return link.url
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(urls.count == 6 && Set(urls).count == 1 && urls.first != .some(nil))
  }

  @Test func `callers that nothing tells apart share no page, and their states lead to their own anywhere`()
    async throws
  {
    let replicas = Replicas(Asked(Asked.done))
    let first = try await replicas.a.call(caller: nil)
    let second = try await replicas.a.call(caller: nil)
    #expect(first.askedURL != second.askedURL)
    #expect(await replicas.b.decide(first.askedURL).text.contains("myk_"))
    #expect(try await replicas.c.retry(first, caller: nil).text == "made")
    #expect(try await replicas.c.retry(second, caller: nil).text == "\(second.askedURL ?? "") askUser")
  }

  @Test func `who waits at one replica hears what was decided at another`() async throws {
    let other = Mutex<(table: Table, url: String?)?>(nil)
    let looks = Mutex(0)
    let replicas = Replicas(
      Asked(Asked.done),
      sleep: { duration in
        guard duration <= .seconds(1) else { return try await Replicas.looking(duration) }
        guard
          looks.withLock({
            $0 += 1; return $0 == 12
          }), let (table, url) = other.withLock({ $0 })
        else { return }
        _ = await table.decide(url)
      }
    )
    let first = try await replicas.a.call()
    other.withLock { $0 = (replicas.b, first.askedURL) }
    #expect(try await replicas.c.retry(first).text == "made")
    #expect(looks.withLock { $0 } == 12)
    #expect(replicas.c.heard.all.compactMap { $0["params"]?["progress"]?.int } == [0, 10])
  }

  @Test func `once no person is waited for, a call has the link`() async throws {
    let replicas = Replicas(Asked(Asked.done), sleep: { _ in try await Replicas.looking(.seconds(60)) })
    let first = try await replicas.a.call()
    async let retry = replicas.b.retry(first)
    while await replicas.b.heard.next("notifications/progress")["params"]?["message"]?.string?.hasPrefix("Wait") != true
    {}
    replicas.b.stepUp.stopWaiting()
    #expect(try await retry.text == "\(first.askedURL ?? "") callAgain")
  }

  @Test func `of two that send the page at the same time, one carries it out, and the other says so`() async throws {
    let gate = Gate()
    let replicas = Replicas(Asked(Asked.done, Asked.done, gate: gate))
    let first = try await replicas.a.call()
    let token = await replicas.b.token(first.askedURL)
    async let winner = replicas.a.decide(first.askedURL)
    await gate.arrival()
    // Its page was opened before.
    async let loser = replicas.b.decide(first.askedURL, token: token)
    #expect(await replicas.b.page(first.askedURL).text.contains("Under way"))
    #expect(try await replicas.c.retry(first).text == "\(first.askedURL ?? "") awaitOutcome")
    gate.open()
    #expect(await winner.text.contains("myk_"))
    #expect(await !loser.text.contains("myk_"))
    #expect(replicas.asked.given.count == 1)
  }

  @Test(arguments: 0..<20)
  func `of all that send the page at once, one carries it out`(_: Int) async throws {
    let replicas = Replicas(Asked(Asked.done, Asked.done, Asked.done))
    let url = try await replicas.a.call().askedURL
    let token = await replicas.b.token(url)
    let pages = await withTaskGroup { group in
      for table in replicas.tables { group.addTask { await table.decide(url, token: token) } }
      return await group.reduce(into: []) { $0.append($1.text) }
    }
    #expect(pages.count { $0.contains("myk_") } == 1)
    #expect(pages.allSatisfy { !$0.contains("name=\"form\"") })
    #expect(replicas.asked.given.count == 1)
  }

  @Test func `three wrong secrets end it, wherever they were typed`() async throws {
    let replicas = Replicas(Asked(Asked.refused, Asked.refused, Asked.refused, Asked.done))
    let first = try await replicas.a.call()
    let token = await replicas.c.token(first.askedURL)
    #expect(await replicas.a.decide(first.askedURL).text.contains("2 attempts are left"))
    #expect(await replicas.b.decide(first.askedURL).text.contains("This is the last attempt"))
    #expect(await replicas.c.decide(first.askedURL).text.contains("It failed"))
    #expect(await replicas.a.decide(first.askedURL, token: token).text.contains("It failed"))
    #expect(replicas.asked.given.count == 3)
    #expect(try await replicas.b.retry(first)["result"]?["isError"] == true)
  }

  @Test func `what a person was told at one replica is known at the next`() async throws {
    let notice = ApprovalNotice("there is one", items: ["1"])
    let replicas = Replicas(Asked(ApprovedCall(.asked(again: notice), result: .failure("")), Asked.done))
    let first = try await replicas.a.call()
    #expect(await replicas.a.decide(first.askedURL).text.contains("there is one"))
    #expect(await replicas.b.page(first.askedURL).text.contains("there is one"))
    #expect(await replicas.b.decide(first.askedURL).text.contains("myk_"))
    #expect(replicas.asked.told == [[], ["1"]])
  }

  @Test func `no is said once, and told everywhere`() async throws {
    let declined = Mutex(0)
    let replicas = Replicas(Asked(Asked.done, declining: { declined.withLock { $0 += 1 } }))
    let first = try await replicas.a.call()
    let token = await replicas.c.token(first.askedURL)
    for table in [replicas.b, replicas.c] {
      let page = await table.decide(first.askedURL, "decline", token: token)
      #expect(page.text.contains("Declined"))
    }
    #expect(try await replicas.a.retry(first).text.contains("said no"))
    #expect(declined.withLock { $0 } == 1)
    #expect(await replicas.a.decide(first.askedURL, token: token).text.contains("Declined"))
    #expect(replicas.asked.given.isEmpty)
  }

  @Test func `what was made is revoked at another replica, once`() async throws {
    let revocation = Revocation(subject: "key 1", operation: "DELETE /keys/{id}", arguments: ["id": 1])
    let calls = Mutex(0)
    let done = ApprovedCall(.done, result: Asked.done.result, secrets: Asked.done.secrets, revocation: revocation)
    let replicas = Replicas(
      Asked(
        done,
        revoking: { given in
          #expect(given == revocation)
          return calls.withLock { calls in
            calls += 1
            return calls == 1 ? "HTTP 500" : nil
          }
        }
      )
    )
    let first = try await replicas.a.call()
    let token = await replicas.c.token(first.askedURL)
    _ = await replicas.a.decide(first.askedURL)
    #expect(await replicas.b.decide(first.askedURL, "revoke").text.contains("HTTP 500"))
    for table in [replicas.c, replicas.b] {
      #expect(await table.decide(first.askedURL, "revoke", token: token).text.contains("Revoked"))
    }
    #expect(calls.withLock { $0 } == 2)
    let result = try await replicas.a.retry(first)["result"]?["content"]?.array
    #expect(result?.last?["text"]?.string?.contains("revoked it on the page") == true)
  }

  @Test func `that nobody decided is recorded once, and the call asks anew`() async throws {
    let replicas = Replicas(Asked(Asked.done))
    let first = try await replicas.a.call()
    replicas.utc.advance(by: 601)
    #expect(await replicas.c.page(first.askedURL).text.contains("Expired"))
    #expect(try await replicas.b.retry(first).text.contains("nobody used the page in time"))
    let anew = try await replicas.a.call()
    #expect(anew.askedURL != nil && anew.askedURL != first.askedURL)
    #expect(replicas.asked.expired == ["Nobody decided on the page in time."])
    #expect(replicas.asked.given.isEmpty)
  }

  @Test func `the pages of a party are bounded over all replicas; those that nobody has opened make room`() async throws
  {
    let replicas = Replicas(Asked(Asked.done), changing: { $0.maximumCountOfParty = 3 })
    func ask(_ table: Table, _ name: String) async throws -> JSONValue {
      try await table.call(arguments: ["name": .string(name)], principal: "p", caller: "p")
    }
    var asked: [JSONValue] = []
    for (index, table) in replicas.tables.enumerated() { asked.append(try await ask(table, "\(index)")) }
    // The first one gives way to the fourth.
    replicas.utc.advance(by: 1)
    let fourth = try await ask(replicas.a, "3")
    #expect(fourth.askedURL != nil)
    #expect(replicas.asked.expired == ["Nobody had opened the page when newer ones needed its place."])
    for page in asked.map(\.askedURL) + [fourth.askedURL] { _ = await replicas.b.page(page) }
    #expect(try await ask(replicas.c, "4").text.hasPrefix("Nothing was sent, because calls of yours have 3 pages"))
    #expect(try await ask(replicas.b, "3").text.hasSuffix("callAgain"))
  }
}
