/// Seals each value before it reaches another store, whose rows others may see or move.
///
/// A sealed value is bound to its namespace, name and owner, and to the version of this format: in another row it cannot
/// be opened. Keys, owners and expiry stay visible.
package struct SealingStore<Base: Store>: Store {
  private static var format: String { "1" }

  private let base: Base
  private let keys: @Sendable () throws(StoreError) -> KeyRing

  init(_ base: Base, _ keys: KeyRing) {
    self.base = base
    self.keys = { () throws(StoreError) in keys }
  }

  /// Seals with the keys of a file.
  package init(_ base: Base, _ file: KeyRingFile) {
    self.base = base
    keys = { () throws(StoreError) in try file.ring() }
  }

  package func get(_ key: StoreKey) async throws(StoreError) -> StoredValue? {
    guard let value = try await base.get(key) else { return nil }
    return try opened(value, key)
  }

  package func put(
    _ bytes: [UInt8],
    for key: StoreKey,
    owner: String,
    expires: Int?,
    if condition: StoreCondition,
    holding lock: StoreLock?
  ) async throws(StoreError) -> StoreVersion? {
    let sealing = try keys().current
    guard let sealed = Seal.seal(bytes, with: sealing, for: Self.place(key, owner)) else {
      throw StoreError(.unusable, "the value cannot be sealed: the system's cryptography fails. Nothing was stored.")
    }
    let row = Array("\(Self.format) \(sealing.id) ".utf8) + sealed
    return try await base.put(row, for: key, owner: owner, expires: expires, if: condition, holding: lock)
  }

  package func takeOnce(_ key: StoreKey) async throws(StoreError) -> StoredValue? {
    // Opened before it is taken: a value whose key is missing stays.
    guard try await get(key) != nil, let value = try await base.takeOnce(key) else { return nil }
    return try opened(value, key)
  }

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

  private static func place(_ key: StoreKey, _ owner: String) -> [String] { [key.namespace, key.name, owner, format] }

  private func opened(_ value: StoredValue, _ key: StoreKey) throws(StoreError) -> StoredValue {
    let space = UInt8(ascii: " ")
    let parts = value.bytes.split(separator: space, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw Self.damaged(key) }
    guard parts[0].elementsEqual(Self.format.utf8) else {
      throw StoreError(.newer, "a stored value was written by a newer version of this program: use that one.")
    }
    let id = String(decoding: parts[1], as: UTF8.self)
    guard let sealing = try keys()[id] else {
      throw StoreError(.keyUnreachable, "a stored value is sealed with key \(id), which is not there: put it back.")
    }
    guard let bytes = Seal.open(parts[2], with: sealing, for: Self.place(key, value.owner)) else {
      throw Self.damaged(key)
    }
    return StoredValue(bytes: bytes, version: value.version, owner: value.owner, expires: value.expires)
  }

  private static func damaged(_ key: StoreKey) -> StoreError {
    StoreError(.damaged, "a stored \(key.namespace) was changed by somebody else, and is not used. Sign in again.")
  }
}
