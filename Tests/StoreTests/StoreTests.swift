import Store
import Testing

/// The rules that every implementation of ``Store`` keeps.
struct StoreTests {
  let clock = TestClock()
  private let key = StoreKey("session", "a")

  @Test(arguments: Subject.allCases) func `a value comes back with its version, owner and expiry`(
    subject: Subject
  ) async throws {
    let store = try await subject.make(clock)
    #expect(try await store.get(key) == nil)
    let version = try await store.put([1, 2, 0, 255], for: key, owner: "m", expires: clock.now + 5, if: .always)
    let value = try #require(try await store.get(key))
    #expect(value.bytes == [1, 2, 0, 255])
    #expect(value.version == version)
    #expect(value.owner == "m")
    #expect(value.expires == clock.now + 5)
    #expect(try await store.get(StoreKey("session", "b")) == nil)
    #expect(try await store.get(StoreKey("grant", "a")) == nil)
  }

  @Test(arguments: Subject.allCases) func `namespace and name are not joined`(subject: Subject) async throws {
    let store = try await subject.make(clock)
    _ = try await store.put([1], for: StoreKey("a", "b/c"), owner: "", if: .always)
    _ = try await store.put([2], for: StoreKey("a/b", "c"), owner: "", if: .always)
    _ = try await store.put([], for: StoreKey("", "\u{0}\n\"ü€"), owner: "\u{0}", if: .always)
    #expect(try await store.get(StoreKey("a", "b/c"))?.bytes == [1])
    #expect(try await store.get(StoreKey("a/b", "c"))?.bytes == [2])
    #expect(try await store.get(StoreKey("", "\u{0}\n\"ü€"))?.bytes == [])
    #expect(try await store.list(owner: "\u{0}", in: "") == [StoreKey("", "\u{0}\n\"ü€")])
  }

  @Test(arguments: Subject.allCases) func `a value is put only over the version that was read`(
    subject: Subject
  ) async throws {
    let store = try await subject.make(clock)
    let first = try #require(try await store.put([1], for: key, owner: "m", if: .absent))
    #expect(try await store.put([2], for: key, owner: "m", if: .absent) == nil)
    let second = try #require(try await store.put([1], for: key, owner: "m", if: .version(first)))
    #expect(second != first)
    #expect(try await store.put([3], for: key, owner: "m", if: .version(first)) == nil)
    #expect(try await store.get(key)?.bytes == [1])
    try await store.remove(key)
    #expect(try await store.put([4], for: key, owner: "m", if: .version(second)) == nil)
    #expect(try await store.get(key) == nil)
  }

  @Test(arguments: Subject.allCases) func `a removal can depend on the version`(subject: Subject) async throws {
    let store = try await subject.make(clock)
    let first = try #require(try await store.put([1], for: key, owner: "m", if: .absent))
    let second = try #require(try await store.put([2], for: key, owner: "m", if: .always))
    #expect(try await store.remove(key, if: .version(first)) == false)
    #expect(try await store.remove(key, if: .absent) == false)
    #expect(try await store.get(key)?.bytes == [2])
    #expect(try await store.remove(key, if: .version(second)))
    #expect(try await store.get(key) == nil)
    #expect(try await store.remove(key, if: .absent))
  }

  @Test(arguments: Subject.allCases) func `a value is absent from the second in which it expires`(
    subject: Subject
  ) async throws {
    let store = try await subject.make(clock)
    let version = try await store.put([1], for: key, owner: "m", expires: clock.now + 2, if: .always)
    clock.advance(1)
    #expect(try await store.get(key)?.version == version)
    clock.advance(1)
    #expect(try await store.get(key) == nil)
    #expect(try await store.takeOnce(key) == nil)
    #expect(try await store.list(owner: "m", in: "session") == [])
    #expect(try await store.put([2], for: key, owner: "m", if: .version(try #require(version))) == nil)
    #expect(try await store.put([2], for: key, owner: "m", if: .absent) != nil)
  }

  @Test(arguments: Subject.allCases) func `a value is taken once`(subject: Subject) async throws {
    let store = try await subject.make(clock)
    _ = try await store.put([1], for: key, owner: "m", if: .always)
    let taken = try await withThrowingTaskGroup { group in
      for _ in 0..<20 { group.addTask { try await store.takeOnce(key) } }
      return try await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
    }
    #expect(taken.map(\.bytes) == [[1]])
    #expect(try await store.get(key) == nil)
  }

  @Test(arguments: Subject.allCases) func `of many that create a key one does`(subject: Subject) async throws {
    let store = try await subject.make(clock)
    let created = try await withThrowingTaskGroup { group in
      for byte in 0..<UInt8(20) {
        group.addTask { try await store.put([byte], for: key, owner: "m", if: .absent) }
      }
      return try await group.reduce(0) { $0 + ($1 == nil ? 0 : 1) }
    }
    #expect(created == 1)
  }

  @Test(arguments: Subject.allCases) func `a list has the owner's keys of a namespace in order`(
    subject: Subject
  ) async throws {
    let store = try await subject.make(clock)
    for (name, owner) in [("b", "m"), ("a", "m"), ("c", "n")] {
      _ = try await store.put([], for: StoreKey("session", name), owner: owner, if: .always)
    }
    _ = try await store.put([], for: StoreKey("grant", "a"), owner: "m", if: .always)
    #expect(try await store.list(owner: "m", in: "session").map(\.name) == ["a", "b"])
    #expect(try await store.list(owner: "n", in: "session").map(\.name) == ["c"])
    #expect(try await store.list(owner: "o", in: "session") == [])
    // The last write decides whose it is.
    _ = try await store.put([], for: StoreKey("session", "a"), owner: "n", if: .always)
    #expect(try await store.list(owner: "n", in: "session").map(\.name) == ["a", "c"])
  }
}

extension StoreTests {
  @Test(arguments: Subject.allCases) func `names and owners that look the same are not`(subject: Subject) async throws {
    let store = try await subject.make(clock)
    let (composed, decomposed) = ("\u{E9}", "e\u{301}")
    _ = try await store.put([1], for: StoreKey("session", composed), owner: composed, if: .absent)
    #expect(try await store.get(StoreKey("session", decomposed)) == nil)
    #expect(try await store.list(owner: decomposed, in: "session") == [])
    _ = try await store.put([2], for: StoreKey("session", decomposed), owner: decomposed, if: .absent)
    #expect(try await store.get(StoreKey("session", composed))?.bytes == [1])
    #expect(try await store.get(StoreKey("session", decomposed))?.owner.utf8.count == 3)
  }
}
