/// The content of a store and the rules of its operations, for implementations that have it in memory at a time.
struct StoreContents: Equatable {
  struct Entry: Equatable {
    var bytes: [UInt8]
    var version: StoreVersion
    var owner: String
    var expires: Int?

    var value: StoredValue { StoredValue(bytes: bytes, version: version, owner: owner, expires: expires) }
  }

  struct Counter: Equatable {
    var sum: Int
    var expires: Int?
  }

  struct Holder: Equatable {
    var id: UInt64
    /// The end of the lease, by the time since the machine's start.
    var end: Duration
  }

  var entries: [StoreKey: Entry] = [:]
  var counters: [StoreKey: Counter] = [:]
  var holders: [StoreKey: Holder] = [:]

  func value(of key: StoreKey, at now: Int) -> StoredValue? {
    guard let entry = entries[key], !Self.isOver(entry.expires, now) else { return nil }
    return entry.value
  }

  /// Stores a value under conditions; see ``Store/put(_:for:owner:expires:if:holding:)``.
  mutating func put(
    _ entry: Entry,
    for key: StoreKey,
    if condition: StoreCondition,
    holding lock: StoreLock?,
    at now: Int,
    _ limits: StoreLimits
  ) throws(StoreError) -> StoreVersion? {
    try limits.check(key)
    try limits.check(owner: entry.owner)
    try limits.check(value: entry.bytes)
    if let lock, holders[lock.key]?.id != lock.holder { return nil }
    guard condition.isMet(by: value(of: key, at: now)?.version) else { return nil }
    var after = self
    after.dropExpired(at: now)
    after.entries[key] = entry
    guard after.entries.count <= limits.count else { throw Self.full("\(limits.count) values") }
    guard after.size <= limits.total else { throw Self.full("\(limits.total) bytes") }
    self = after
    return entry.version
  }

  mutating func take(_ key: StoreKey, at now: Int) -> StoredValue? {
    guard let value = value(of: key, at: now) else { return nil }
    entries[key] = nil
    return value
  }

  /// Makes a holder the one of a key.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - holder: The new holder.
  ///   - uptime: The time since the machine's start.
  ///   - isAlive: Whether a holder's process lives and has not dropped its lock.
  ///   - limits: The bounds of the store.
  /// - Returns: Whether it is; `false` if another one is alive and within its lease.
  /// - Throws: ``StoreError`` if a bound is exceeded.
  mutating func lock(
    _ key: StoreKey,
    _ holder: Holder,
    at uptime: Duration,
    isAlive: (UInt64) -> Bool,
    _ limits: StoreLimits
  ) throws(StoreError) -> Bool {
    try limits.check(key)
    if let current = holders[key], current.end > uptime, isAlive(current.id) { return false }
    if holders.count >= limits.count { holders = holders.filter { $0.value.end > uptime && isAlive($0.value.id) } }
    guard holders.count < limits.count || holders[key] != nil else { throw Self.full("\(limits.count) locks") }
    holders[key] = holder
    return true
  }

  mutating func unlock(_ key: StoreKey, _ holder: UInt64) {
    if holders[key]?.id == holder { holders[key] = nil }
  }

  mutating func add(
    _ amount: Int,
    to key: StoreKey,
    expires: Int?,
    at now: Int,
    _ limits: StoreLimits
  ) throws(StoreError) -> Int {
    try limits.check(key)
    dropExpired(at: now)
    guard counters.count < limits.count || counters[key] != nil else { throw Self.full("\(limits.count) counters") }
    var counter = counters[key] ?? Counter(sum: 0, expires: expires)
    let (sum, isOver) = counter.sum.addingReportingOverflow(amount)
    counter.sum = isOver ? (amount < 0 ? .min : .max) : sum
    if !Self.isOver(counter.expires, now) { counters[key] = counter }
    return counter.sum
  }

  func keys(owner: String, in namespace: String, at now: Int) -> [StoreKey] {
    entries
      .filter {
        $0.key.namespace.utf8.elementsEqual(namespace.utf8) && $0.value.owner.utf8.elementsEqual(owner.utf8)
          && !Self.isOver($0.value.expires, now)
      }
      .map(\.key)
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  mutating func remove(_ key: StoreKey, if condition: StoreCondition, at now: Int) -> Bool {
    guard condition.isMet(by: value(of: key, at: now)?.version) else { return false }
    (entries[key], counters[key]) = (nil, nil)
    return true
  }

  private mutating func dropExpired(at now: Int) {
    if entries.values.contains(where: { Self.isOver($0.expires, now) }) {
      entries = entries.filter { !Self.isOver($0.value.expires, now) }
    }
    if counters.values.contains(where: { Self.isOver($0.expires, now) }) {
      counters = counters.filter { !Self.isOver($0.value.expires, now) }
    }
  }

  private var size: Int {
    entries.reduce(0) {
      $0 + $1.key.namespace.utf8.count + $1.key.name.utf8.count + $1.value.owner.utf8.count + $1.value.bytes.count
    }
  }

  private static func isOver(_ expires: Int?, _ now: Int) -> Bool { expires.map { $0 <= now } ?? false }

  private static func full(_ bound: String) -> StoreError {
    StoreError(.full, "no more can be stored: there is room for \(bound). End sessions that are not needed any more.")
  }
}
