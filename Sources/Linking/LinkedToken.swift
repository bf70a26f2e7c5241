import Calls
import MCP
import Redaction
import SignIn
import Synchronization

/// The token of a caller's session, prepared for searches, and whose it is.
struct LinkedToken: Sendable {
  let secret: KnownSecret
  let account: CallAccount
  /// All tokens of the session and the server's own secrets, which no response to this caller may repeat.
  let held: HeldSecrets

  init(_ secret: KnownSecret, besides others: [TokenText], _ account: CallAccount) {
    let all = others.map { KnownSecret($0.secret) } + [secret]
    (self.secret, self.account) = (secret, account)
    held = HeldSecrets(all, version: all.reduce(0) { $0 &* 31 &+ $1.digest })
  }
}

/// The tokens of callers that are in use, each prepared once.
final class LinkedTokens: Sendable {
  /// With more callers than that, all are forgotten at once.
  private static let maximum = 4096
  private let tokens = Mutex<[String: LinkedToken]>([:])

  func token(of caller: Principal) -> LinkedToken? { tokens.withLock { $0[caller.key] } }

  /// The prepared token of a session, the same one until the session has others.
  func token(
    of caller: Principal,
    _ session: SessionCredential,
    ofServer secrets: [TokenText] = [],
    _ register: (TokenText) -> KnownSecret
  ) -> LinkedToken {
    let others = secrets.filter { !(session.others + [session.token]).contains($0) } + session.others
    let texts = (others + [session.token]).map(\.secret)
    if let known = token(of: caller), known.held.all.map(\.text) == texts { return known }
    let account = session.account
    let made = LinkedToken(
      register(session.token),
      besides: others,
      CallAccount(
        label: account.label,
        identity: "link\n\(caller.key)\n\(account.subject ?? account.id ?? account.label)"
      )
    )
    tokens.withLock { tokens in
      if tokens.count >= Self.maximum { tokens = [:] }
      tokens[caller.key] = made
    }
    return made
  }
}
