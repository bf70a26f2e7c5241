import CurlHTTP
import EventThread
import HTTPTypes
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct CancellationTests {
  @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe"])
  func `cancelling ends the transfer and closes its connection`(answer: String) async throws {
    let arrived = Milestone()
    let closed = Milestone()
    try await withServer({ connection in
      connection.readRequest()
      connection.send(answer)
      arrived.reach()
      connection.waitForClose()
      closed.reach()
    }) { server in
      await withClient { client in
        let task = Task { await client.error(server.request(.post)) }
        await arrived.wait()
        task.cancel()
        #expect(await task.value == .cancelled)
        await closed.wait()
      }
    }
  }

  @Test func `cancelling on the thread of the client ends the transfer`() async throws {
    let arrived = Milestone()
    try await withServer({ connection in
      connection.readRequest()
      arrived.reach()
      connection.waitForClose()
    }) { server in
      let error = try EventThread.run { thread in
        let client = HTTPClient(thread: thread)
        let task = Task(executorPreference: thread) { await client.error(server.request()) }
        await arrived.wait()
        task.cancel()
        return await task.value
      }
      #expect(error == .cancelled)
    }
  }

  @Test func `a task that is cancelled already sends nothing`() async throws {
    try await withServer({ $0.answerAll(okAnswer) }) { server in
      await withClient { client in
        let task = Task {
          unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
          return await client.error(server.request())
        }
        #expect(await task.value == .cancelled)
      }
      #expect(server.connectionCount == 0)
    }
  }

  @Test func `a late cancellation does not touch the next transfer on the same handle`() async throws {
    try await withServer({ $0.answerAll(okAnswer) }) { server in
      try await withClient { client in
        for _ in 0..<200 {
          let first = Task { await client.error(server.request()) }
          async let second = client.send(server.request())
          first.cancel()
          let error = await first.value
          #expect(error == nil || error == .cancelled)
          let text = try await second.text
          #expect(text == "ok")
        }
      }
    }
  }

  @Test func `half of many transfers are cancelled, the other half end`() async throws {
    let release = Milestone()
    try await withServer({ connection in
      while connection.readRequest() != nil {
        release.block()
        connection.send(okAnswer)
      }
    }) { server in
      await withClient { client in
        let tasks = (0..<64).map { _ in Task { await client.error(server.request()) } }
        for task in tasks[..<32] { task.cancel() }
        for task in tasks[..<32] { #expect(await task.value == .cancelled) }
        release.reach()
        for task in tasks[32...] { #expect(await task.value == nil) }
      }
    }
  }
}
