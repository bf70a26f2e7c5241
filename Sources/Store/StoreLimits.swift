/// The bounds of a store, so that no caller can make it grow without end.
package struct StoreLimits: Hashable, Sendable {
  /// The longest namespace, in bytes of UTF-8.
  package var namespace = 64
  /// The longest name and the longest owner, in bytes of UTF-8.
  package var name = 1024
  /// The largest value, in bytes.
  package var value = 256 << 10
  /// The most values; the same bound holds for counters, and for locks.
  package var count = 4096
  /// The largest sum of all values, names and owners, in bytes.
  package var total = 4 << 20

  /// The greatest difference between the clocks of a database and of its users that goes without a warning.
  package static let clockSkew = Duration.seconds(5)

  /// Makes the default bounds.
  package init() {}

  /// Refuses a key that is too large.
  package func check(_ key: StoreKey) throws(StoreError) {
    try check(key.namespace.utf8.count, namespace, "a namespace")
    try check(key.name.utf8.count, name, "a name")
  }

  /// Refuses an owner that is too large.
  package func check(owner: String) throws(StoreError) { try check(owner.utf8.count, name, "an owner") }

  /// Refuses a value that is too large.
  package func check(value bytes: [UInt8]) throws(StoreError) { try check(bytes.count, value, "a value") }

  private func check(_ size: Int, _ limit: Int, _ noun: String) throws(StoreError) {
    guard size > limit else { return }
    throw StoreError(.tooLarge, "\(noun) of \(size) bytes is too large to be stored: at most \(limit) bytes are.")
  }
}
