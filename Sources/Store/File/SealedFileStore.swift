import Files
import Glibc
import Synchronization

/// A store in one sealed file of the folder for state, shared by all processes of a user.
///
/// A change reads the file, replaces it as a whole and flushes it, under a lock of the system. A process that is killed at
/// any moment leaves the earlier or the new file. A file that cannot be understood is never overwritten.
package final class SealedFileStore: Store {
  /// The path of the folder, found anew for each operation: a person may have signed in meanwhile.
  typealias Place = @Sendable () throws(StateFolder.Failure) -> String

  private let file: SealedFileAccess
  private let clock: StoreClock
  private let limits: StoreLimits
  private let readers = WorkerThread()
  private let writers = WorkerThread()

  /// Takes the folder, which is made at the first write.
  ///
  /// - Parameters:
  ///   - place: The folder.
  ///   - keys: The places of keys.
  ///   - clock: The clocks.
  ///   - limits: The bounds.
  ///   - patience: The bound on the wait for other processes.
  init(
    in place: @escaping Place,
    keys: KeyPlaces,
    clock: StoreClock = .system,
    limits: StoreLimits = StoreLimits(),
    patience: LockPatience = LockPatience()
  ) {
    file = SealedFileAccess(place: place, keys: keys, patience: patience)
    self.clock = clock
    self.limits = limits
  }

  /// Takes the folder for state of this user.
  ///
  /// - Parameters:
  ///   - placement: The place for the key of a new file; `nil` is the keyring where there is one, else a file.
  ///   - notice: Tells a person, once for each new file, that the key is in a file for want of a keyring.
  package convenience init(key placement: KeyPlacement?, notice: @escaping @Sendable (String) -> Void) {
    self.init(
      in: { () throws(StateFolder.Failure) in try StatePlace.path() },
      keys: KeyPlaces(keyring: Keyring(), preferred: placement, notice: notice)
    )
  }

  package func get(_ key: StoreKey) async throws(StoreError) -> StoredValue? {
    try await contents().value(of: key, at: clock.now())
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
    return try await change { [clock, limits] contents, _ throws(StoreError) in
      try contents.put(entry, for: key, if: condition, holding: lock, at: clock.now(), limits)
    }
  }

  package func takeOnce(_ key: StoreKey) async throws(StoreError) -> StoredValue? {
    try await change { [clock] contents, _ throws(StoreError) in contents.take(key, at: clock.now()) }
  }

  package func lock(_ key: StoreKey, lease: Duration) async throws(StoreError) -> StoreLock? {
    let id = HolderMark.newHolder()
    let file = file
    let mark = try await writers.run { () throws(StoreError) in try file.mark(id) }
    let isLocked = try await change { [clock, limits] contents, isAlive throws(StoreError) in
      let uptime = clock.uptime()
      let holder = StoreContents.Holder(id: id, end: uptime + lease)
      return try contents.lock(key, holder, at: uptime, isAlive: isAlive, limits)
    }
    return isLocked ? StoreLock(key, holder: id) { withExtendedLifetime(mark) {} } : nil
  }

  package func unlock(_ lock: StoreLock) async throws(StoreError) {
    try await change { contents, _ throws(StoreError) in contents.unlock(lock.key, lock.holder) }
  }

  package func add(_ amount: Int, to counter: StoreKey, expires: Int?) async throws(StoreError) -> Int {
    try await change { [clock, limits] contents, _ throws(StoreError) in
      try contents.add(amount, to: counter, expires: expires, at: clock.now(), limits)
    }
  }

  package func list(owner: String, in namespace: String) async throws(StoreError) -> [StoreKey] {
    try await contents().keys(owner: owner, in: namespace, at: clock.now())
  }

  package func remove(_ key: StoreKey, if condition: StoreCondition) async throws(StoreError) -> Bool {
    try await change { [clock] contents, _ throws(StoreError) in
      contents.remove(key, if: condition, at: clock.now())
    }
  }

  /// Makes the file if there is none, so that a person learns of obstacles before signing in.
  ///
  /// - Parameter place: The place that the key is to be moved to; `nil` leaves it where it is.
  /// - Throws: ``StoreError`` if the file, its key or the new place cannot be used: then all is as before.
  package func prepare(movingKeyTo place: KeyPlacement?) async throws(StoreError) {
    let file = file
    try await writers.run { () throws(StoreError) in try file.prepare(place, isRotating: false) }
  }

  /// Seals the file with a new key in the same place, and removes the earlier key.
  package func rotateKey() async throws(StoreError) {
    let file = file
    try await writers.run { () throws(StoreError) in try file.prepare(nil, isRotating: true) }
  }

  /// The path of the file and the place of its key; `nil` if there is no file yet.
  ///
  /// - Throws: ``StoreError`` if the file or its key cannot be used.
  package func status() async throws(StoreError) -> (path: String, key: KeyPlacement)? {
    let file = file
    return try await readers.run { () throws(StoreError) in try file.status() }
  }

  /// The content, at once if this process knows it already.
  ///
  /// The beginning of a file that was read a moment ago is in memory: reading it takes microseconds.
  private func contents() async throws(StoreError) -> StoreContents {
    if let known = file.knownContents() { return known }
    let file = file
    return try await readers.run { () throws(StoreError) in try file.contents() }
  }

  private func change<R: Sendable>(
    _ body: @escaping SealedFileAccess.Change<R>
  ) async throws(StoreError) -> R {
    let file = file
    return try await writers.run { () throws(StoreError) in try file.change(body) }
  }
}
