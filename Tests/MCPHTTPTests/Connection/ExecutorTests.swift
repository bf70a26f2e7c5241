import MCP
import NIOHTTP1
import Synchronization
import Testing

@testable import MCPHTTP

/// The thread on which a request is worked on.
@Suite(.timeLimit(.minutes(5)))
struct ExecutorTests {
  @Test func `a request that takes time is worked on by the executor of the options, in both eras`() async {
    let executor = CountingExecutor()
    let desk = Desk { $0.executor = executor }
    let modern = await desk.send(ModernRequest.call("echo")).ended()
    #expect(modern.status == .ok)
    let count = executor.jobs
    #expect(count > 0)
    let legacy = await desk.session().call("echo").ended()
    #expect(legacy.status == .ok)
    #expect(executor.jobs > count)
  }

  @Test func `a request that is answered at once needs no executor`() async {
    let executor = CountingExecutor()
    let answer = await Desk { $0.executor = executor }.send(ModernRequest()).ended()
    #expect(answer.status == .ok)
    #expect(executor.jobs == 0)
  }
}

/// Counts jobs before others run them.
private final class CountingExecutor: TaskExecutor {
  private let count = Atomic(0)

  var jobs: Int { count.load(ordering: .relaxed) }

  func enqueue(_ job: consuming ExecutorJob) {
    count.add(1, ordering: .relaxed)
    globalConcurrentExecutor.enqueue(job)
  }
}
