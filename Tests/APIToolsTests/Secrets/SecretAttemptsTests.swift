import JSON
import MCP
import Synchronization
import Testing

@testable import APITools

/// How often a wrong secret is sent.
struct SecretAttemptsTests {
  private static let wrong = #"{"errors":[{"key":"password","message":"incorrect_password"}]}"#

  private func arguments(_ password: String = "Wr0ng-Passw0rd!") -> JSONObject {
    ["name": "n", "mode": "read", "password": .string(password)]
  }

  /// Tools of a backend that refuses every password.
  private func bench(_ passed: Passed = Passed(), policy: SecretPolicy = .auto, body: String = wrong) throws -> Bench {
    var options = APITools.Options()
    options.secrets = policy
    options.attempts = SecretAttempts(now: { passed.now })
    return try Bench(backend: StubBackend(400, body: body), options: options)
  }

  private final class Passed: Sendable {
    private let time = Mutex(ContinuousClock.now)

    var now: ContinuousClock.Instant { time.withLock { $0 } }

    func advance(by seconds: Int) { time.withLock { $0 += .seconds(seconds) } }
  }

  @Test(arguments: [SecretPolicy.auto, .inline])
  func `the sixth wrong secret is not sent, and it is said when another one may be`(policy: SecretPolicy) async throws {
    let passed = Passed()
    let bench = try bench(passed, policy: policy)
    for left in ["After 4 more wrong ones", "After 3 more", "After 2 more", "After one more", "No more are sent"] {
      passed.advance(by: 60)
      #expect(await bench.failure("create_api_key", arguments())?.contains(left) == true)
    }
    for _ in 0..<2 {
      let failure = try #require(await bench.failure("create_api_key", arguments("S3cr3t-Passw0rd!")))
      #expect(failure.hasPrefix("Nothing was sent, because 5 wrong secrets were given within 15 minutes."))
      #expect(failure.contains("in 11 minutes, at 20"))
    }
    #expect(bench.backend.asked.count == 5)
    passed.advance(by: 11 * 60)
    _ = await bench.failure("create_api_key", arguments())
    #expect(await bench.failure("create_api_key", arguments())?.contains("Nothing was sent") == true)
    #expect(bench.backend.asked.count == 6)
  }

  @Test func `a refusal that is not of the secret costs nothing, and no attempt is another credential's`() async throws
  {
    let bench = try bench(body: #"{"errors":[{"key":"name","message":"required"}]}"#)
    for _ in 0..<7 { _ = await bench.failure("create_api_key", arguments()) }
    #expect(bench.backend.asked.count == 7)
    var others = try self.bench()
    for caller in 0..<7 {
      others.callerCredential = CallerCredential("session-\(caller)")
      _ = await others.failure("create_api_key", arguments())
    }
    #expect(others.backend.asked.count == 7)
  }

  @Test(arguments: ["password", "incorrect_password", "incorrect", "errors", "pass", #""password""#])
  func `a wrong secret that is a word of the answer counts, and nothing that is said depends on it`(
    word: String
  ) async throws {
    let bench = try bench()
    let usual = try self.bench()
    for _ in 0..<6 {
      let failure = try #require(await bench.failure("create_api_key", arguments(word)))
      #expect(failure == (await usual.failure("create_api_key", arguments())))
      #expect(!failure.contains(Scrubber.mark))
    }
    #expect(bench.backend.asked.count == 5)
  }

  @Test func `under inline the backend's own words are told`() async throws {
    let failure = try #require(await bench(policy: .inline).failure("create_api_key", arguments("password")))
    #expect(failure.contains(Self.wrong))
  }

  @Test func `secrets that are sent at once count as wrong ones until it is known`() async throws {
    let attempts = SecretAttempts()
    let sent = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<20 {
        group.addTask { await Self.isSent("guess \(number)", attempts) }
      }
      return await group.reduce(0) { $1 ? $0 + 1 : $0 }
    }
    #expect(sent == 5)
  }

  private static func isSent(_ guess: String, _ attempts: SecretAttempts) async -> Bool {
    do throws(CallFailure) {
      try await attempts.count([(name: "password", text: guess)], of: []) { () async throws(CallFailure) in
        await Task.yield()
        throw CallFailure("HTTP 400.", refused: ["password"])
      }
      return true
    } catch {
      return !error.refused.isEmpty
    }
  }

  @Test func `the same secret in many calls at once is one, and who has to wait gets a turn`() async throws {
    let attempts = SecretAttempts()
    let all = Barrier(count: 20)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<40 {
        group.addTask {
          let given = (name: "password", text: number < 20 ? "the same" : "another \(number)")
          try await attempts.count([given], of: []) { () async throws(CallFailure) in
            if number < 20 { await all.arrive() }
          }
        }
      }
      try await group.waitForAll()
    }
  }
}

/// Lets nobody through before all are there.
private final class Barrier: Sendable {
  private let waiting = Mutex<[CheckedContinuation<Void, Never>]>([])
  private let count: Int

  init(count: Int) { self.count = count }

  func arrive() async {
    await withCheckedContinuation { continuation in
      let all: [CheckedContinuation<Void, Never>] = waiting.withLock { waiting in
        waiting.append(continuation)
        return waiting.count == count ? waiting : []
      }
      for continuation in all { continuation.resume() }
    }
  }
}
