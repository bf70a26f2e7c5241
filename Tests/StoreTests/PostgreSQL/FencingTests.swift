import Testing

@testable import PostgreSQLStore
@testable import Store

/// Replicas that share the tables: leases that are lost, and what is over.
@Suite(.enabled(if: DatabaseServer.isThere, "there is no PostgreSQL server"))
struct FencingTests {
  private let tables = StoreTables(schema: "test_\(UInt64.random(in: 0...UInt64.max))")
  private let key = StoreKey("link", "a")

  private func replicas(_ clock: TestClock? = nil) async throws -> (PostgreSQLStore, PostgreSQLStore) {
    let server = try DatabaseServer.shared()
    _ = try await PostgreSQLStore.migrate(server.target, tables, on: try DatabaseServer.thread.get())
    return (try server.store(in: tables, clock: clock?.clock), try server.store(in: tables, clock: clock?.clock))
  }

  @Test func `a replica that has lost its lease writes nothing`() async throws {
    let clock = TestClock()
    let (one, other) = try await replicas(clock)
    let lost = try #require(try await one.lock(key, lease: .seconds(10)))
    #expect(try await other.lock(key, lease: .seconds(10)) == nil)
    clock.advance(10)
    let taken = try #require(try await other.lock(key, lease: .seconds(10)))
    for condition in [StoreCondition.always, .absent] {
      #expect(try await one.put([1], for: key, owner: "m", expires: nil, if: condition, holding: lost) == nil)
    }
    #expect(try await other.put([2], for: key, owner: "m", expires: nil, if: .absent, holding: taken) != nil)
    // The late end of the first one leaves the lock with the second.
    try await one.unlock(lost)
    #expect(try await one.lock(key, lease: .seconds(10)) == nil)
    #expect(try await one.get(key)?.bytes == [2])
  }

  @Test func `a lease is not taken over while a write that it allows is under way`() async throws {
    let (one, other) = try await replicas()
    let server = try DatabaseServer.shared()
    let thread = try DatabaseServer.thread.get()
    let writer = Lane(.store(server.target, tables, patience: .seconds(120)), on: thread)
    // Within a transaction, the activities would stay as they were seen first.
    let observer = Lane(.migration(server.target), on: thread)
    let lock = try #require(try await one.lock(key, lease: .zero))
    // The statement of a write, not committed yet.
    _ = try await writer.run(Statement("BEGIN"))
    let write = StoreTables.Write(
      key: key,
      bytes: [1],
      owner: "m",
      version: .new(),
      expires: nil,
      condition: .absent,
      lock: lock
    )
    #expect(try await writer.run(tables.put(write, StoreLimits(), now: nil)).isTrue(0))
    async let next = other.lock(key, lease: .seconds(10))
    let waiting =
      "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%\(tables.schema).lease%'"
    while try await observer.run(Statement(waiting)).rows.isEmpty { await Task.yield() }
    _ = try await writer.run(Statement("COMMIT"))
    let taken = try await next
    #expect(taken != nil)
    #expect(try await one.get(key)?.bytes == [1])
    #expect(try await one.put([3], for: key, owner: "m", expires: nil, if: .always, holding: lock) == nil)
  }

  @Test func `of many replicas that count none is lost`() async throws {
    let (one, other) = try await replicas()
    let sums = try await withThrowingTaskGroup { group in
      for index in 0..<100 {
        group.addTask { try await (index.isMultiple(of: 2) ? one : other).add(1, to: key, expires: nil) }
      }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(sums == Set(1...100))
  }

  @Test func `what is over is removed, and nothing else`() async throws {
    let clock = TestClock()
    let (store, _) = try await replicas(clock)
    _ = try await store.put([1], for: StoreKey("a", "over"), owner: "m", expires: clock.now + 1, if: .always)
    _ = try await store.put([1], for: StoreKey("a", "kept"), owner: "m", expires: clock.now + 9000, if: .always)
    _ = try await store.add(1, to: StoreKey("c", "over"), expires: clock.now + 1)
    _ = try await store.add(1, to: StoreKey("c", "kept"), expires: nil)
    let lock = try await store.lock(StoreKey("l", "over"), lease: .seconds(1))
    clock.advance(3602)
    let kept = try await store.lock(StoreKey("l", "kept"), lease: .seconds(1))
    let lane = Lane(
      .store(try DatabaseServer.shared().target, tables, patience: .seconds(120)),
      on: try DatabaseServer.thread.get()
    )
    _ = try await lane.run(tables.sweep(now: clock.now, microseconds: 3_602_000_000))
    for (table, count) in [("entry", 1), ("counter", 1), ("lease", 1)] {
      #expect(try await lane.run(Statement("SELECT count(*) FROM \(tables.schema).\(table)")).integer(0) == count)
    }
    _ = (lock, kept)
  }

  @Test func `a lane keeps the values of its rows apart`() async throws {
    let lane = Lane(.migration(try DatabaseServer.shared().target), on: try DatabaseServer.thread.get())
    let rows = try await lane.run(
      Statement(
        "SELECT * FROM (VALUES ($1::bigint, $2::bytea), (NULL, ''::bytea)) AS v",
        [.bigint(Int.min), [0, 255, 39]]
      )
    )
    #expect(rows.rows == [[.bigint(Int.min), [0, 255, 39]], [nil, []]])
    #expect(rows.integer(0) == .min)
    let failure = await #expect(throws: DatabaseFailure.self) { try await lane.run(Statement("SELECT * FROM nothing")) }
    #expect(failure?.state == "42P01")
    #expect(try await lane.run(Statement("SELECT 1::bigint")).integer(0) == 1)
  }
}
