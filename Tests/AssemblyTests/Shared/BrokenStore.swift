import Store

/// A store that cannot be reached.
struct BrokenStore: Store {
  private var gone: StoreError { StoreError(.unreachable, "gone.") }

  func get(_ key: StoreKey) async throws(StoreError) -> StoredValue? { throw gone }
  func put(
    _ bytes: [UInt8],
    for key: StoreKey,
    owner: String,
    expires: Int?,
    if condition: StoreCondition,
    holding lock: StoreLock?
  ) async throws(StoreError) -> StoreVersion? { throw gone }
  func takeOnce(_ key: StoreKey) async throws(StoreError) -> StoredValue? { throw gone }
  func lock(_ key: StoreKey, lease: Duration) async throws(StoreError) -> StoreLock? { throw gone }
  func unlock(_ lock: StoreLock) async throws(StoreError) { throw gone }
  func add(_ amount: Int, to counter: StoreKey, expires: Int?) async throws(StoreError) -> Int { throw gone }
  func list(owner: String, in namespace: String) async throws(StoreError) -> [StoreKey] { throw gone }
  func remove(_ key: StoreKey, if condition: StoreCondition) async throws(StoreError) -> Bool { throw gone }
}
