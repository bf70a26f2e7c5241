import Operations
import Store
import Synchronization
import TestSupport
import Testing

@testable import Assembly
@testable import Calls

/// Wrong secrets counted by all replicas together.
struct SharedAttemptsTests {
  private final class Time: Sendable {
    private let milliseconds = Mutex<Int64>(1_000_000_000)
    var now: Int64 { milliseconds.withLock { $0 } }
    func advance(_ seconds: Int64) { milliseconds.withLock { $0 += seconds * 1000 } }
  }

  private let time = Time()
  private let store: MemoryStore

  init() {
    store = MemoryStore(clock: StoreClock(now: { [time] in Int(time.now / 1000) }, uptime: { .zero }))
  }

  private func replica(_ store: (any Store)? = nil) -> SharedAttempts {
    SharedAttempts(store ?? self.store) { [time] in time.now }
  }

  private func share(_ identity: String = "a", _ room: Int = 2) -> AttemptShare {
    AttemptShare(identity: identity, maximumOthers: room)
  }

  @Test func `what one replica sends counts at the others until its time is over`() async {
    let (one, other) = (replica(), replica())
    for id in 1...3 { #expect(await one.reserve(UInt64(id), for: [share()], except: []) == .reserved) }
    guard case .full(let others, at: 0) = await other.reserve(4, for: [share()], except: []) else {
      Issue.record("there was room")
      return
    }
    #expect(others.remaining.count == 3)
    #expect(others.isUnderWay)
    // Its own attempts a replica counts by itself.
    #expect(await one.reserve(4, for: [share()], except: [1, 2, 3]) == .reserved)
    #expect(await one.settle(4, isTakenBack: true, of: ["a"], except: [1, 2, 3])?.first?.remaining.count == 0)
    for id in 1...3 { _ = await one.settle(UInt64(id), isTakenBack: false, of: ["a"], except: []) }
    #expect(await other.others(of: ["a", "b"], except: [])?.map(\.remaining.count) == [3, 0])
    #expect(await other.others(of: ["a"], except: [])?.first?.isUnderWay == false)
    time.advance(901)
    #expect(await other.reserve(4, for: [share()], except: []) == .reserved)
  }

  @Test func `an account without room keeps none of its identities`() async {
    let one = replica()
    #expect(await one.reserve(1, for: [share("b", 0)], except: []) == .reserved)
    let outcome = await replica().reserve(2, for: [share("a"), share("b", 0)], except: [])
    guard case .full(_, at: 1) = outcome else {
      Issue.record("there was room")
      return
    }
    #expect(await one.others(of: ["a"], except: [])?.first?.remaining.count == 0)
  }

  @Test func `of many at once no more than there is room for`() async {
    let replicas = (0..<4).map { _ in replica() }
    let reserved = await withTaskGroup { group in
      for id in 0..<20 {
        group.addTask { await replicas[id % 4].reserve(UInt64(id), for: [share("a", 4)], except: []) == .reserved }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(reserved == 5)
  }

  @Test func `neither a name nor an owner in the store is an account's`() async throws {
    _ = await replica().reserve(1, for: [share("alice@example.com")], except: [])
    let seen = Mutex<[StoreKey]>([])
    let one = replica(WatchedStore(base: store) { key in seen.withLock { $0.append(key) } })
    _ = await one.others(of: ["alice@example.com"], except: [])
    let names = seen.withLock { $0 }.map(\.name)
    #expect(names.contains { $0.utf8.count == 32 })
    #expect(!names.contains { $0.contains("alice") })
  }

  @Test func `without the store nothing may be sent`() async {
    let attempts = replica(BrokenStore())
    guard case .refused(let words) = await attempts.reserve(1, for: [share()], except: []) else {
      Issue.record("a place was reserved")
      return
    }
    #expect(words == "gone.")
    #expect(await attempts.others(of: ["a"], except: []) == nil)
    let limit = SecretAttempts(store: attempts)
    let failure = await #expect(throws: CallFailure.self) {
      _ = try await limit.begin(["s"], of: BackendAccount(origin: "https://a", []), by: "op")
    }
    #expect(failure?.sentence == "Nothing was sent, because wrong secrets cannot be counted: gone.")
  }
}

/// A store that tells which keys are read.
private struct WatchedStore: ForwardingStore {
  let base: MemoryStore
  let read: @Sendable (StoreKey) -> Void

  func get(_ key: StoreKey) async throws(StoreError) -> StoredValue? {
    read(key)
    return try await base.get(key)
  }
}
