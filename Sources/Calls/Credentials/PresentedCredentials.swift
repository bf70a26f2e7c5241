import LazyValue
import Redaction
import Synchronization

/// Credentials that requests present to the backend, resolved once and prepared for all readers.
///
/// Calls with the same credentials share one of these, so a token is checked, written and made searchable once.
package final class PresentedCredentials: Sendable {
  let credentials: [PresentedCredential]
  /// Every text that would give one of them away.
  let known: [KnownSecret]
  private let ownScrubber: Lazy<Scrubber>
  /// The account that they were last known to open.
  private let ownAccount = Mutex<KnownAccount?>(nil)

  private struct KnownAccount {
    let origin: String
    let places: [String?]
    let isAccepted: [Bool]
    let account: BackendAccount
  }

  init(_ credentials: [PresentedCredential]) {
    let known = credentials.flatMap(\.known)
    self.credentials = credentials
    self.known = known
    ownScrubber = Lazy { Scrubber(for: known) }
  }

  /// A request without credentials.
  package static let none = PresentedCredentials([])

  /// A scrubber for these credentials alone.
  var scrubber: Scrubber { ownScrubber.value }

  /// The account that they open at a backend, identified anew only when something about it has changed.
  ///
  /// - Parameters:
  ///   - origin: The origin of the backend.
  ///   - places: The place where each of them is configured; `nil` for a caller's.
  ///   - isAccepted: Whether the backend has accepted each of them before.
  /// - Returns: The account, which calls with the same credentials share.
  func account(at origin: String, _ places: [String?], _ isAccepted: [Bool]) -> BackendAccount {
    ownAccount.withLock { known in
      if let known, known.origin == origin, known.places == places, known.isAccepted == isAccepted {
        return known.account
      }
      let account = BackendAccount(origin: origin, Array(zip(credentials, places)), isAccepted: isAccepted)
      known = KnownAccount(origin: origin, places: places, isAccepted: isAccepted, account: account)
      return account
    }
  }

  /// Those that nobody can guess: a password is none of them.
  var tokens: [KnownSecret] { credentials.compactMap(\.token) }
}
