import Store

/// The place of one session in a store.
struct SessionStorage: Sendable {
  let store: any Store
  let key: StoreKey
  /// The owner of the session in the store; `nil` is the person.
  var owner: String?

  /// A session with the version that it was read in.
  struct Reading: Sendable {
    var session: StoredSession
    var version: StoreVersion
  }

  func read() async throws(SignInError) -> Reading? {
    let value: StoredValue?
    do throws(StoreError) { value = try await store.get(key) } catch { throw Self.failure(error) }
    guard let value else { return nil }
    return Reading(session: try StoredSession(json: value.bytes), version: value.version)
  }

  /// Stores a session in place of the one that was read.
  ///
  /// - Returns: The new reading; `nil` if another one was stored since, or the lock was lost.
  func write(
    _ session: StoredSession,
    after reading: Reading,
    holding lock: StoreLock? = nil
  ) async throws(SignInError) -> Reading? {
    guard let version = try await put(session, if: .version(reading.version), lock) else { return nil }
    return Reading(session: session, version: version)
  }

  /// Stores a new session in place of any.
  func replace(with session: StoredSession) async throws(SignInError) { _ = try await put(session, if: .always, nil) }

  func remove() async throws(SignInError) {
    do throws(StoreError) { try await store.remove(key) } catch { throw Self.failure(error) }
  }

  func lock() async throws(SignInError) -> StoreLock? {
    do throws(StoreError) {
      return try await store.lock(key, lease: SessionTimes.lease)
    } catch {
      throw Self.failure(error)
    }
  }

  func unlock(_ lock: StoreLock) async {
    // A lock that cannot be returned ends with its lease.
    do throws(StoreError) { try await store.unlock(lock) } catch {}
  }

  private func put(
    _ session: StoredSession,
    if condition: StoreCondition,
    _ lock: StoreLock?
  ) async throws(SignInError) -> StoreVersion? {
    do throws(StoreError) {
      return try await store.put(
        session.json,
        for: key,
        owner: owner ?? session.account.subject ?? session.account.id ?? "",
        expires: nil,
        if: condition,
        holding: lock
      )
    } catch {
      throw Self.failure(error)
    }
  }

  private static func failure(_ error: StoreError) -> SignInError {
    SignInError(.store, "Sessions cannot be stored: \(error.message)")
  }
}
