import Synchronization

/// A store in the memory of one process, gone at its end.
package final class MemoryStore: Store {
  private let contents = Mutex(StoreContents())
  private let clock: StoreClock
  private let limits: StoreLimits

  /// Makes an empty store.
  package init(clock: StoreClock = .system, limits: StoreLimits = StoreLimits()) {
    self.clock = clock
    self.limits = limits
  }

  package func get(_ key: StoreKey) async throws(StoreError) -> StoredValue? {
    contents.withLock { $0.value(of: key, at: clock.now()) }
  }

  package func put(
    _ bytes: [UInt8],
    for key: StoreKey,
    owner: String,
    expires: Int?,
    if condition: StoreCondition,
    holding lock: StoreLock?
  ) async throws(StoreError) -> StoreVersion? {
    let entry = StoreContents.Entry(bytes: bytes, version: .new(), owner: owner, expires: expires)
    return try contents.withLock { contents throws(StoreError) in
      try contents.put(entry, for: key, if: condition, holding: lock, at: clock.now(), limits)
    }
  }

  package func takeOnce(_ key: StoreKey) async throws(StoreError) -> StoredValue? {
    contents.withLock { $0.take(key, at: clock.now()) }
  }

  package func lock(_ key: StoreKey, lease: Duration) async throws(StoreError) -> StoreLock? {
    let uptime = clock.uptime()
    let holder = StoreContents.Holder(id: StoreVersion.new().number, end: uptime + lease)
    let isLocked = try contents.withLock { contents throws(StoreError) in
      try contents.lock(key, holder, at: uptime, isAlive: { _ in true }, limits)
    }
    guard isLocked else { return nil }
    return StoreLock(key, holder: holder.id) { [weak self] in
      self?.contents.withLock { $0.unlock(key, holder.id) }
    }
  }

  package func unlock(_ lock: StoreLock) async throws(StoreError) {
    contents.withLock { $0.unlock(lock.key, lock.holder) }
  }

  package func add(_ amount: Int, to counter: StoreKey, expires: Int?) async throws(StoreError) -> Int {
    try contents.withLock { contents throws(StoreError) in
      try contents.add(amount, to: counter, expires: expires, at: clock.now(), limits)
    }
  }

  package func list(owner: String, in namespace: String) async throws(StoreError) -> [StoreKey] {
    contents.withLock { $0.keys(owner: owner, in: namespace, at: clock.now()) }
  }

  package func remove(_ key: StoreKey, if condition: StoreCondition) async throws(StoreError) -> Bool {
    contents.withLock { $0.remove(key, if: condition, at: clock.now()) }
  }
}
