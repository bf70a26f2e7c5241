import Operations
import Redaction
import Synchronization

/// Presented credentials of recent calls of one operation, by the secrets in them.
final class KeptCredentials: Sendable {
  private struct Entry {
    let alternative: Int
    let credentials: [Credential]
    let presented: PresentedCredentials
  }

  /// With more callers than that, all are forgotten at once.
  private static let maximum = 256

  /// Entries by the identity of their first secret, which each of them keeps alive.
  private let entries = Mutex<[ObjectIdentifier: Entry]>([:])
  /// The entry of anonymous requests.
  private let anonymous = Mutex(PresentedCredentials.none)

  /// Returns what was made of the same credentials for the same alternative, or makes it.
  ///
  /// - Parameters:
  ///   - credentials: The credentials.
  ///   - alternative: The alternative of the security.
  ///   - held: The credentials that the program holds now.
  ///   - make: Makes it.
  /// - Returns: The presented credentials.
  /// - Throws: The error of `make`, of which nothing is kept.
  func presented(
    _ credentials: [Credential],
    for alternative: Int,
    besides held: HeldSecrets,
    _ make: () throws(CallFailure) -> PresentedCredentials
  ) throws(CallFailure) -> PresentedCredentials {
    guard let key = credentials.first.map({ ObjectIdentifier($0.secret) }) else { return try make() }
    if let entry = entries.withLock({ $0[key] }), entry.alternative == alternative,
      entry.presented.held.version == held.version,
      entry.credentials.elementsEqual(credentials, by: { $0.isSame(as: $1) })
    {
      return entry.presented
    }
    let presented = try make()
    entries.withLock { entries in
      if entries.count >= Self.maximum { entries = [:] }
      entries[key] = Entry(alternative: alternative, credentials: credentials, presented: presented)
    }
    return presented
  }

  /// Returns what requests without credentials share.
  func anonymous(besides held: HeldSecrets) -> PresentedCredentials {
    anonymous.withLock { known in
      if known.held.version != held.version { known = PresentedCredentials([], besides: held) }
      return known
    }
  }
}
