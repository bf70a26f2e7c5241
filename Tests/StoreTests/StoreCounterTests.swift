import Store
import Testing

/// Counters and bounds of every implementation of ``Store``.
struct StoreCounterTests {
  private let clock = TestClock()
  private let key = StoreKey("guesses", "a")

  @Test(arguments: Subject.allCases) func `a counter begins at zero and adds up`(subject: Subject) async throws {
    let store = try await subject.make(clock)
    let sums = try await withThrowingTaskGroup { group in
      for _ in 0..<20 { group.addTask { try await store.add(2, to: key, expires: nil) } }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(sums == Set((1...20).map { $0 * 2 }))
    #expect(try await store.add(-41, to: key, expires: nil) == -1)
    #expect(try await store.get(key) == nil)
    try await store.remove(key)
    #expect(try await store.add(0, to: key, expires: nil) == 0)
  }

  @Test(arguments: Subject.allCases) func `the first summand sets the expiry of a counter`(
    subject: Subject
  ) async throws {
    let store = try await subject.make(clock)
    #expect(try await store.add(1, to: key, expires: clock.now + 10) == 1)
    clock.advance(9)
    #expect(try await store.add(1, to: key, expires: clock.now + 100) == 2)
    clock.advance(1)
    #expect(try await store.add(1, to: key, expires: clock.now + 10) == 1)
    #expect(try await store.add(1, to: StoreKey("guesses", "b"), expires: clock.now) == 1)
    #expect(try await store.add(1, to: StoreKey("guesses", "b"), expires: clock.now) == 1)
  }

  @Test(arguments: Subject.allCases) func `a sum stays within its type`(subject: Subject) async throws {
    let store = try await subject.make(clock)
    #expect(try await store.add(.max, to: key, expires: nil) == .max)
    #expect(try await store.add(1, to: key, expires: nil) == .max)
    #expect(try await store.add(.min, to: key, expires: nil) == -1)
    #expect(try await store.add(.min, to: key, expires: nil) == .min)
  }

  @Test(arguments: Subject.plain) func `too large keys, owners and values are refused`(
    subject: Subject
  ) async throws {
    var limits = StoreLimits()
    (limits.namespace, limits.name, limits.value) = (2, 3, 4)
    let store = try await subject.make(clock, limits: limits)
    for (key, owner, bytes) in [
      (StoreKey("abc", "a"), "m", [1]), (StoreKey("a", "abü"), "m", [1]), (StoreKey("a", "a"), "mnop", [1]),
      (StoreKey("a", "a"), "m", [1, 2, 3, 4, 5]),
    ] as [(StoreKey, String, [UInt8])] {
      let error = await #expect(throws: StoreError.self) {
        try await store.put(bytes, for: key, owner: owner, if: .always)
      }
      #expect(error?.kind == .tooLarge)
      #expect(try await store.get(key) == nil)
    }
    #expect(try await store.put([1, 2, 3, 4], for: StoreKey("ab", "abc"), owner: "mno", if: .always) != nil)
  }

  @Test(arguments: Subject.allCases) func `a full store makes room only by expiry and removal`(
    subject: Subject
  ) async throws {
    var limits = StoreLimits()
    limits.count = 2
    let store = try await subject.make(clock, limits: limits)
    let keys = (0..<3).map { StoreKey("a", "\($0)") }
    let put = { (index: Int, expires: Int?) async throws(StoreError) in
      try await store.put([1], for: keys[index], owner: "m", expires: expires, if: .always)
    }
    _ = try await put(0, clock.now + 1)
    _ = try await put(1, nil)
    let error = await #expect(throws: StoreError.self) { try await put(2, nil) }
    #expect(error?.kind == .full)
    #expect(try await store.list(owner: "m", in: "a") == [keys[0], keys[1]])
    _ = try await put(1, nil)
    clock.advance(1)
    _ = try await put(2, nil)
    #expect(try await store.list(owner: "m", in: "a") == [keys[1], keys[2]])
    try await store.remove(keys[1])
    _ = try await put(0, nil)
  }

  @Test(arguments: Subject.plain) func `the sum of all sizes is bounded`(subject: Subject) async throws {
    var limits = StoreLimits()
    limits.total = 100
    let store = try await subject.make(clock, limits: limits)
    let bytes = [UInt8](repeating: 7, count: 44)
    // Each has 49 bytes with its names and its owner.
    _ = try await store.put(bytes, for: StoreKey("ab", "cd"), owner: "m", if: .always)
    _ = try await store.put(bytes, for: StoreKey("ab", "ce"), owner: "m", if: .always)
    let error = await #expect(throws: StoreError.self) {
      try await store.put(bytes + [1, 2, 3], for: StoreKey("ab", "cd"), owner: "m", if: .always)
    }
    #expect(error?.kind == .full)
    #expect(try await store.get(StoreKey("ab", "cd"))?.bytes == bytes)
    #expect(try await store.put(bytes + [1, 2], for: StoreKey("ab", "cd"), owner: "m", if: .always) != nil)
  }
}
