import JSON

/// The complete state of the sandbox.
struct State {
  var random: any RandomNumberGenerator & Sendable
  let maximumActiveKeys: Int
  /// The number of accounts beyond those that every sandbox has.
  let users: Int
  /// The identity provider's issuer, which depends on where the sandbox listens.
  var issuer = "http://127.0.0.1/oidc"
  /// The identity of each session token.
  private(set) var identities: [String: Identity] = [:]
  /// The session token of each identity.
  private(set) var tokens: [Identity: String] = [:]

  /// The backend's sessions.
  var sessions: SessionState
  /// The identity provider.
  var provider: ProviderState

  var faults: Faults
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

  /// The number of POST requests since responses began to be lost regularly.
  private var answersToLose = 0

  struct RequestKind: Hashable {
    var method: String
    var path: String
  }

  init(_ settings: SandboxSettings) {
    random = settings.random
    maximumActiveKeys = settings.maximumActiveKeys
    users = min(max(0, settings.users), Account.maximumUsers)
    faults = settings.faults
    provider = ProviderState(resources: settings.resources)
    sessions = SessionState(signer: SessionSigner(secret: []))
    sessions.signer = SessionSigner(secret: randomBytes(32))
    let now = settings.now()
    for identity in Identity.allCases {
      let token = sessions.signer.token(identity.claims(id: uuid(), at: now))
      tokens[identity] = token
      identities[token] = identity
    }
  }

  /// Replaces the built-in sessions' tokens.
  mutating func restore(tokens saved: JSONObject) {
    for identity in Identity.allCases {
      guard let token = saved[identity.rawValue]?.string else { continue }
      if let old = tokens.updateValue(token, forKey: identity) { identities[old] = nil }
      identities[token] = identity
    }
  }

  /// Counts a request, unless its path is one too many.
  mutating func count(_ request: SandboxRequest) {
    let kind = RequestKind(method: request.method, path: request.path)
    guard requestCounts[kind] != nil || requestCounts.count < 10_000 else { return }
    requestCounts[kind, default: 0] += 1
  }

  /// Whether the response of the next POST request is lost.
  mutating func losesAnswer() -> Bool {
    guard faults.lostEvery > 0 else { return faults.losesAnswers }
    answersToLose += 1
    return faults.losesAnswers || answersToLose.isMultiple(of: faults.lostEvery)
  }

  /// Deletes everything but the sessions.
  mutating func reset() {
    answersToLose = 0
    faults = Faults()
    keys = []
    keysByID = [:]
    keysByPublicPart = [:]
    activeKeys = [:]
    audit = []
    requestCounts = [:]
  }

  /// Whether the account exists in this sandbox.
  func hasAccount(_ account: Account) -> Bool {
    if case .numbered(let number) = account { number <= users } else { true }
  }

  func isSuspended(_ account: Account) -> Bool {
    account.isSuspended || faults.suspendedAccounts.contains(account)
  }
}
