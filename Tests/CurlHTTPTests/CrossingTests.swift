import CurlHTTP
import EventThread
import HTTPTypes
import TestSupport
import Testing

/// The times that threads hand work to each other, each of which may cost two switches of the processor.
@Suite(.timeLimit(.minutes(5)))
struct CrossingTests {
  @Test func `a request of another thread crosses over to the client's and back, once each`() async throws {
    try await withServer({ $0.answerAll(okAnswer) }) { server in
      let (here, there) = (try EventThread.start(name: "caller"), try EventThread.start(name: "client"))
      let client = HTTPClient(thread: there)
      let crossings = try await Task(executorPreference: here) {
        // The first one opens the connection.
        _ = try await client.send(server.request())
        let before = (here.arrivals, there.arrivals)
        let answer = try await client.send(server.request(.post), body: [1])
        #expect(answer.response.status == .ok)
        return Crossings(here: here.arrivals - before.0, there: there.arrivals - before.1)
      }.value
      #expect(crossings.there == 1)
      // None if the answer was there before the caller had begun to wait.
      #expect(crossings.here <= 1)
      await client.close()
      here.stop()
      there.stop()
    }
  }

  @Test func `a request of the client's own thread crosses over to no other`() async throws {
    try await withServer({ $0.answerAll(okAnswer) }) { server in
      let crossings = try EventThread.run { thread in
        let client = HTTPClient(thread: thread)
        let before = thread.arrivals
        _ = try? await client.send(server.request())
        return thread.arrivals - before
      }
      #expect(crossings == 0)
    }
  }
}

private struct Crossings {
  let here: Int
  let there: Int
}
