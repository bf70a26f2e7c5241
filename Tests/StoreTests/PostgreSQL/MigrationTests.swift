import Testing

@testable import PostgreSQLStore
@testable import Store

/// The tables of ``PostgreSQLStore``: made once, and refused in a layout that this version does not know.
@Suite(.enabled(if: DatabaseServer.isThere, "there is no PostgreSQL server"))
struct MigrationTests {
  private let tables = StoreTables(schema: "test_\(UInt64.random(in: 0...UInt64.max))")
  private let key = StoreKey("link", "a")

  @Test func `tables are made once, by however many at a time`() async throws {
    let server = try DatabaseServer.shared()
    let befores = try await withThrowingTaskGroup { group in
      for _ in 0..<6 {
        group.addTask {
          try await PostgreSQLStore.migrate(server.target, tables, on: DatabaseServer.thread.get()).before
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(befores.sorted() == [0, 1, 1, 1, 1, 1])
    let store = try server.store(in: tables)
    _ = try await store.put([1], for: key, owner: "m", if: .absent)
    _ = try await PostgreSQLStore.migrate(server.target, tables, on: DatabaseServer.thread.get())
    #expect(try await store.get(key)?.bytes == [1])
  }

  @Test func `missing tables are refused with what to do, and used as soon as they are there`() async throws {
    let server = try DatabaseServer.shared()
    let store = try server.store(in: tables)
    let error = await #expect(throws: StoreError.self) { try await store.check() }
    #expect(error?.kind == .unusable)
    #expect(error?.message.contains("run nethesis-mcp store migrate") == true)
    _ = try await PostgreSQLStore.migrate(server.target, tables, on: DatabaseServer.thread.get())
    while (try? await store.check()) == nil { await Task.yield() }
    #expect(try await store.get(key) == nil)
  }

  @Test func `tables of a newer version are left as they are`() async throws {
    let server = try DatabaseServer.shared()
    _ = try await PostgreSQLStore.migrate(server.target, tables, on: DatabaseServer.thread.get())
    let lane = Lane(.migration(server.target), on: try DatabaseServer.thread.get())
    _ = try await lane.run(Statement("UPDATE \(tables.schema).layout SET number = 2"))
    let store = try server.store(in: tables)
    let error = await #expect(throws: StoreError.self) { try await store.get(key) }
    #expect(error?.message.contains("layout 2") == true)
    await #expect(throws: StoreError.self) {
      try await PostgreSQLStore.migrate(server.target, tables, on: DatabaseServer.thread.get())
    }
    #expect(try await lane.run(Statement("SELECT number FROM \(tables.schema).layout")).integer(0) == 2)
  }

  @Test func `a check tells how far the clocks of database and process are apart`() async throws {
    let server = try DatabaseServer.shared()
    #expect(try await server.store().check().clockSkew.components.seconds.magnitude <= 60)
    let clock = TestClock()
    let skew = try await server.store(clock: clock.clock).check().clockSkew
    clock.advance(1000)
    let later = try await server.store(clock: clock.clock).check().clockSkew
    #expect(skew > .seconds(1_000_000_000))
    #expect((skew - later).components.seconds.magnitude <= 1000)
    #expect(later < skew)
  }

  @Test func `expiry is compared in the time of the database`() async throws {
    let clock = TestClock()
    let (own, slow) = (try server(), try server(clock))
    _ = try await PostgreSQLStore.migrate(
      try DatabaseServer.shared().target,
      tables,
      on: try DatabaseServer.thread.get()
    )
    // By a clock that is years behind, it is there for long; the database's says that it is over.
    _ = try await slow.put([1], for: key, owner: "m", expires: clock.now + 600, if: .always)
    #expect(try await own.get(key) == nil)
    #expect(try await own.list(owner: "m", in: "link").isEmpty)
    #expect(try await own.put([2], for: key, owner: "m", expires: nil, if: .absent) != nil)
  }

  private func server(_ clock: TestClock? = nil) throws -> PostgreSQLStore {
    try DatabaseServer.shared().store(in: tables, clock: clock?.clock)
  }
}
