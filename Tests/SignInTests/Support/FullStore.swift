import Store
import TestSupport

/// A full store: it can be read and locked, and takes nothing new.
struct FullStore: ForwardingStore {
  let base: MemoryStore

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
}
