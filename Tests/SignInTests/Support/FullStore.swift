import Store

/// A full store: it can be read and locked, and takes nothing new.
struct FullStore: Store {
  let base: MemoryStore

  func get(_ key: StoreKey) async throws(StoreError) -> StoredValue? { try await base.get(key) }

  func put(
    _ bytes: [UInt8],
    for key: StoreKey,
    owner: String,
    expires: Int?,
    if condition: StoreCondition,
    holding lock: StoreLock?
  ) async throws(StoreError) -> StoreVersion? {
    throw StoreError(.noSpace, "the disk is full.")
  }

  func takeOnce(_ key: StoreKey) async throws(StoreError) -> StoredValue? { try await base.takeOnce(key) }

  func lock(_ key: StoreKey, lease: Duration) async throws(StoreError) -> StoreLock? {
    try await base.lock(key, lease: lease)
  }

  func unlock(_ lock: StoreLock) async throws(StoreError) { try await base.unlock(lock) }

  func add(_ amount: Int, to counter: StoreKey, expires: Int?) async throws(StoreError) -> Int {
    try await base.add(amount, to: counter, expires: expires)
  }

  func list(owner: String, in namespace: String) async throws(StoreError) -> [StoreKey] {
    try await base.list(owner: owner, in: namespace)
  }

  func remove(_ key: StoreKey, if condition: StoreCondition) async throws(StoreError) -> Bool {
    try await base.remove(key, if: condition)
  }
}
