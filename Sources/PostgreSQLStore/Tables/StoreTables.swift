import Store

/// The statements on the tables of a store, in a schema of their own.
///
/// Names and owners are `bytea`: texts of other programs may have zero bytes, and equal ones are equal byte by byte. Each
/// operation is one statement, and so a transaction of its own; the time is the database's unless a test gives another.
struct StoreTables: Sendable {
  /// The layout of the tables that this version of the program works with.
  static let layout = 1
  static let defaultSchema = "nethesis_mcp"

  /// The schema's name: letters, digits and underscores.
  let schema: String

  init(schema: String = Self.defaultSchema) { self.schema = schema }

  /// The seconds of a time that the first parameter gives, else of the database's clock.
  private static let now = "coalesce($1::bigint, floor(extract(epoch FROM clock_timestamp()))::bigint)"
  /// The microseconds of the same, for leases.
  private static let microseconds =
    "coalesce($1::bigint, floor(extract(epoch FROM clock_timestamp()) * 1000000)::bigint)"
  private static let isLive = "(expires IS NULL OR expires > now)"

  /// Sets up a connection and reads the layout.
  ///
  /// Commits wait for the disk even where a server's default is not to.
  func preparation(timeout: Duration) -> Statement {
    let command = """
      SELECT number, set_config('statement_timeout', $1::text, false), set_config('lock_timeout', $1::text, false),
        set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on'
          ELSE current_setting('synchronous_commit') END, false)
      FROM \(schema).layout
      """
    return Statement(command, [.text("\(Int(timeout / .milliseconds(1)))")], isRepeatable: true)
  }

  func get(_ key: StoreKey, now: Int?) -> Statement {
    let command = """
      SELECT content, version, owner, expires FROM \(schema).entry, (SELECT \(Self.now) AS now) AS clock
      WHERE namespace = $2::bytea AND name = $3::bytea AND \(Self.isLive)
      """
    return Statement(command, [now.map { .bigint($0) }] + Self.parts(key), isRepeatable: true)
  }

  func take(_ key: StoreKey, now: Int?) -> Statement {
    let command = """
      DELETE FROM \(schema).entry USING (SELECT \(Self.now) AS now) AS clock
      WHERE namespace = $2::bytea AND name = $3::bytea AND \(Self.isLive)
      RETURNING content, version, owner, expires
      """
    return Statement(command, [now.map { .bigint($0) }] + Self.parts(key))
  }

  func list(owner: String, namespace: String, now: Int?) -> Statement {
    let command = """
      SELECT name FROM \(schema).entry, (SELECT \(Self.now) AS now) AS clock
      WHERE owner = $2::bytea AND namespace = $3::bytea AND \(Self.isLive) ORDER BY name
      """
    return Statement(command, [now.map { .bigint($0) }, .text(owner), .text(namespace)], isRepeatable: true)
  }

  /// Removes value and counter; gives whether the condition was met.
  func remove(_ key: StoreKey, if condition: StoreCondition, now: Int?) -> Statement {
    let place = "namespace = $2::bytea AND name = $3::bytea"
    let (isMet, version): (String, StoreVersion?) =
      switch condition {
      case .always: ("true", nil)
      case .absent: ("NOT EXISTS (SELECT FROM live)", nil)
      case .version(let version): ("EXISTS (SELECT FROM live WHERE version = $4::bigint)", version)
      }
    // A row that is changed meanwhile is not removed: its version is compared once more.
    let command = """
      WITH clock AS (SELECT \(Self.now) AS now),
        live AS (SELECT version FROM \(schema).entry, clock WHERE \(place) AND \(Self.isLive) FOR UPDATE OF entry),
        met AS (SELECT \(isMet) AS met),
        entries AS (DELETE FROM \(schema).entry USING met WHERE \(place) AND met
          AND ($4::bigint IS NULL OR version = $4::bigint) RETURNING 1),
        counters AS (DELETE FROM \(schema).counter USING met WHERE \(place) AND met)
      SELECT met AND ($4::bigint IS NULL OR EXISTS (SELECT FROM entries)) FROM met
      """
    let parameters = [now.map { .bigint($0) }] + Self.parts(key) + [version.map { .bigint($0.number) }]
    return Statement(command, parameters, isRepeatable: condition == .always)
  }

  /// Adds to a counter; gives the sum, which stays within `bigint`.
  func add(_ amount: Int, to key: StoreKey, expires: Int?, now: Int?) -> Statement {
    let isOver = "(c.expires IS NOT NULL AND c.expires <= \(Self.now))"
    let command = """
      INSERT INTO \(schema).counter AS c (namespace, name, total, expires)
      VALUES ($2::bytea, $3::bytea, $4::bigint, $5::bigint)
      ON CONFLICT (namespace, name) DO UPDATE SET
        total = CASE WHEN \(isOver) THEN excluded.total
          ELSE least(greatest(c.total::numeric + excluded.total, -9223372036854775808), 9223372036854775807)::bigint END,
        expires = CASE WHEN \(isOver) THEN excluded.expires ELSE c.expires END
      RETURNING total
      """
    let parameters = [now.map { .bigint($0) }] + Self.parts(key) + [.bigint(amount), expires.map { .bigint($0) }]
    return Statement(command, parameters)
  }

  /// Takes a lease that is free or over; gives a row if it is the holder's.
  func lock(_ key: StoreKey, holder: UInt64, lease: Duration, microseconds: Int?) -> Statement {
    let command = """
      INSERT INTO \(schema).lease AS l (namespace, name, holder, ends)
      VALUES ($2::bytea, $3::bytea, $4::bigint, \(Self.microseconds) + $5::bigint)
      ON CONFLICT (namespace, name) DO UPDATE SET holder = excluded.holder, ends = excluded.ends
      WHERE l.ends <= \(Self.microseconds) OR l.holder = excluded.holder
      RETURNING 1::bigint
      """
    // At most a year: the sum stays within its type.
    let length = Int(min(max(lease, .zero), .seconds(31_536_000)) / .microseconds(1))
    let parameters = [microseconds.map { .bigint($0) }] + Self.parts(key) + [.bigint(holder), .bigint(length)]
    return Statement(command, parameters, isRepeatable: true)
  }

  func unlock(_ key: StoreKey, holder: UInt64) -> Statement {
    let command = """
      DELETE FROM \(schema).lease WHERE namespace = $1::bytea AND name = $2::bytea AND holder = $3::bigint
      """
    return Statement(command, Self.parts(key) + [.bigint(holder)], isRepeatable: true)
  }

  /// Removes some of what is over; leases stay an hour longer, because their holders may be late.
  func sweep(now: Int?, microseconds: Int?) -> Statement {
    let over = { (table: String, column: String, bound: String) in
      """
      DELETE FROM \(schema).\(table) WHERE ctid IN (SELECT ctid FROM \(schema).\(table)
        WHERE \(column) <= \(bound) LIMIT 1000 FOR UPDATE SKIP LOCKED)
      """
    }
    let command = """
      WITH clock AS (SELECT \(Self.now) AS now),
        entries AS (\(over("entry", "expires", "(SELECT now FROM clock)"))),
        counters AS (\(over("counter", "expires", "(SELECT now FROM clock)")))
      \(over("lease", "ends", "(SELECT coalesce($2::bigint, now * 1000000) - 3600000000 FROM clock)"))
      """
    return Statement(command, [now.map { .bigint($0) }, microseconds.map { .bigint($0) }], isRepeatable: true)
  }

  /// The namespace and the name of a key, as two parameters.
  static func parts(_ key: StoreKey) -> [[UInt8]?] { [.text(key.namespace), .text(key.name)] }
}
