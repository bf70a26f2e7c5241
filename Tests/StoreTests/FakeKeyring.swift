import Files
import Synchronization

@testable import Store

/// A keyring in memory that a test may lock.
final class FakeKeyring: KeyPlace {
  private let state = Mutex((keys: [String: SealingKey](), failure: String?.none))

  init(failure: String? = nil) { state.withLock { $0.failure = failure } }

  var ids: [String] { state.withLock { $0.keys.keys.sorted() } }

  func fail(_ reason: String?) { state.withLock { $0.failure = reason } }

  func clear() { state.withLock { $0.keys = [:] } }

  func key(_ id: String, for folder: borrowing StateFolder) throws(KeyPlaceFailure) -> SealingKey? {
    let (key, failure) = state.withLock { ($0.keys[id], $0.failure) }
    if let failure { throw KeyPlaceFailure(reason: failure) }
    return key
  }

  func keep(_ key: SealingKey, for folder: borrowing StateFolder) throws(KeyPlaceFailure) {
    let failure = state.withLock { state in
      if state.failure == nil { state.keys[key.id] = key }
      return state.failure
    }
    if let failure { throw KeyPlaceFailure(reason: failure) }
  }

  func forget(_ id: String, for folder: borrowing StateFolder) { state.withLock { $0.keys[id] = nil } }
}
