package import EventThread
package import Store
import Synchronization

/// A store in tables of a PostgreSQL database, shared by all replicas of a server.
///
/// The time is that of the database. A lock outlives its holder's process until its lease ends. The bounds on number and
/// size hold for each owner. While the database is away, operations wait a few seconds, then fail at once until it is
/// back; one whose outcome is unknown is repeated only if twice is the same as once.
package final class PostgreSQLStore: Store {
  /// The pause between sweeps, in seconds.
  private static let sweepPause = Duration.seconds(60)

  private let database: Database
  private let tables: StoreTables
  private let limits: StoreLimits
  /// The clocks of a test; `nil` is the database's.
  private let clock: StoreClock?
  private let nextSweep = Mutex<ContinuousClock.Instant>(.now)

  /// Takes a database; connections are made when they are first needed.
  package convenience init(_ target: DatabaseTarget, on thread: EventThread) {
    let tables = StoreTables()
    self.init(.store(target, tables), tables, on: thread)
  }

  init(
    _ options: LaneOptions,
    _ tables: StoreTables,
    connections: Int = 4,
    clock: StoreClock? = nil,
    limits: StoreLimits = StoreLimits(),
    on thread: EventThread
  ) {
    self.tables = tables
    self.clock = clock
    self.limits = limits
    database = Database(options, connections: connections, on: thread)
  }

  /// Connects and reads the layout of the tables.
  ///
  /// - Throws: ``StoreError`` if the database cannot be used; of kind `unreachable` if it may be back later.
  package func check() async throws(StoreError) -> DatabaseFacts {
    let clock = clock ?? .system
    do throws(DatabaseFailure) { return try await database.facts(now: clock.now) } catch { throw StoreError(error) }
  }

  /// Makes the tables, or brings them to the layout of this version.
  ///
  /// - Returns: The layout before, 0 if there was none, and the one after.
  /// - Throws: ``StoreError`` if nothing was changed.
  package static func migrate(
    _ target: DatabaseTarget,
    on thread: EventThread
  ) async throws(StoreError) -> (before: Int, after: Int) {
    try await migrate(target, StoreTables(), on: thread)
  }

  static func migrate(
    _ target: DatabaseTarget,
    _ tables: StoreTables,
    on thread: EventThread
  ) async throws(StoreError) -> (before: Int, after: Int) {
    do throws(DatabaseFailure) {
      return try await Migration.run(tables, on: Lane(.migration(target), on: thread))
    } catch { throw StoreError(error) }
  }

  package func get(_ key: StoreKey) async throws(StoreError) -> StoredValue? {
    Self.value(try await run(tables.get(key, now: clock?.now()), key))
  }

  package func put(
    _ bytes: [UInt8],
    for key: StoreKey,
    owner: String,
    expires: Int?,
    if condition: StoreCondition,
    holding lock: StoreLock?
  ) async throws(StoreError) -> StoreVersion? {
    try limits.check(key)
    try limits.check(owner: owner)
    try limits.check(value: bytes)
    let write = StoreTables.Write(
      key: key,
      bytes: bytes,
      owner: owner,
      version: .new(),
      expires: expires,
      condition: condition,
      lock: lock
    )
    let rows = try await run(tables.put(write, limits, now: clock?.now()), key)
    sweepIfDue()
    if rows.isTrue(0) { return write.version }
    let present = rows.integer(1).map { StoreVersion(number: UInt64(bitPattern: Int64($0))) }
    // The statement was repeated, and the first time it was carried out.
    if present == write.version { return present }
    guard rows.isTrue(2), condition.isMet(by: present), !rows.isTrue(3) else { return nil }
    throw StoreError(
      .full,
      "no more can be stored for one owner: there is room for \(limits.count) values of \(limits.total) bytes in all. "
        + "End sessions that are not needed any more."
    )
  }

  package func takeOnce(_ key: StoreKey) async throws(StoreError) -> StoredValue? {
    Self.value(try await run(tables.take(key, now: clock?.now()), key))
  }

  package func lock(_ key: StoreKey, lease: Duration) async throws(StoreError) -> StoreLock? {
    try limits.check(key)
    let holder = StoreVersion.new().number
    let rows = try await run(tables.lock(key, holder: holder, lease: lease, microseconds: uptime), key)
    guard rows.integer(0) != nil else { return nil }
    return StoreLock(key, holder: holder) { [database, tables] in
      // If it fails, the lease ends the lock.
      database.start(tables.unlock(key, holder: holder), topic: key)
    }
  }

  package func unlock(_ lock: StoreLock) async throws(StoreError) {
    _ = try await run(tables.unlock(lock.key, holder: lock.holder), lock.key)
  }

  package func add(_ amount: Int, to counter: StoreKey, expires: Int?) async throws(StoreError) -> Int {
    try limits.check(counter)
    let rows = try await run(tables.add(amount, to: counter, expires: expires, now: clock?.now()), counter)
    sweepIfDue()
    guard let sum = rows.integer(0) else { throw StoreError(.unusable, "the database counts nothing.") }
    return sum
  }

  package func list(owner: String, in namespace: String) async throws(StoreError) -> [StoreKey] {
    let rows = try await run(tables.list(owner: owner, namespace: namespace, now: clock?.now()), owner)
    return rows.rows.compactMap { row in
      row.first.flatMap { $0 }.map { StoreKey(namespace, String(decoding: $0, as: UTF8.self)) }
    }
  }

  package func remove(_ key: StoreKey, if condition: StoreCondition) async throws(StoreError) -> Bool {
    try await run(tables.remove(key, if: condition, now: clock?.now()), key).isTrue(0)
  }
}

extension PostgreSQLStore {
  /// The time of a test for leases, in microseconds.
  private var uptime: Int? { (clock?.uptime()).map { Int($0 / .microseconds(1)) } }

  private func run(_ statement: Statement, _ topic: some Hashable) async throws(StoreError) -> Rows {
    do throws(DatabaseFailure) { return try await database.run(statement, topic: topic) } catch {
      throw StoreError(error)
    }
  }

  /// Removes what is over, now and then.
  private func sweepIfDue() {
    let now = ContinuousClock.now
    let isDue = nextSweep.withLock { next in
      guard next <= now else { return false }
      next = now + Self.sweepPause
      return true
    }
    if isDue { database.start(tables.sweep(now: clock?.now(), microseconds: uptime), topic: 0) }
  }

  private static func value(_ rows: Rows) -> StoredValue? {
    guard let bytes = rows.bytes(0), let version = rows.integer(1), let owner = rows.bytes(2) else { return nil }
    return StoredValue(
      bytes: bytes,
      version: StoreVersion(number: UInt64(bitPattern: Int64(version))),
      owner: String(decoding: owner, as: UTF8.self),
      expires: rows.integer(3)
    )
  }
}
