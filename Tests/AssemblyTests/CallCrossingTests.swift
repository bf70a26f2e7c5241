import EventThread
import JSON
@testable import Settings
import Testing
import TestSupport

@testable import Assembly

/// The threads that take part in a call: the one that serves its caller, and the one that libcurl waits on.
@Suite(.timeLimit(.minutes(5)))
struct CallCrossingTests {
  @Test func `a call from another thread crosses over to that of the transfers and back, once each`() async throws {
    let body = #"{"code": 200, "message": "m", "data": {"api_keys": []}}"#
    let fields = "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)"
    let server = try ScriptedServer { $0.answerAll("HTTP/1.1 200 OK\r\n\(fields)\r\n\r\n\(body)") }
    defer { server.stop() }
    let (here, there) = (try EventThread.start(name: "caller"), try EventThread.start(name: "transfers"))
    let startup = try Startup(
      options: [.backend: ["http://127.0.0.1:\(server.port)"]],
      environment: ["NETHESIS_MCP_TOKEN": "a-token"]
    )
    try await withBackend(startup) { backend in
      let assembly = try await Assembly(startup, backend, on: there)
      let crossings = try await Task(executorPreference: here) {
        // The first one opens the connection.
        _ = try await assembly.call(tool: "list_api_keys", arguments: [:])
        let before = (here.arrivals, there.arrivals)
        let outcome = try await assembly.call(tool: "list_api_keys", arguments: [:])
        #expect(outcome.result?["code"] == 200)
        return [here.arrivals - before.0, there.arrivals - before.1]
      }.value
      #expect(crossings[1] == 1)
      // None if the response was there before the caller had begun to wait.
      #expect(crossings[0] <= 1)
      await assembly.close()
    }
    here.stop()
    there.stop()
    #expect(server.requests.count == 2)
  }
}
