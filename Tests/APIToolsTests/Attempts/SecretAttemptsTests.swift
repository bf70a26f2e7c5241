@testable import Calls
import HTTPTypes
import JSON
import MCP
@testable import Operations
@testable import Redaction
import Synchronization
import Testing
import TextCoding

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
    let words = ["After 4 more wrong ones", "After 3 more", "After 2 more", "After one more", "No more are sent"]
    for (number, left) in words.enumerated() {
      passed.advance(by: 60)
      #expect(await bench.failure("create_api_key", arguments("guess \(number)"))?.contains(left) == true)
    }
    for _ in 0..<2 {
      let failure = try #require(await bench.failure("create_api_key", arguments("S3cr3t-Passw0rd!")))
      #expect(failure.hasPrefix("Nothing was sent, because 5 wrong secrets were given within 15 minutes."))
      #expect(failure.contains("in 11 minutes, at 20"))
    }
    #expect(bench.backend.asked.count == 5)
    passed.advance(by: 11 * 60)
    _ = await bench.failure("create_api_key", arguments("guess 5"))
    #expect(await bench.failure("create_api_key", arguments("guess 6"))?.contains("Nothing was sent") == true)
    #expect(bench.backend.asked.count == 6)
  }

  @Test func `the same secret again is one attempt, and counts from when it was sent last`() async throws {
    let passed = Passed()
    let bench = try bench(passed)
    for number in 0..<4 { _ = await bench.failure("create_api_key", arguments("guess \(number)")) }
    for _ in 0..<7 {
      passed.advance(by: 100)
      #expect(await bench.failure("create_api_key", arguments("guess 0"))?.contains("After one more") == true)
    }
    passed.advance(by: 201)
    // Three are forgotten, and the one that was sent all the time is not.
    #expect(await bench.failure("create_api_key", arguments("guess 4"))?.contains("After 3 more") == true)
    #expect(bench.backend.asked.count == 12)
  }

  @Test(arguments: [
    BackendError(.cancelled, wasSent: true, sentence: "."), BackendError(.timeout, wasSent: true, sentence: "."),
    BackendError(.interrupted, wasSent: true, sentence: "."),
    BackendError(.invalidAnswer, wasSent: true, sentence: "."),
  ])
  func `a secret counts that may have arrived and has no response`(error: BackendError) async throws {
    #expect(try await sent(StubBackend(failing: error)) == 5)
  }

  @Test(arguments: [
    BackendError(.timeout, wasSent: false, sentence: "."), BackendError(.unreachable, wasSent: false, sentence: "."),
    BackendError(.interrupted, wasSent: false, sentence: "."),
  ])
  func `a secret does not count that never arrived`(error: BackendError) async throws {
    #expect(try await sent(StubBackend(failing: error)) == 7)
  }

  @Test(arguments: [(400, 5), (401, 5), (403, 5), (422, 5), (200, 7), (201, 7), (302, 7), (404, 7), (409, 7), (500, 7)])
  func `a status says whether a secret counts, whatever is in the response`(status: Int, count: Int) async throws {
    #expect(try await sent(StubBackend(status, type: "text/plain", body: "no")) == count)
  }

  /// How many of seven secrets are sent.
  private func sent(_ backend: StubBackend) async throws -> Int {
    var options = APITools.Options()
    options.secrets = .auto
    let bench = try Bench(backend: backend, options: options)
    for number in 0..<7 { _ = await bench.call("create_api_key", arguments("guess \(number)")) }
    return backend.asked.count { $0.request.method == .post }
  }

  @Test func `a success takes back what the same operation refused, and nothing of another operation`() async throws {
    let attempts = SecretAttempts()
    for number in 0..<9 { #expect(try await attempts.left(after: "guess \(number)", .success, by: "A") == nil) }
    #expect(try await attempts.left(after: "mine", .refused, by: "A") == 4)
    #expect(try await attempts.left(after: "other", .refused, by: "A") == 3)
    _ = try await attempts.left(after: "mine", .success, by: "B")
    #expect(try await attempts.left(after: "other", .refused, by: "B") == 3)
    _ = try await attempts.left(after: "mine", .success, by: "A")
    #expect(try await attempts.left(after: "other", .refused, by: "A") == 4)
  }

  @Test func `what cannot be sent is no attempt`() async throws {
    let bench = try bench()
    for number in 0..<7 {
      let arguments: JSONObject = ["name": "n", "mode": "neither", "password": .string("guess \(number)")]
      _ = await bench.failure("create_api_key", arguments)
    }
    #expect(await bench.failure("create_api_key", arguments())?.contains("After 4 more") == true)
  }

  @Test func `signed tokens of one subject are one account, and others count each by itself`() async throws {
    var bench = try bench()
    // {"iss":"i","sub":"mario","iat":1}, the same with another time, and {"iss":"i","sub":"luigi"}
    let mario = ["eyJpc3MiOiJpIiwic3ViIjoibWFyaW8iLCJpYXQiOjF9", "eyJpc3MiOiJpIiwic3ViIjoibWFyaW8iLCJpYXQiOjJ9"]
    for number in 0..<6 {
      bench.callerCredential = CallerCredential("e30.\(mario[number % 2]).c2ln")
      _ = await bench.failure("create_api_key", arguments("guess \(number)"))
    }
    #expect(bench.backend.asked.count == 5)
    bench.callerCredential = CallerCredential("e30.eyJpc3MiOiJpIiwic3ViIjoibHVpZ2kifQ.c2ln")
    _ = await bench.failure("create_api_key", arguments())
    #expect(bench.backend.asked.count == 6)
  }

  /// A signed token of a subject, each time another one.
  private static func token(_ subject: String, _ number: Int) -> CallerCredential {
    let claims = Base64.text(Array(#"{"iss":"i","sub":"\#(subject)","iat":\#(number)}"#.utf8))
    return CallerCredential("e30.\(claims.replacing("=", with: "")).c2ln")
  }

  @Test func `tokens that the backend does not accept use up nobody's attempts but their own`() async throws {
    var options = APITools.Options()
    options.secrets = .auto
    let backend = StubBackend(401, body: "{}")
    backend.answer(.get, 200, #"{"data":{"api_keys":[]}}"#)
    var bench = try Bench(backend: backend, options: options)
    let mario = Self.token("mario", 0)
    bench.callerCredential = mario
    _ = await bench.call("list_api_keys", [:])
    for number in 1..<10 {
      bench.callerCredential = Self.token("mario", number)
      let failure = try #require(await bench.failure("create_api_key", arguments("guess \(number)")))
      #expect(failure.contains("Nothing was sent") == (number > 5))
      #expect(failure.contains("after one that needs no secret") == (number > 5))
    }
    bench.callerCredential = mario
    let failure = try #require(await bench.failure("create_api_key", arguments("mine")))
    #expect(failure.contains("After 4 more"))
    // One that has shown whose it is is not held up by what others claim.
    bench.callerCredential = Self.token("mario", 10)
    _ = await bench.call("list_api_keys", [:])
    #expect(await bench.failure("create_api_key", arguments("mine, too"))?.contains("After 3 more") == true)
  }

  @Test func `a token that was refreshed keeps its count, accepted before or not`() async throws {
    for isListedFirst in [true, false] {
      let backend = StubBackend(400, body: Self.wrong)
      backend.answer(.get, 200, #"{"data":{"api_keys":[]}}"#)
      var options = APITools.Options()
      options.secrets = .auto
      var bench = try Bench(backend: backend, options: options)
      for number in 0..<8 {
        bench.callerCredential = Self.token("mario", number)
        if isListedFirst == number.isMultiple(of: 2) { _ = await bench.call("list_api_keys", [:]) }
        _ = await bench.failure("create_api_key", arguments("guess \(number)"))
      }
      #expect(backend.asked.count { $0.request.method == .post } == 5)
    }
  }

  @Test func `a refusal that names no secret counts once, and no attempt is another credential's`() async throws {
    let bench = try bench(body: #"{"errors":[{"key":"name","message":"required"}]}"#)
    for _ in 0..<7 {
      let failure = try #require(await bench.failure("create_api_key", arguments()))
      #expect(failure.contains("counts as a wrong one until a call with it succeeds. After 4 more"))
    }
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
    for number in 0..<6 {
      let guess = number == 2 ? word : "guess \(number)"
      let failure = try #require(await bench.failure("create_api_key", arguments(guess)))
      #expect(failure == (await usual.failure("create_api_key", arguments("guess \(number)"))))
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
      let attempt = try await attempts.begin([guess], of: .some, by: "A")
      await Task.yield()
      _ = await attempt.end(.refused)
      return true
    } catch {
      return false
    }
  }

  @Test func `the same secret in many calls at once is one, and who has to wait gets a turn`() async throws {
    let attempts = SecretAttempts()
    let all = Barrier(count: 20)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<40 {
        group.addTask {
          let secret = number < 20 ? "the same" : "another \(number)"
          let attempt = try await attempts.begin([secret], of: .some, by: "A")
          if number < 20 { await all.arrive() }
          _ = await attempt.end(.success)
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `of too many attempts those of made-up accounts go first`() {
    let attacked = (0..<5).map { ("attacked", $0) }
    let madeUp = (0..<9_995).map { ("made up \($0)", 10 + $0) }
    let surplus = AttemptLimit.surplus((attacked + madeUp).map { (account: $0.0, time: $0.1) })
    #expect(surplus == Array(5..<1_005))
    #expect(AttemptLimit.surplus(madeUp.map { (account: $0.0, time: $0.1) }).isEmpty)
  }
}

extension BackendAccount {
  fileprivate static var some: BackendAccount { BackendAccount(origin: "https://api.example", []) }
}

extension SecretAttempts {
  /// How many attempts are left after one.
  fileprivate func left(
    after secret: String,
    _ ending: SecretAttempt.Ending,
    by operation: String
  ) async throws -> Int? {
    await (try begin([secret], of: .some, by: operation)).end(ending)
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
