/// A lock on a key of a ``Store``, held until it is unlocked or dropped, its lease ends, or its process dies.
///
/// After the end of the lease the lock is held on until another holder takes it. A write that names the lock is refused
/// from then on, so that a holder that was held up cannot overwrite the work of the next.
package final class StoreLock: Sendable {
  /// The locked key.
  package let key: StoreKey
  /// A random number that tells this holder from all others.
  package let holder: UInt64
  private let release: @Sendable () -> Void

  /// Makes a lock of a holder, and what ends it when it is dropped.
  package init(_ key: StoreKey, holder: UInt64, release: @escaping @Sendable () -> Void) {
    self.key = key
    self.holder = holder
    self.release = release
  }

  deinit { release() }
}
