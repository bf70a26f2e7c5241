import Store
import Testing

/// Locks of every implementation of ``Store``.
struct StoreLockTests {
  private let clock = TestClock()
  private let key = StoreKey("session", "a")

  @Test(arguments: Subject.allCases) func `one holder has a lock until it unlocks`(subject: Subject) async throws {
    let store = try await subject.make(clock)
    let lock = try #require(try await store.lock(key, lease: .seconds(10)))
    #expect(try await store.lock(key, lease: .seconds(10)) == nil)
    #expect(try await store.lock(StoreKey("session", "b"), lease: .seconds(10)) != nil)
    try await store.unlock(lock)
    let next = try await store.lock(key, lease: .seconds(10))
    #expect(next != nil)
    // The end of an earlier lock leaves the next one in place.
    try await store.unlock(lock)
    #expect(try await store.lock(key, lease: .seconds(10)) == nil)
    withExtendedLifetime(next) {}
  }

  @Test(arguments: Subject.allCases) func `a dropped lock is free`(subject: Subject) async throws {
    let store = try await subject.make(clock)
    var lock = try await store.lock(key, lease: .seconds(10))
    #expect(lock != nil)
    lock = nil
    lock = try await store.lock(key, lease: .seconds(10))
    #expect(lock != nil)
  }

  @Test(arguments: Subject.allCases) func `the next holder shuts out one whose lease has ended`(
    subject: Subject
  ) async throws {
    let store = try await subject.make(clock)
    let late = try #require(try await store.lock(key, lease: .seconds(10)))
    clock.advance(10)
    // Nobody has taken it: the work may still be stored.
    let version = try await store.put([1], for: key, owner: "m", expires: nil, if: .absent, holding: late)
    #expect(version != nil)
    let next = try #require(try await store.lock(key, lease: .seconds(10)))
    #expect(try await store.put([2], for: key, owner: "m", expires: nil, if: .always, holding: late) == nil)
    #expect(try await store.get(key)?.bytes == [1])
    #expect(try await store.put([3], for: key, owner: "m", expires: nil, if: .always, holding: next) != nil)
    try await store.unlock(next)
    #expect(try await store.put([4], for: key, owner: "m", expires: nil, if: .always, holding: next) == nil)
    #expect(try await store.get(key)?.bytes == [3])
  }

  @Test(arguments: Subject.allCases) func `a lease does not follow the calendar`(subject: Subject) async throws {
    let store = try await subject.make(clock)
    let lock = try await store.lock(key, lease: .seconds(10))
    clock.setDate(clock.now + 3600)
    #expect(try await store.lock(key, lease: .seconds(10)) == nil)
    clock.advance(9)
    #expect(try await store.lock(key, lease: .seconds(10)) == nil)
    clock.setDate(0)
    clock.advance(1)
    #expect(try await store.lock(key, lease: .seconds(10)) != nil)
    withExtendedLifetime(lock) {}
  }

  @Test(arguments: Subject.allCases) func `of many that lock a key one does`(subject: Subject) async throws {
    let store = try await subject.make(clock)
    let locks = try await withThrowingTaskGroup { group in
      for _ in 0..<20 { group.addTask { try await store.lock(key, lease: .seconds(10)) } }
      return try await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
    }
    #expect(locks.count == 1)
  }
}
