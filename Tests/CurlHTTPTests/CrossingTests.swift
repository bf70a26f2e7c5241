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
      let crossings = await Task(executorPreference: here) {
        // The first one opens the connection.
        _ = await client.result(server.request())
        let before = (here.arrivals, there.arrivals)
        let result = await client.result(server.request(.post), body: [1])
        #expect((try? result.get())?.response.status == .ok)
        return Crossings(here: here.arrivals - before.0, there: there.arrivals - before.1)
      }.value
      #expect(crossings == Crossings(here: 1, there: 1))
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
        _ = await client.result(server.request())
        return thread.arrivals - before
      }
      #expect(crossings == 0)
    }
  }
}

private struct Crossings: Equatable {
  let here: Int
  let there: Int
}
