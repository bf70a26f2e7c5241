import Store

extension StoreTables {
  /// A value that is to be stored, and what that depends on.
  struct Write {
    var key: StoreKey
    var bytes: [UInt8]
    var owner: String
    var version: StoreVersion
    var expires: Int?
    var condition: StoreCondition
    var lock: StoreLock?
  }

  /// Stores a value if its condition is met, its lock still held and its owner within the bounds.
  ///
  /// The lease is read in the same statement and kept from changing until its end: a holder that has lost it writes
  /// nothing. Gives whether the value was stored, the version before, whether the lock is held, and whether the owner is
  /// within the bounds.
  func put(_ write: Write, _ limits: StoreLimits, now: Int?) -> Statement {
    let command = """
      WITH clock AS (SELECT coalesce($1::bigint, floor(extract(epoch FROM clock_timestamp()))::bigint) AS now),
        held AS (SELECT 1 FROM \(schema).lease
          WHERE namespace = $8::bytea AND name = $9::bytea AND holder = $10::bigint FOR SHARE),
        present AS (SELECT version FROM \(schema).entry, clock
          WHERE namespace = $2::bytea AND name = $3::bytea AND (expires IS NULL OR expires > now)),
        used AS (SELECT count(*) < $12::bigint AND coalesce(sum(size), 0) + $11::bigint <= $13::bigint AS fits
          FROM \(schema).entry, clock WHERE owner = $5::bytea AND NOT (namespace = $2::bytea AND name = $3::bytea)
          AND (expires IS NULL OR expires > now)),
        may AS (SELECT fits AND ($10::bigint IS NULL OR EXISTS (SELECT FROM held)) AS may FROM used),
        written AS (\(change(write.condition)))
      SELECT EXISTS (SELECT FROM written), (SELECT version FROM present), $10::bigint IS NULL OR EXISTS (SELECT FROM held),
        fits FROM used
      """
    let size =
      write.bytes.count + write.owner.utf8.count + write.key.namespace.utf8.count + write.key.name.utf8.count
    var parameters: [[UInt8]?] = [now.map { .bigint($0) }] + Self.parts(write.key)
    parameters += [write.bytes, .text(write.owner), .bigint(write.version.number), write.expires.map { .bigint($0) }]
    parameters += write.lock.map { Self.parts($0.key) + [.bigint($0.holder)] } ?? [nil, nil, nil]
    parameters += [.bigint(size), .bigint(limits.count), .bigint(limits.total)]
    if case .version(let version) = write.condition { parameters.append(.bigint(version.number)) }
    return Statement(command, parameters, isRepeatable: true)
  }

  private func change(_ condition: StoreCondition) -> String {
    let insertion = """
      INSERT INTO \(schema).entry AS e (namespace, name, content, owner, version, expires, size)
        SELECT $2::bytea, $3::bytea, $4::bytea, $5::bytea, $6::bigint, $7::bigint, $11::bigint FROM may WHERE may
        ON CONFLICT (namespace, name) DO UPDATE SET content = excluded.content, owner = excluded.owner,
          version = excluded.version, expires = excluded.expires, size = excluded.size
      """
    return switch condition {
    case .always: "\(insertion) RETURNING 1"
    case .absent: "\(insertion) WHERE e.expires IS NOT NULL AND e.expires <= (SELECT now FROM clock) RETURNING 1"
    case .version:
      """
      UPDATE \(schema).entry SET content = $4::bytea, owner = $5::bytea, version = $6::bigint, expires = $7::bigint,
          size = $11::bigint FROM may, clock
        WHERE may AND namespace = $2::bytea AND name = $3::bytea AND version = $14::bigint
          AND (expires IS NULL OR expires > now) RETURNING 1
      """
    }
  }
}
