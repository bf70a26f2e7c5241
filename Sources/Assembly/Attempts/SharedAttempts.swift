import Calls
import Store

/// Attempts with secrets at all replicas, in the store that they share.
///
/// Each identity has a value of its own, whose name is a keyed fingerprint; the key is a value, too. Without the store
/// nothing is sent: each replica would otherwise leave room for as many wrong secrets again.
final class SharedAttempts: AttemptStore {
  private static let namespace = "attempts"
  /// The tries to change a value that others change at the same time.
  private static let maximumTries = 50

  private let store: any Store
  private let now: @Sendable () -> Int64
  private let fingerprints: KeyedFingerprints

  /// Takes the store.
  ///
  /// - Parameters:
  ///   - store: The store.
  ///   - now: The Unix time, in milliseconds.
  init(_ store: any Store, now: @escaping @Sendable () -> Int64 = AttemptFile.time) {
    self.store = store
    self.now = now
    fingerprints = KeyedFingerprints(store, keyAt: StoreKey("attempts-key", "1"))
  }

  func others(of identities: [String], except own: Set<UInt64>) async -> [OtherAttempts]? {
    try? await each(identities) { identity, records, now in records.others(of: identity, except: own, at: now) }
  }

  func reserve(_ id: UInt64, for shares: [AttemptShare], except own: Set<UInt64>) async -> AttemptReservation {
    do throws(StoreError) {
      for (index, share) in shares.enumerated() {
        let full = try await change(share.identity) { records, now -> OtherAttempts? in
          let others = records.others(of: share.identity, except: own, at: now)
          guard others.remaining.count <= share.maximumOthers else { return others }
          records.add(id, for: [share.identity], at: now)
          return nil
        }
        guard let full else { continue }
        for earlier in shares[..<index] { try await change(earlier.identity) { records, _ in records.remove(id) } }
        return .full(full, at: index)
      }
      return .reserved
    } catch { return .refused(error.message) }
  }

  func settle(
    _ id: UInt64,
    isTakenBack: Bool,
    of identities: [String],
    except own: Set<UInt64>
  ) async -> [OtherAttempts]? {
    // An attempt that cannot be settled goes on to count.
    try? await each(identities) { identity, records, now in
      if isTakenBack { records.remove(id) } else { records.settle(id) }
      return records.others(of: identity, except: own, at: now)
    }
  }

  private func each<R: Sendable>(
    _ identities: [String],
    _ body: @Sendable (String, inout AttemptRecords, Int64) -> R
  ) async throws(StoreError) -> [R] {
    var results: [R] = []
    for identity in identities {
      results.append(try await change(identity) { records, now in body(identity, &records, now) })
    }
    return results
  }

  /// Changes the records of an identity, again and again if others do so meanwhile.
  @discardableResult
  private func change<R>(
    _ identity: String,
    _ body: (inout AttemptRecords, Int64) -> R
  ) async throws(StoreError) -> R {
    let fingerprint = try await fingerprints.fingerprint(identity)
    let place = StoreKey(Self.namespace, fingerprint)
    for _ in 0..<Self.maximumTries {
      let value = try await store.get(place)
      let time = now()
      let known = value.flatMap { AttemptRecords($0.bytes) }
      var records = known ?? AttemptRecords()
      records.advance(to: time)
      let result = body(&records, time)
      guard records != known, !(known == nil && records.records.isEmpty) else { return result }
      let condition = value.map { StoreCondition.version($0.version) } ?? .absent
      let end = Int(time / 1000 + SecretAttempts.window.components.seconds) + 1
      let isStored = try await store.put(
        Array(records.text.utf8),
        for: place,
        owner: fingerprint,
        expires: end,
        if: condition
      )
      if isStored != nil { return result }
    }
    throw StoreError(.busy, "many calls try secrets for the same account. Try again in 5 s.")
  }
}
