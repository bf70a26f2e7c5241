/// Credentials that requests present to the backend, resolved once and prepared for all readers.
///
/// Calls with the same credentials share one of these, so a token is checked, written and made searchable once.
final class PresentedCredentials: Sendable {
  let credentials: [PresentedCredential]
  /// Every text that would give one of them away.
  let known: [KnownSecret]
  private let ownScrubber: Lazy<Scrubber>

  init(_ credentials: [PresentedCredential]) {
    let known = credentials.flatMap(\.known)
    self.credentials = credentials
    self.known = known
    ownScrubber = Lazy { Scrubber(for: known) }
  }

  static let none = PresentedCredentials([])

  /// A scrubber for these credentials alone.
  var scrubber: Scrubber { ownScrubber.value }

  /// Those that nobody can guess: a password is none of them.
  var tokens: [KnownSecret] { credentials.compactMap(\.token) }
}
