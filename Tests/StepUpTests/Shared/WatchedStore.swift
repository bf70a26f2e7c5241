import Store
import Synchronization
import TestSupport

/// A store that remembers all values that it was given, and that can be away.
final class WatchedStore: ForwardingStore {
  /// What becomes of operations.
  enum Fault: Sendable {
    /// Nothing can be read or written.
    case away
    /// Values are stored, and nobody is told so.
    case uncertain
  }

  let base: MemoryStore
  private let values = Mutex<[(key: StoreKey, bytes: [UInt8], owner: String)]>([])
  private let current = Mutex<Fault?>(nil)

  init(base: MemoryStore) { self.base = base }

  /// What becomes of operations; `nil` if they succeed.
  var fault: Fault? {
    get { current.withLock { $0 } }
    set { current.withLock { $0 = newValue } }
  }

  /// The values of a namespace in the order in which they were written.
  func written(in namespace: String) -> [String] {
    values.withLock { $0.filter { $0.key.namespace == namespace }.map { String(decoding: $0.bytes, as: UTF8.self) } }
  }

  /// The keys of a namespace under which something was written.
  func places(in namespace: String) -> Set<StoreKey> {
    values.withLock { values in Set(values.lazy.map(\.key).filter { $0.namespace == namespace }) }
  }

  /// Everything that was ever written, names and owners included.
  var everything: String {
    values.withLock { values in
      values.map { "\($0.key.name) \($0.owner) \(String(decoding: $0.bytes, as: UTF8.self))" }.joined(separator: "\n")
    }
  }

  func get(_ key: StoreKey) async throws(StoreError) -> StoredValue? {
    try check()
    return try await base.get(key)
  }

  func list(owner: String, in namespace: String) async throws(StoreError) -> [StoreKey] {
    try check()
    return try await base.list(owner: owner, in: namespace)
  }

  func put(
    _ bytes: [UInt8],
    for key: StoreKey,
    owner: String,
    expires: Int?,
    if condition: StoreCondition,
    holding lock: StoreLock?
  ) async throws(StoreError) -> StoreVersion? {
    try check()
    let version = try await base.put(bytes, for: key, owner: owner, expires: expires, if: condition, holding: lock)
    if version != nil { values.withLock { $0.append((key, bytes, owner)) } }
    if case .uncertain = fault { throw StoreError(.uncertain, "the database went away. Try again in 5 s.") }
    return version
  }

  private func check() throws(StoreError) {
    if case .away = fault { throw StoreError(.unreachable, "the database is away. Try again in 5 s.") }
  }
}
