@testable import Calls
import JSON
import MCP
@testable import StepUp
import Synchronization
import Testing

/// Claims of processes that die, and of databases that are away.
struct SharedClaimTests {
  @Test func `a process that dies leaves an outcome that is unknown, and nothing is sent again`() async throws {
    let gate = Gate()
    let replicas = Replicas(Asked(Asked.done, Asked.done, gate: gate))
    let first = try await replicas.a.call()
    let token = await replicas.a.token(first.askedURL)
    async let dead = replicas.b.decide(first.askedURL)
    await gate.arrival()
    replicas.utc.advance(by: SharedApprovals.lease)
    #expect(try await replicas.c.retry(first).text.contains("it may have been done"))
    #expect(await replicas.a.decide(first.askedURL, token: token).text.contains("Outcome unknown"))
    // It was only held up: the person has what it made, and nobody else hears of it.
    gate.open()
    let page = await dead
    #expect(page.text.contains("myk_") && page.text.contains("may be told that the outcome is unknown"))
    #expect(try await replicas.c.call().text.contains("it may have been done"))
    #expect(replicas.asked.given.count == 1)
  }

  @Test func `the claim of a call that takes long is kept alive`() async throws {
    let gate = Gate()
    let utc = Mutex<ManualUTC?>(nil)
    let renewals = Mutex(0)
    let look = Mutex<(@Sendable () async -> Void)?>(nil)
    let replicas = Replicas(
      Asked(Asked.done, gate: gate),
      sleep: { duration in
        guard duration > .seconds(1) else { return try Task.checkCancellation() }
        guard
          renewals.withLock({
            $0 += 1; return $0 <= 5
          })
        else {
          // Whoever looks ends a claim whose time is over.
          await look.withLock { $0 }?()
          gate.open()
          return try await Replicas.looking(duration)
        }
        utc.withLock { $0 }?.advance(by: 20)
      }
    )
    utc.withLock { $0 = replicas.utc }
    let first = try await replicas.a.call()
    look.withLock { $0 = { [other = replicas.c, url = first.askedURL] in _ = await other.page(url) } }
    #expect(await replicas.b.decide(first.askedURL).text.contains("myk_"))
    #expect(try await replicas.c.retry(first).text == "made")
  }

  @Test func `while the database is away nothing is sent, and all goes on when it is back`() async throws {
    let replicas = Replicas(Asked(Asked.done))
    let first = try await replicas.a.call()
    let token = await replicas.a.token(first.askedURL)
    replicas.store.fault = .away
    for text in [try await replicas.b.call().text, try await replicas.b.retry(first).text] {
      #expect(text.hasPrefix("Nothing was sent by this call") && text.hasSuffix("Try again in 5 s."))
    }
    for (method, body) in [("GET", ""), ("POST", "form=\(token)&secret-password=p&decision=approve")] {
      let page = await replicas.b.page(first.askedURL, method, body)
      #expect(page.status == 503 && page.text.contains("Nothing was sent"))
    }
    replicas.store.fault = nil
    #expect(replicas.asked.given.isEmpty)
    #expect(await replicas.b.decide(first.askedURL).text.contains("myk_"))
    #expect(try await replicas.c.retry(first).text == "made")
  }

  @Test func `an outcome that cannot be stored is told to the person, and stored when the database is back`()
    async throws
  {
    let gate = Gate()
    let paused = AsyncStream.makeStream(of: Void.self)
    let back = Gate()
    let replicas = Replicas(
      Asked(Asked.done, gate: gate),
      sleep: { duration in
        guard duration == .seconds(1) else { return try await Replicas.looking(duration) }
        paused.continuation.yield()
        await back.wait()
      }
    )
    let first = try await replicas.a.call(capabilities: [:])
    let url = first.text.split(separator: " ").first.map(String.init)
    async let page = replicas.b.decide(url)
    await gate.arrival()
    replicas.store.fault = .away
    gate.open()
    let shown = await page.text
    #expect(shown.contains("myk_") && shown.contains("could not be stored just now"))
    for await _ in paused.stream { break }
    replicas.store.fault = nil
    #expect(await replicas.c.page(url).text.contains("Under way"))
    back.open()
    while await replicas.c.page(url).text.contains("Under way") { await Task.yield() }
    #expect(try await replicas.c.call(capabilities: [:]).text == "made")
    #expect(replicas.asked.given.count == 1)
  }

  @Test func `a claim that was stored though it did not seem so is given back: nothing was sent under it`() async throws
  {
    let replicas = Replicas(Asked(Asked.done))
    let first = try await replicas.a.call()
    let token = await replicas.b.token(first.askedURL)
    replicas.store.fault = .uncertain
    let page = await replicas.b.page(first.askedURL, "POST", "form=\(token)&secret-password=p&decision=approve")
    #expect(page.status == 503)
    replicas.store.fault = nil
    #expect(await replicas.c.page(first.askedURL).text.contains("Under way"))
    #expect(await replicas.b.page(first.askedURL).text.contains("secret-password"))
    #expect(replicas.asked.given.isEmpty)
    #expect(await replicas.c.decide(first.askedURL).text.contains("myk_"))
    #expect(replicas.asked.given.count == 1)
  }

  @Test func `an outcome that the store has no room for is told in short`() async throws {
    let long = ToolResult(content: [.text(String(repeating: "x", count: 300 << 10))])
    let replicas = Replicas(Asked(ApprovedCall(.done, result: long, secrets: Asked.done.secrets)))
    let first = try await replicas.a.call()
    #expect(await replicas.b.decide(first.askedURL).text.contains("myk_"))
    let told = try await replicas.c.retry(first)
    #expect(told.text.contains("too long to be kept") && told["result"]?["isError"] != true)
  }
}
