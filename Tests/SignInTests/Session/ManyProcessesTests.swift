import Store
import Synchronization
import TestSupport
import Testing

@testable import SignIn

/// A process that may be killed: afterwards it reaches neither the store nor the network; its locks end with it.
private final class Process: SignInTransport, ForwardingStore {
  private let services: SimulatedServices
  let base: MemoryStore
  private let isDead = Mutex(false)
  private let chance: @Sendable (SignInRequest) -> Fate

  enum Fate {
    case lives, diesBefore, diesAfter, loses
  }

  init(_ bench: SessionBench, _ chance: @escaping @Sendable (SignInRequest) -> Fate) {
    services = bench.services
    base = bench.store
    self.chance = chance
  }

  func send(_ request: SignInRequest) async throws(SignInTransportError) -> SignInResponse {
    let fate = chance(request)
    if case .diesBefore = fate {
      isDead.withLock { $0 = true }
      throw SignInTransportError(wasSent: true, sentence: "Killed.")
    }
    let response = try await services.send(request)
    switch fate {
    case .diesAfter:
      isDead.withLock { $0 = true }
      throw SignInTransportError(wasSent: true, sentence: "Killed.")
    case .loses:
      services.clock.advance(.milliseconds(700))
      throw SignInTransportError(wasSent: true, sentence: "The connection was lost.")
    case .lives, .diesBefore: return response
    }
  }

  private func live() throws(StoreError) {
    if isDead.withLock({ $0 }) { throw StoreError(.unusable, "killed") }
  }

  func get(_ key: StoreKey) async throws(StoreError) -> StoredValue? {
    try live()
    return try await base.get(key)
  }

  func put(
    _ bytes: [UInt8],
    for key: StoreKey,
    owner: String,
    expires: Int?,
    if condition: StoreCondition,
    holding lock: StoreLock?
  ) async throws(StoreError) -> StoreVersion? {
    try live()
    return try await base.put(bytes, for: key, owner: owner, expires: expires, if: condition, holding: lock)
  }

  func lock(_ key: StoreKey, lease: Duration) async throws(StoreError) -> StoreLock? {
    try live()
    return try await base.lock(key, lease: lease)
  }
}

@Suite struct ManyProcessesTests {
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `twenty processes with random kills and lost answers send no token after its grace`(seed: UInt64) async throws {
    let bench = try SessionBench()
    let random = Mutex(SeededGenerator(seed: seed))
    try await bench.signIn()
    var signIns = 1
    let lostAtProvider = Counter()
    for _ in 0..<200 {
      // Also pauses that end a pair, and those just about the graces.
      let pause = random.withLock { random in
        [Duration.seconds(3600), .seconds(3600), .seconds(28), .seconds(2), .seconds(8 * 86_400)].randomElement(
          using: &random
        )
      }
      bench.clock.advance(pause ?? .seconds(3600))
      let count = random.withLock { Bool.random(using: &$0) ? 20 : 1 }
      let ended = await withTaskGroup(of: Bool.self) { group in
        // Often a process is alone, so that nobody makes good in time what it left behind.
        for _ in 0..<count {
          let process = Process(bench) { request in
            let number = random.withLock { Int.random(in: 0..<100, using: &$0) }
            let fate: Process.Fate = number < 4 ? .diesBefore : number < 8 ? .diesAfter : number < 14 ? .loses : .lives
            if case .lives = fate {} else if request.purpose == .provider { lostAtProvider.next() }
            return fate
          }
          group.addTask {
            do throws(SignInError) {
              let credential = try await bench.keeper(transport: process, store: process).credential()
              #expect(credential.account.subject == "mario")
              return false
            } catch {
              return error.kind == .ended
            }
          }
        }
        return await group.reduce(false) { $0 || $1 }
      }
      if ended {
        // Only a refresh at the provider whose answer was not stored may cost a sign-in.
        #expect(lostAtProvider.count > 0)
        try await bench.signIn()
        signIns += 1
      }
      #expect(bench.services.state.withLock { $0.lateReplays } == [])
    }
    #expect(signIns <= lostAtProvider.count + 1)
  }
}
