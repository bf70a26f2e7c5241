/// Values that outlive a request, and for some implementations a process: sessions, grants, single-use codes, counts.
///
/// Every operation is atomic over all users of the same storage, other processes included. An entry is absent from the
/// second in which it expires, by the clock of the storage: a database's is its own, from which those of its users must
/// not differ by more than a few seconds (``StoreLimits/clockSkew``).
package protocol Store: Sendable {
  /// Returns the value of a key; `nil` if there is none.
  func get(_ key: StoreKey) async throws(StoreError) -> StoredValue?

  /// Stores a value, in place of an earlier one.
  ///
  /// - Parameters:
  ///   - bytes: The value.
  ///   - key: The key.
  ///   - owner: The person or client whose value it is, for ``list(owner:in:)``.
  ///   - expires: The UTC second from which the value is absent; `nil` if it does not expire.
  ///   - condition: The state of the key in which the value is stored.
  ///   - lock: A lock that must still be held, on any key; `nil` if none is needed.
  /// - Returns: The new version; `nil` if the condition is not met or the lock was lost: nothing is stored, read again.
  /// - Throws: ``StoreError`` if the storage cannot be used, or a bound of ``StoreLimits`` is exceeded.
  func put(
    _ bytes: [UInt8],
    for key: StoreKey,
    owner: String,
    expires: Int?,
    if condition: StoreCondition,
    holding lock: StoreLock?
  ) async throws(StoreError) -> StoreVersion?

  /// Returns and removes the value of a key, so that only one caller gets it; `nil` if there is none.
  func takeOnce(_ key: StoreKey) async throws(StoreError) -> StoredValue?

  /// Locks a key, without waiting; the key needs no value, and the lock does not hinder those who do not ask for it.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - lease: The time after which others may take the lock. It ends earlier when its holder drops it, and in a file
  ///     when the holder's process dies; in a database, the lock of a process that has died lasts until its lease ends.
  /// - Returns: The lock; `nil` if another holder has it.
  /// - Throws: ``StoreError`` if the storage cannot be used, or a bound of ``StoreLimits`` is exceeded.
  func lock(_ key: StoreKey, lease: Duration) async throws(StoreError) -> StoreLock?

  /// Ends a lock; one that was lost is left to its new holder.
  func unlock(_ lock: StoreLock) async throws(StoreError)

  /// Adds to a counter, which begins at 0.
  ///
  /// - Parameters:
  ///   - amount: The summand; the sum stays within `Int`.
  ///   - counter: The key of the counter; counters and values do not share keys.
  ///   - expires: The UTC second from which the counter is absent, set when it begins; `nil` if it does not expire.
  /// - Returns: The sum.
  /// - Throws: ``StoreError`` if the storage cannot be used, or a bound of ``StoreLimits`` is exceeded.
  func add(_ amount: Int, to counter: StoreKey, expires: Int?) async throws(StoreError) -> Int

  /// Returns the keys of an owner's values in a namespace, ordered by name.
  func list(owner: String, in namespace: String) async throws(StoreError) -> [StoreKey]

  /// Removes the value and the counter of a key.
  ///
  /// - Returns: Whether the condition is met; otherwise nothing is removed.
  /// - Throws: ``StoreError`` if the storage cannot be used.
  func remove(_ key: StoreKey, if condition: StoreCondition) async throws(StoreError) -> Bool
}

extension Store {
  /// Stores a value without a lock.
  package func put(
    _ bytes: [UInt8],
    for key: StoreKey,
    owner: String,
    expires: Int? = nil,
    if condition: StoreCondition
  ) async throws(StoreError) -> StoreVersion? {
    try await put(bytes, for: key, owner: owner, expires: expires, if: condition, holding: nil)
  }

  /// Removes the value and the counter of a key, in any state.
  package func remove(_ key: StoreKey) async throws(StoreError) { _ = try await remove(key, if: .always) }
}
