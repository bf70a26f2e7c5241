import Redaction
import Synchronization

/// Secrets that callers bring, each prepared once for as long as it is in use.
final class CallerSecrets: Sendable {
  /// As many again are forgotten at once, so that each costs the same.
  private static let maximum = 256

  private struct State {
    var recent: [String: KnownSecret] = [:]
    var former: [String: KnownSecret] = [:]
  }

  private let state = Mutex(State())

  /// The secret of a text, the same one while it is in use.
  func secret(_ text: String) -> KnownSecret {
    if let known = state.withLock({ $0.recent[text] }) { return known }
    let made = state.withLock { $0.former[text] } ?? KnownSecret(text)
    return state.withLock { state in
      // Another call may have been here meanwhile.
      if let known = state.recent[text] { return known }
      if state.recent.count >= Self.maximum { (state.former, state.recent) = (state.recent, [:]) }
      state.recent[text] = made
      return made
    }
  }
}
