import Crypto
import Synchronization
import TextCoding

/// Keyed fingerprints of accounts: an identity may be a long token, which is digested once and not for each attempt.
final class AttemptFingerprints: Sendable {
  private struct State {
    var key: [UInt8] = []
    /// The identities of recent calls: comparing a few long texts takes less than hashing one.
    var recent: [(identity: String, fingerprint: String)] = []
  }

  /// The most identities that are kept.
  private static let maximum = 8

  private let state = Mutex(State())

  /// Half of the HMAC-SHA-256 of an identity: enough to tell accounts apart, useless without the key.
  func fingerprint(_ identity: String, _ key: [UInt8]) -> String {
    state.withLock { state in
      if state.key != key { state = State(key: key) }
      if let known = state.recent.first(where: { $0.identity == identity }) { return known.fingerprint }
      let code = HMAC<SHA256>.authenticationCode(for: Array(identity.utf8), using: SymmetricKey(data: key))
      let fingerprint = code.prefix(16).hexadecimal
      if state.recent.count >= Self.maximum { state.recent.removeFirst() }
      state.recent.append((identity, fingerprint))
      return fingerprint
    }
  }
}
