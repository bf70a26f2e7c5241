import JSON
import Sandbox
import Synchronization
import Testing

struct FaultTests {
  @Test func `a fault lasts until it is mended`() {
    let sandbox = Sandbox()
    sandbox.faults.securityServiceIsDown = true
    #expect(sandbox.send("GET", Sandbox.keys).status == 503)
    sandbox.faults.securityServiceIsDown = false
    #expect(sandbox.send("GET", Sandbox.keys).status == 200)
    sandbox.faults.identityProviderIsDown = true
    #expect(sandbox.create(KeyLimitTests.right).text.contains("incorrect_password"))
    sandbox.reset()
    #expect(sandbox.create(KeyLimitTests.right).status == 201)
  }

  @Test func `without the database a key is unknown`() {
    let sandbox = Sandbox()
    let token = sandbox.create().token
    sandbox.faults.databaseIsDown = true
    #expect(sandbox.use(token).status == 401)
  }

  @Test func `a lost answer leaves its key behind`() async throws {
    try await Sandbox.withServer { server in
      server.sandbox.faults.losesAnswers = true
      let creation = SandboxRequest(
        "POST",
        Sandbox.keys,
        authorization: "Bearer " + server.token(of: .mario),
        body: Array(KeyLimitTests.right.utf8)
      )
      let failure = await #expect(throws: LoopbackClient.Failure.self) {
        try await LoopbackClient.send(creation, to: server.port)
      }
      #expect(failure?.operation == "answer")
      let list = server.sandbox.send("GET", Sandbox.keys).json["data"]?["api_keys"]
      #expect(list?.array?.count == 1)
      #expect(server.sandbox.requestCounts == ["POST /api/me/api-keys": 1, "GET /api/me/api-keys": 1])
    }
  }

  @Test func `a delay waits on the clock, and the end of the server ends it`() async throws {
    let (sleeping, sleeper) = AsyncStream.makeStream(of: Duration.self)
    var settings = SandboxSettings()
    settings.clock = EndlessClock(onSleep: { sleeper.yield($0) })
    try await withThrowingTaskGroup(of: Void.self) { group in
      try await Sandbox.withServer(settings: settings) { server in
        server.sandbox.faults.delay = .seconds(1000)
        let list = SandboxRequest("GET", Sandbox.keys, authorization: "Bearer " + server.token(of: .mario))
        group.addTask { _ = try await LoopbackClient.send(list, to: server.port) }
        let slept = await sleeping.first { _ in true }
        #expect(slept == .seconds(1000))
      }
      await #expect(throws: LoopbackClient.Failure.self) { try await group.waitForAll() }
    }
  }
}

/// A clock on which every sleep is told, and ends by cancellation only.
private struct EndlessClock: Clock {
  let onSleep: @Sendable (Duration) -> Void

  var now: ContinuousClock.Instant { ContinuousClock.now }
  var minimumResolution: Duration { .nanoseconds(1) }

  func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
    onSleep(.seconds((now.duration(to: deadline) / .seconds(1)).rounded()))
    for await _ in AsyncStream<Never>.makeStream().stream {}
    try Task.checkCancellation()
  }
}
