import JSON
import Sandbox
import Testing

/// What other processes do, over HTTP.
struct ControlTests {
  private func send(
    _ method: String,
    _ path: String,
    _ body: String = "",
    _ server: RunningSandbox
  ) async throws -> LoopbackClient.Answer {
    try await LoopbackClient.send(SandboxRequest(method, "/__sandbox/" + path, body: Array(body.utf8)), to: server.port)
  }

  @Test func `faults are set and reset`() async throws {
    try await Sandbox.withServer { server in
      let change = #"{"database_down":true,"delay_ms":0,"suspended":["mario"]}"#
      let answer = try await send("POST", "faults", change, server)
      #expect(answer.status == 200)
      #expect(
        answer.body == """
          {"database_down":true,"identity_provider_down":false,"security_service_down":false,"lost_answer":false,\
          "delay_ms":0,"identity_provider_html":false,"identity_provider_delay_ms":0,"clock_offset_s":0,\
          "reuse_detection":true,"rotate_keys_every_s":0,"opaque_resource_tokens":false,"token_exchange":false,"third_party":[],\
          "lost_every":0,"suspended":["mario"]}
          """
      )
      #expect(server.sandbox.faults.databaseIsDown)
      let current = try await send("GET", "faults", server)
      #expect(current.body == answer.body)
      let reset = try await send("POST", "reset", server)
      #expect(reset.status == 200)
      #expect(server.sandbox.faults == Faults())
    }
  }

  private func send(_ method: String, _ path: String, _ server: RunningSandbox) async throws -> LoopbackClient.Answer {
    try await send(method, path, "", server)
  }

  @Test(arguments: [
    ("", "send a JSON object"), ("[]", "send a JSON object"),
    (#"{"database_down":true,"nonsense":1}"#, "there is no fault named nonsense"),
    (#"{"lost_answer":1}"#, "lost_answer is true or false"),
    (#"{"delay_ms":-1}"#, "delay_ms is a whole number of milliseconds, at most a day"),
    (#"{"suspended":["luigi"]}"#, "suspended is a list of mario, owner, suspended, blocked, deleted, no_local_user"),
  ])
  func `a bad change changes nothing`(body: String, message: String) async throws {
    try await Sandbox.withServer { server in
      let answer = try await send("POST", "faults", body, server)
      #expect(answer.status == 400)
      #expect(try JSONParser.parse(answer.body)["message"]?.string == message)
      #expect(server.sandbox.faults == Faults())
    }
  }

  @Test func `requests are counted, sessions are told`() async throws {
    try await Sandbox.withServer { server in
      let sessions = try JSONParser.parse(try await send("GET", "sessions", server).body)
      #expect(sessions["mario"]?.string == server.token(of: .mario))
      #expect(sessions.object?.count == Identity.allCases.count)
      server.sandbox.create()
      server.sandbox.create()
      _ = try await LoopbackClient.send(SandboxRequest("GET", "/api/me/api-keys?x=1"), to: server.port)
      let counts = try await send("GET", "requests", server).body
      #expect(counts == #"{"GET /api/me/api-keys":1,"POST /api/me/api-keys":2}"#)
    }
  }

  @Test func `only loopback is let in`() async throws {
    try await Sandbox.withServer(address: "0.0.0.0") { server in
      let answer = try await send("GET", "sessions", server)
      #expect(answer.status == 404)
    }
  }
}
