import APITools
import JSON
import MCP
import Synchronization
import Testing

@testable import StepUp

struct CeremonyTests {
  private let time = ManualTime()

  private func ceremony(_ asked: Asked) -> Ceremony { ceremony(asked.request()) }

  private func ceremony(_ request: ApprovalRequest) -> Ceremony {
    Ceremony(
      id: "id",
      formToken: "form",
      request: request,
      link: ApprovalLink(url: "http://127.0.0.1:1/step-up/r/id", expiresAt: "2026-01-01T00:00:00Z"),
      lifetime: .seconds(600),
      now: { [time] in time.now }
    )
  }

  @Test func `secrets of the answer are given to who sent the page, and to nobody after`() async {
    let asked = Asked(Asked.done)
    let ceremony = ceremony(asked)
    #expect(ceremony.result == nil)
    let first = await ceremony.submit(["password": "p"])
    #expect(first.secrets.map(\.text) == [Asked.token])
    let second = await ceremony.submit(["password": "p"])
    #expect(second.secrets.isEmpty)
    #expect(asked.given == [["password": "p"]])
    #expect(ceremony.result?.isError == false)
  }

  @Test func `only the request that made the call gets the secrets, whatever others send meanwhile`() async {
    let gate = Gate()
    let asked = Asked(Asked.done, Asked.done, gate: gate)
    let ceremony = ceremony(asked)
    async let first = ceremony.submit(["password": "p"])
    await gate.arrival()
    // Each gets as far as it does before the call has ended.
    let others = [["password": "p"], ["password": "q"], [:]].map { secrets in
      Task.immediate { await ceremony.submit(secrets) }
    }
    gate.open()
    for other in others {
      let view = await other.value
      #expect(view.secrets.isEmpty)
      guard case .submitted = view.state else {
        Issue.record("somebody was told of another state: \(view.state)")
        continue
      }
    }
    #expect(await first.secrets.map(\.text) == [Asked.token])
    #expect(asked.given == [["password": "p"]])
  }

  @Test func `three wrong secrets end it, and no call is made after that`() async {
    let asked = Asked(Asked.refused, Asked.refused, Asked.refused, Asked.done)
    let ceremony = ceremony(asked)
    for _ in 0..<2 {
      guard case .waiting(let problem?) = await ceremony.submit(["password": "w"]).state else {
        Issue.record("it ended too early")
        return
      }
      #expect(problem.words.contains("is wrong"))
      #expect(ceremony.result == nil)
    }
    guard case .failed = await ceremony.submit(["password": "w"]).state else {
      Issue.record("it did not end")
      return
    }
    #expect(ceremony.result?.isError == true)
    _ = await ceremony.submit(["password": "p"])
    #expect(asked.given.count == 3)
  }

  @Test func `a failure is final at once`() async {
    let asked = Asked(Asked.failed, Asked.done)
    let ceremony = ceremony(asked)
    _ = await ceremony.submit(["password": "p"])
    _ = await ceremony.submit(["password": "p"])
    #expect(asked.given.count == 1)
  }

  @Test func `attempts that are used up elsewhere end it`() async {
    let last = ApprovedCall(.refused(attemptsLeft: 0), result: .failure("wrong"))
    let asked = Asked(ApprovedCall(.refused(attemptsLeft: 1), result: .failure("wrong")), last, Asked.done)
    let ceremony = ceremony(asked)
    guard case .waiting(let problem?) = await ceremony.submit(["password": "w"]).state else {
      Issue.record("it ended too early")
      return
    }
    #expect(problem.attemptsLeft == 1)
    _ = await ceremony.submit(["password": "w"])
    #expect(ceremony.result?.isError == true)
  }

  @Test func `what the person has to know first is shown, and no attempt is used up`() async {
    let asked = Asked(ApprovedCall(.asked(again: "there is one"), result: .failure("")), Asked.done)
    let ceremony = ceremony(asked)
    let view = await ceremony.submit(["password": "p"])
    #expect(view.notice == "there is one")
    #expect(ceremony.result == nil)
    #expect(await ceremony.submit(["password": "p"]).secrets.map(\.text) == [Asked.token])
  }

  @Test(arguments: [ApprovedCall.Ending.done, .lost])
  func `what was made is taken back once, and the model is told`(ending: ApprovedCall.Ending) async {
    let problems = Mutex<[String?]>(["HTTP 500", nil, "not again"])
    let calls = Mutex(0)
    let revocation = Revocation(subject: "key 1") {
      calls.withLock { $0 += 1 }
      return problems.withLock { $0.removeFirst() }
    }
    let ceremony = ceremony(Asked(ApprovedCall(ending, result: .failure("lost"), revocation: revocation)))
    await ceremony.revoke()
    #expect(calls.withLock { $0 } == 0)
    _ = await ceremony.submit(["password": "p"])
    await ceremony.revoke()
    guard case .offered("key 1", problem: "HTTP 500") = ceremony.view.revoking else {
      Issue.record("it is not offered again")
      return
    }
    for _ in 0..<2 {
      await ceremony.revoke()
      guard case .done("key 1") = ceremony.view.revoking else {
        Issue.record("it is not revoked")
        return
      }
    }
    #expect(calls.withLock { $0 } == 2)
    #expect(ceremony.result?.content.count == 2)
  }

  @Test func `nothing is done after it expired or was declined`() async {
    let expired = Asked(Asked.done)
    let late = ceremony(expired)
    time.advance(by: .seconds(601))
    _ = await late.submit(["password": "p"])
    guard case .expired = late.view.state else {
      Issue.record("it did not expire")
      return
    }
    #expect(late.isOver)
    let declined = Asked(Asked.done)
    let unwanted = ceremony(declined)
    unwanted.decline()
    _ = await unwanted.submit(["password": "p"])
    #expect(unwanted.result?.isError == true)
    #expect(expired.given.isEmpty && declined.given.isEmpty)
  }

  @Test func `that it was declined is noted with nothing locked, and before anybody is told`() async throws {
    let seen = Mutex<(isDeclined: Bool, result: ToolResult?)?>(nil)
    let noted = Mutex<Ceremony?>(nil)
    let request = ApprovalRequest(
      tool: "t",
      title: nil,
      arguments: [:],
      fields: [],
      backend: "https://api.example",
      perform: { _ in Asked.done },
      declined: {
        guard let ceremony = noted.withLock({ $0 }) else { return }
        // With the lock held, neither could be asked.
        ceremony.decline()
        if case .declined = ceremony.view.state { seen.withLock { $0 = (true, ceremony.result) } }
      }
    )
    let ceremony = ceremony(request)
    noted.withLock { $0 = ceremony }
    ceremony.decline()
    let (isDeclined, result) = try #require(seen.withLock { $0 })
    #expect(isDeclined && result == nil)
    #expect(ceremony.result?.isError == true)
  }

  @Test func `an outcome is kept for as long as a question is`() async {
    let ceremony = ceremony(Asked(Asked.done))
    time.advance(by: .seconds(599))
    _ = await ceremony.submit(["password": "p"])
    time.advance(by: .seconds(599))
    #expect(!ceremony.isOver)
    time.advance(by: .seconds(2))
    #expect(ceremony.isOver)
  }

  @Test func `who waits hears at once, or when the time is over`() async {
    let ceremony = ceremony(Asked(Asked.done))
    await ceremony.wait(atMost: .seconds(45), on: time)
    #expect(ceremony.result == nil)
    async let waiting: Void = ceremony.wait(atMost: .seconds(45), on: StoppedClock())
    _ = await ceremony.submit(["password": "p"])
    await waiting
    #expect(ceremony.result != nil)
  }
}
