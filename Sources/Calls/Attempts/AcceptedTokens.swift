import Redaction
import Synchronization

/// Digests of signed tokens that a backend has accepted, which therefore belong to the subject that they claim.
package final class AcceptedTokens: Sendable {
  /// The most digests of one generation; the older generation is dropped at once, so that each note costs the same.
  private static let maximum = 5000

  private struct State {
    var recent: Set<Int> = []
    var former: Set<Int> = []
  }

  private let state = Mutex(State())

  /// Whether a backend has accepted a token before.
  func contains(_ token: KnownSecret, at origin: String) -> Bool {
    guard token.isSigned else { return false }
    let digest = Self.digest(token, origin)
    return state.withLock { $0.recent.contains(digest) || $0.former.contains(digest) }
  }

  /// Records that a backend accepted a token: a call succeeded for which it requires this token.
  func note(_ token: KnownSecret, at origin: String) {
    guard token.isSigned else { return }
    let digest = Self.digest(token, origin)
    state.withLock { state in
      if state.recent.count >= Self.maximum { (state.former, state.recent) = (state.recent, []) }
      state.recent.insert(digest)
    }
  }

  private static func digest(_ token: KnownSecret, _ origin: String) -> Int {
    var hasher = Hasher()
    hasher.combine(origin)
    hasher.combine(token.digest)
    return hasher.finalize()
  }
}
