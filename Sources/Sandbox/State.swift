/// The complete state of the sandbox.
struct State {
  var random: any RandomNumberGenerator & Sendable
  let maximumActiveKeys: Int
  /// The identity of each session token.
  private(set) var identities: [String: Identity] = [:]
  /// The session token of each identity.
  private(set) var tokens: [Identity: String] = [:]

  var faults = Faults()
  /// Every key ever created, in order.
  var keys: [APIKey] = []
  /// Indices of the keys, by id.
  var keysByID: [String: Int] = [:]
  /// Indices of the keys, by the public part of their tokens.
  var keysByPublicPart: [String: Int] = [:]
  /// Indices of each account's keys that are not known to be revoked or expired.
  var activeKeys: [Account: [Int]] = [:]
  var audit: [AuditEntry] = []
  /// The number of requests for each method and path.
  var requestCounts: [RequestKind: Int] = [:]

  struct RequestKind: Hashable {
    var method: String
    var path: String
  }

  init(_ settings: SandboxSettings) {
    random = settings.random
    maximumActiveKeys = settings.maximumActiveKeys
    for identity in Identity.allCases {
      let token = sessionToken()
      tokens[identity] = token
      identities[token] = identity
    }
  }

  /// Deletes everything but the sessions.
  mutating func reset() {
    faults = Faults()
    keys = []
    keysByID = [:]
    keysByPublicPart = [:]
    activeKeys = [:]
    audit = []
    requestCounts = [:]
  }

  func isSuspended(_ account: Account) -> Bool {
    account.isSuspended || faults.suspendedAccounts.contains(account)
  }
}
