import Sandbox
import Testing

struct ServerTests {
  @Test func `is listening while the closure runs, and gone afterwards`() async throws {
    let port = try await Sandbox.withServer { server in
      #expect(server.baseURL == "http://127.0.0.1:\(server.port)/api")
      let answer = try await LoopbackClient.send(SandboxRequest("GET", "/"), to: server.port)
      #expect(answer.status == 404)
      return server.port
    }
    let failure = await #expect(throws: LoopbackClient.Failure.self) {
      try await LoopbackClient.send(SandboxRequest("GET", "/"), to: port)
    }
    #expect(failure?.operation == "connect")
  }

  @Test func `a port that is taken is an error`() async throws {
    try await Sandbox.withServer { server in
      let failure = await #expect(throws: (any Error).self) {
        try await Sandbox.withServer(port: server.port) { _ in _ = Issue.record("listening twice") }
      }
      #expect(failure != nil)
    }
  }

  @Test func `a redirection tells where, and has no body`() async throws {
    try await Sandbox.withServer { server in
      let answer = try await LoopbackClient.send(SandboxRequest("POST", "/api/me/api-keys/"), to: server.port)
      #expect(answer.status == 307)
      #expect(answer.fields["location"] == "/api/me/api-keys")
      #expect(answer.body == "")
    }
  }

  @Test func `a body beyond a mebibyte is refused`() async throws {
    try await Sandbox.withServer { server in
      let large = SandboxRequest("POST", Sandbox.keys, body: Array(repeating: 0x20, count: 1 << 20 + 1))
      let answer = try await LoopbackClient.send(large, to: server.port)
      #expect(answer.status == 413)
      #expect(server.sandbox.requestCounts.isEmpty)
    }
  }
}
