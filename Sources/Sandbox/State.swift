/// All that the sandbox remembers.
struct State {
  var random: any RandomNumberGenerator & Sendable
  let maximumActiveKeys: Int
  /// The identity that each session token speaks for.
  private(set) var identities: [String: Identity] = [:]
  /// The session token of each identity.
  private(set) var tokens: [Identity: String] = [:]

  var faults = Faults()
  /// Every key ever created, in order.
  var keys: [APIKey] = []
  /// Where the keys are, by id.
  var keysByID: [String: Int] = [:]
  /// Where the keys are, by the public part of their tokens.
  var keysByPublicPart: [String: Int] = [:]
  /// The keys of each account that are not known to be revoked or expired.
  var activeKeys: [Account: [Int]] = [:]
  var audit: [AuditEntry] = []
  /// How often each method and path has been asked for.
  var requestCounts: [RequestKind: Int] = [:]

  struct RequestKind: Hashable {
    var method: String
    var path: String
  }

  init(_ settings: Settings) {
    random = settings.random
    maximumActiveKeys = settings.maximumActiveKeys
    for identity in Identity.allCases {
      let token = sessionToken()
      tokens[identity] = token
      identities[token] = identity
    }
  }

  /// Forgets everything but the sessions.
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
