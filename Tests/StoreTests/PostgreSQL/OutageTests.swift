import Testing

@testable import PostgreSQLStore
@testable import Store

/// Databases that go away and come back, and connections that cannot be made.
@Suite(.enabled(if: DatabaseServer.isThere, "there is no PostgreSQL server"))
struct OutageTests {
  private let key = StoreKey("link", "a")

  @Test func `a database that restarts loses nothing, and takes a later statement`() async throws {
    let server = try DatabaseServer()
    let store = try await server.store()
    let version = try #require(try await store.put([1], for: key, owner: "m", if: .absent))
    let lock = try #require(try await store.lock(key, lease: .seconds(60)))
    try await server.order("restart")
    #expect(try await store.get(key)?.version == version)
    // The lock is a row, too: it does not end with a connection.
    #expect(try await store.lock(key, lease: .seconds(60)) == nil)
    let next = try await store.put([2], for: key, owner: "m", expires: nil, if: .version(version), holding: lock)
    #expect(next != nil)
  }

  @Test func `a database that is away fails what needs it, and comes back by itself`() async throws {
    let server = try DatabaseServer()
    let store = try await server.store(patience: .seconds(3))
    while (try? await store.put([1], for: key, owner: "m", if: .always)) == nil { await Task.yield() }
    try await server.order("stop")
    let error = await #expect(throws: StoreError.self) { try await store.put([2], for: key, owner: "m", if: .always) }
    #expect(error?.kind == .unreachable)
    #expect(error?.message.contains("Nothing was stored. Try again in 5 s.") == true)
    try await server.order("start")
    while (try? await store.get(key)) == nil { await Task.yield() }
    #expect(try await store.get(key)?.bytes == [1])
  }

  @Test func `a statement in progress is repeated only if twice is the same as once`() async throws {
    let server = try DatabaseServer()
    let tables = StoreTables(schema: "outage")
    let thread = try DatabaseServer.thread.get()
    _ = try await PostgreSQLStore.migrate(server.target, tables, on: thread)
    let lane = Lane(.store(server.target, tables, patience: .seconds(120)), on: thread)
    let killer = Lane(.migration(server.target), on: thread)
    for isRepeatable in [true, false] {
      let pid = try await lane.run(Statement("SELECT pg_backend_pid()::bigint")).integer(0)
      let sleeper = "SELECT CASE pg_backend_pid() WHEN \(pid ?? 0) THEN pg_sleep(3) END, 7::bigint"
      async let outcome = lane.run(Statement(sleeper, isRepeatable: isRepeatable))
      let end =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = \(pid ?? 0) AND wait_event = 'PgSleep'"
      while try await killer.run(Statement(end)).rows.isEmpty { await Task.yield() }
      let value: Int?
      do { value = try await outcome.integer(1) } catch let failure as DatabaseFailure {
        #expect(!isRepeatable)
        #expect(failure.kind == .uncertain)
        continue
      }
      #expect(isRepeatable)
      #expect(value == 7)
    }
  }

  @Test func `a statement that takes too long is ended by the server`() async throws {
    let server = try DatabaseServer.shared()
    let tables = StoreTables(schema: "test_\(UInt64.random(in: 0...UInt64.max))")
    let thread = try DatabaseServer.thread.get()
    _ = try await PostgreSQLStore.migrate(server.target, tables, on: thread)
    var options = LaneOptions.store(server.target, tables, patience: .seconds(120))
    options.preparation = tables.preparation(timeout: .milliseconds(50))
    let lane = Lane(options, on: thread)
    let failure = await #expect(throws: DatabaseFailure.self) { try await lane.run(Statement("SELECT pg_sleep(60)")) }
    #expect(failure?.kind == .busy)
    #expect(failure?.state == "57014")
    _ = try await lane.run(Statement("SELECT 1"))
  }

  @Test func `a server that says nothing is given up`() async throws {
    let server = try DatabaseServer.shared()
    let thread = try DatabaseServer.thread.get()
    var options = LaneOptions.migration(server.target)
    options.patience = .milliseconds(500)
    let lane = Lane(options, on: thread)
    while (try? await lane.run(Statement("SELECT 1"))) == nil { await Task.yield() }
    let failure = await #expect(throws: DatabaseFailure.self) { try await lane.run(Statement("SELECT pg_sleep(60)")) }
    #expect(failure?.kind == .uncertain)
    while (try? await lane.run(Statement("SELECT 1"))) == nil { await Task.yield() }
  }

  @Test func `the first server of several that takes writes is used`() async throws {
    let server = try DatabaseServer.shared()
    let thread = try DatabaseServer.thread.get()
    // Nobody listens on port 1.
    let url = "postgresql://postgres@127.0.0.1:1,127.0.0.1:\(server.port)/postgres"
    let lane = Lane(.migration(DatabaseTarget(url: url, passwordFile: nil)), on: thread)
    #expect(try await lane.run(Statement("SELECT inet_server_port()::bigint")).integer(0) == Int(server.port))
  }
}
