@testable import Calls
import JSON
import MCP
import Synchronization
import Testing

@testable import StepUp

struct PendingApprovalTests {
  private let time = ManualTime()

  private func approval(_ asked: Asked) -> PendingApproval { approval(asked.request()) }

  private func approval(_ request: ApprovalRequest) -> PendingApproval {
    PendingApproval(
      id: "id",
      formToken: "form",
      request: request,
      carrier: AskedCarrier(),
      link: ApprovalLink(url: "http://127.0.0.1:1/step-up/r/id", expiresAt: "2026-01-01T00:00:00Z"),
      lifetime: .seconds(600),
      now: { [time] in time.now }
    )
  }

  @Test func `secrets of the answer are given to who sent the page, and to nobody after`() async {
    let asked = Asked(Asked.done)
    let approval = approval(asked)
    #expect(approval.result == nil)
    let first = await approval.submit(["password": "p"])
    #expect(first.secrets.map(\.text) == [Asked.token])
    let second = await approval.submit(["password": "p"])
    #expect(second.secrets.isEmpty)
    #expect(asked.given == [["password": "p"]])
    #expect(approval.result?.isError == false)
  }

  @Test func `only the request that made the call gets the secrets, whatever others send meanwhile`() async {
    let gate = Gate()
    let asked = Asked(Asked.done, Asked.done, gate: gate)
    let approval = approval(asked)
    async let first = approval.submit(["password": "p"])
    await gate.arrival()
    // Each gets as far as it does before the call has ended.
    let others = [["password": "p"], ["password": "q"], [:]].map { secrets in
      Task.immediate { await approval.submit(secrets) }
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
    let approval = approval(asked)
    for _ in 0..<2 {
      guard case .waiting(let problem?) = await approval.submit(["password": "w"]).state else {
        Issue.record("it ended too early")
        return
      }
      #expect(problem.words.contains("is wrong"))
      #expect(approval.result == nil)
    }
    guard case .failed = await approval.submit(["password": "w"]).state else {
      Issue.record("it did not end")
      return
    }
    #expect(approval.result?.isError == true)
    _ = await approval.submit(["password": "p"])
    #expect(asked.given.count == 3)
  }

  @Test func `a failure is final at once`() async {
    let asked = Asked(Asked.failed, Asked.done)
    let approval = approval(asked)
    _ = await approval.submit(["password": "p"])
    _ = await approval.submit(["password": "p"])
    #expect(asked.given.count == 1)
  }

  @Test func `attempts that are used up elsewhere end it`() async {
    let last = ApprovedCall(.refused(attemptsLeft: 0), result: .failure("wrong"))
    let asked = Asked(ApprovedCall(.refused(attemptsLeft: 1), result: .failure("wrong")), last, Asked.done)
    let approval = approval(asked)
    guard case .waiting(let problem?) = await approval.submit(["password": "w"]).state else {
      Issue.record("it ended too early")
      return
    }
    #expect(problem.attemptsLeft == 1)
    _ = await approval.submit(["password": "w"])
    #expect(approval.result?.isError == true)
  }

  @Test func `what the person has to know first is shown, and no attempt is used up`() async {
    let asked = Asked(ApprovedCall(.asked(again: ApprovalNotice("there is one")), result: .failure("")), Asked.done)
    let approval = approval(asked)
    let view = await approval.submit(["password": "p"])
    #expect(view.notice == "there is one")
    #expect(approval.result == nil)
    #expect(await approval.submit(["password": "p"]).secrets.map(\.text) == [Asked.token])
  }

  @Test func `what a person was told of is known when the page is sent again, beside what they knew before`() async {
    let notice = ApprovalNotice("there is one", items: ["1"])
    let asked = Asked(ApprovedCall(.asked(again: notice), result: .failure("")), Asked.done)
    let approval = approval(asked.request().telling(ApprovalNotice("and another", items: ["0"])))
    _ = await approval.submit(["password": "p"])
    _ = await approval.submit(["password": "p"])
    #expect(asked.told == [["0"], ["0", "1"]])
  }

  @Test(arguments: [ApprovedCall.Ending.done, .lost])
  func `what was made is taken back once, and the model is told`(ending: ApprovedCall.Ending) async {
    let problems = Mutex<[String?]>(["HTTP 500", nil, "not again"])
    let calls = Mutex(0)
    let revocation = Revocation(subject: "key 1", operation: "DELETE /keys/{id}", arguments: ["id": 1])
    let asked = Asked(ApprovedCall(ending, result: .failure("lost"), revocation: revocation)) { given in
      #expect(given == revocation)
      calls.withLock { $0 += 1 }
      return problems.withLock { $0.removeFirst() }
    }
    let approval = approval(asked)
    await approval.revoke()
    #expect(calls.withLock { $0 } == 0)
    _ = await approval.submit(["password": "p"])
    await approval.revoke()
    guard case .offered("key 1", problem: "HTTP 500") = approval.view.revoking else {
      Issue.record("it is not offered again")
      return
    }
    for _ in 0..<2 {
      await approval.revoke()
      guard case .done("key 1") = approval.view.revoking else {
        Issue.record("it is not revoked")
        return
      }
    }
    #expect(calls.withLock { $0 } == 2)
    #expect(approval.result?.content.count == 2)
  }

  @Test func `nothing is done after it expired or was declined`() async {
    let expired = Asked(Asked.done)
    let late = approval(expired)
    time.advance(by: .seconds(601))
    _ = await late.submit(["password": "p"])
    guard case .expired = late.view.state else {
      Issue.record("it did not expire")
      return
    }
    #expect(late.isOver)
    let declined = Asked(Asked.done)
    let unwanted = approval(declined)
    unwanted.decline()
    _ = await unwanted.submit(["password": "p"])
    #expect(unwanted.result?.isError == true)
    #expect(expired.given.isEmpty && declined.given.isEmpty)
  }

  @Test func `that it was declined is noted with nothing locked, and before anybody is told`() async throws {
    let seen = Mutex<(isDeclined: Bool, result: ToolResult?)?>(nil)
    let noted = Mutex<PendingApproval?>(nil)
    let asked = Asked(
      Asked.done,
      declining: {
        guard let approval = noted.withLock({ $0 }) else { return }
        // With the lock held, neither could be asked.
        approval.decline()
        if case .declined = approval.view.state { seen.withLock { $0 = (true, approval.result) } }
      }
    )
    let approval = approval(asked)
    noted.withLock { $0 = approval }
    approval.decline()
    let (isDeclined, result) = try #require(seen.withLock { $0 })
    #expect(isDeclined && result == nil)
    #expect(approval.result?.isError == true)
  }

  @Test func `an outcome is kept for as long as a question is`() async {
    let approval = approval(Asked(Asked.done))
    time.advance(by: .seconds(599))
    _ = await approval.submit(["password": "p"])
    time.advance(by: .seconds(599))
    #expect(!approval.isOver)
    time.advance(by: .seconds(2))
    #expect(approval.isOver)
  }

  @Test func `who waits hears at once, or when the time is over`() async {
    let approval = approval(Asked(Asked.done))
    await approval.wait(atMost: .seconds(45), on: time)
    #expect(approval.result == nil)
    async let waiting: Void = approval.wait(atMost: .seconds(45), on: StoppedClock())
    _ = await approval.submit(["password": "p"])
    await waiting
    #expect(approval.result != nil)
  }
}
