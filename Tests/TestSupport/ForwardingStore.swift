package import Store

/// A store that does what another one does, except for the operations that a conforming type has of its own.
package protocol ForwardingStore: Store {
  /// The store that operations are passed on to.
  var base: MemoryStore { get }
}

extension ForwardingStore {
  package func get(_ key: StoreKey) async throws(StoreError) -> StoredValue? { try await base.get(key) }

  package func put(
    _ bytes: [UInt8],
    for key: StoreKey,
    owner: String,
    expires: Int?,
    if condition: StoreCondition,
    holding lock: StoreLock?
  ) async throws(StoreError) -> StoreVersion? {
    try await base.put(bytes, for: key, owner: owner, expires: expires, if: condition, holding: lock)
  }

  package func takeOnce(_ key: StoreKey) async throws(StoreError) -> StoredValue? { try await base.takeOnce(key) }

  package func lock(_ key: StoreKey, lease: Duration) async throws(StoreError) -> StoreLock? {
    try await base.lock(key, lease: lease)
  }

  package func unlock(_ lock: StoreLock) async throws(StoreError) { try await base.unlock(lock) }

  package func add(_ amount: Int, to counter: StoreKey, expires: Int?) async throws(StoreError) -> Int {
    try await base.add(amount, to: counter, expires: expires)
  }

  package func list(owner: String, in namespace: String) async throws(StoreError) -> [StoreKey] {
    try await base.list(owner: owner, in: namespace)
  }

  package func remove(_ key: StoreKey, if condition: StoreCondition) async throws(StoreError) -> Bool {
    try await base.remove(key, if: condition)
  }
}
