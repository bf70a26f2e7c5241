import JSON
import Redaction

/// The secrets of one call: given with it, presented to the backend, and returned by it.
///
/// It makes the scrubbers of the call, so that results, logs, records and pages redact the same secrets, each of which
/// is prepared once.
struct SecretLedger: Sendable {
  /// A secret and the name of its field.
  struct Entry: Sendable {
    let name: String
    let secret: KnownSecret

    init(name: String, secret: KnownSecret) {
      self.name = name
      self.secret = secret
    }

    init(_ given: SecretInput.Given) { self.init(name: given.name, secret: KnownSecret(given.text)) }
  }

  private(set) var given: [Entry]
  private(set) var presented: PresentedCredentials
  /// The credentials of earlier requests of the call, which have been renewed since.
  private var renewed: [KnownSecret] = []
  private(set) var returned: [Entry] = []
  /// The positions of secrets in the response.
  private(set) var locations: [JSONPointer] = []

  init(given: [SecretInput.Given] = [], presented: PresentedCredentials = .none) {
    self.given = given.map(Entry.init)
    self.presented = presented
  }

  /// Walks a response in search of secrets, and adds them, each text once.
  mutating func search(_ value: JSONValue, by secrets: AnswerSecrets, status: Int) {
    let found = secrets.found(in: value, status: status)
    locations += found.map(\.location)
    var texts = Set(returned.map(\.secret.text))
    for secret in found where texts.insert(secret.text).inserted {
      returned.append(Entry(name: secret.name, secret: KnownSecret(secret.text)))
    }
  }

  /// Takes the credentials in force; earlier ones stay secrets of the call.
  mutating func present(_ current: PresentedCredentials) {
    guard current !== presented else { return }
    renewed += presented.known
    presented = current
  }

  /// Takes credentials that the program has got since, as when another call renewed a session.
  mutating func hold(_ current: HeldSecrets) {
    guard current.version != presented.held.version else { return }
    let known = presented.searched + renewed
    renewed += current.all.filter { !known.contains($0) }
  }

  /// Removes the secrets that were given, for a caller who may read them.
  mutating func forgetGiven() { given = [] }

  /// A scrubber for the incoming secrets, which are not echoed to the caller.
  var scrubber: Scrubber { given.isEmpty && renewed.isEmpty ? presented.scrubber : scrubber(for: given) }

  /// A scrubber for all secrets, including those that the backend returned.
  var completeScrubber: Scrubber { scrubber(for: given + returned) }

  private func scrubber(for entries: [Entry]) -> Scrubber {
    presented.scrubber.adding(entries.map(\.secret) + renewed, to: presented.searched)
  }
}
