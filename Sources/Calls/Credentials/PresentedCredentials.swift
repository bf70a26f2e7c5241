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
  /// The credentials that the program held beside them.
  let held: HeldSecrets
  private let ownScrubber: Lazy<Scrubber>
  /// The account that they were last known to open.
  private let ownAccount = Mutex<KnownAccount?>(nil)

  private struct KnownAccount {
    let origin: String
    let places: [String?]
    let isAccepted: [Bool]
    let account: BackendAccount
  }

  init(_ credentials: [PresentedCredential], besides held: HeldSecrets = .none) {
    let known = credentials.flatMap(\.known)
    self.credentials = credentials
    self.known = known
    self.held = held
    ownScrubber = Lazy { Scrubber(for: Self.searched(known, held)) }
  }

  private static func searched(_ known: [KnownSecret], _ held: HeldSecrets) -> [KnownSecret] {
    known + held.all.filter { !known.contains($0) }
  }

  /// A request without credentials.
  package static let none = PresentedCredentials([])

  /// All secrets that responses are searched for, whatever the call.
  var searched: [KnownSecret] { Self.searched(known, held) }

  /// A scrubber for these credentials, and those that the program holds.
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
