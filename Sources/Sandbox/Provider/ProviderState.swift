/// The identity provider's tables; all are bounded, and entries expire.
struct ProviderState: Sendable {
  /// The resources for which access tokens are JWTs.
  let resources: [String]
  /// Signs tokens that others can verify.
  var keys = SigningKeys()
  /// Browsers by their cookie; for 14 days.
  var browsers = ExpiringTable<Browser>(capacity: 10_000)
  /// Sign-ins that people are in the middle of; for an hour.
  var interactions = ExpiringTable<Interaction>(capacity: 10_000)
  /// Authorization codes; kept after their end, so that a second use is noticed.
  var codes = ExpiringTable<IssuedCode>(capacity: 10_000)
  /// Device authorizations by device code; kept after their end, so that it can be told.
  var devices = ExpiringTable<PendingDevice>(capacity: 10_000)
  /// Device codes by user code, without its dash.
  var deviceCodes = ExpiringTable<String>(capacity: 10_000)
  /// Grants by id; for 180 days.
  var grants = ExpiringTable<Grant>(capacity: 10_000)
  /// Opaque access tokens; for an hour.
  var accessTokens = ExpiringTable<IssuedToken>(capacity: 100_000)
  /// Refresh tokens; for 14 days, and no longer than their grant.
  var refreshTokens = ExpiringTable<IssuedToken>(capacity: 100_000)

  /// Lifetimes, in seconds.
  enum Lifetime {
    static let browser = 14 * 86_400
    static let interaction = 3600
    static let code = 60
    static let device = 600
    static let grant = 180 * 86_400
    static let accessToken = 3600
    static let refreshToken = 14 * 86_400
    /// The time in which a consumed refresh token is accepted again.
    static let grace = 3
  }

  init(resources: [String]) { self.resources = resources }

  /// The grant of an access token; throws as `/me` responds.
  func userInfoGrant(of token: String, at now: Timestamp) throws(OAuthError) -> Grant {
    guard let issued = accessTokens[token, at: now], let grant = grants[issued.grant, at: now] else {
      throw OAuthError("invalid_token", "invalid token provided", status: 401)
    }
    guard issued.scopes.contains("openid") else {
      throw OAuthError("insufficient_scope", "access token missing openid scope", status: 403, scope: "openid")
    }
    return grant
  }
}

/// A browser, and the account that has signed in with it.
struct Browser: Sendable {
  var account: Account?
  /// Proves that a form of the device page came from that page.
  let formToken: String
}

/// A consent of an account for a client: all its tokens end with it.
struct Grant: Sendable {
  let account: Account
  let client: ProviderClient
  let scopes: [String]
  let resources: [String]
  let nonce: String?
  let signedInAt: Timestamp
}

/// An opaque access token, or a refresh token.
struct IssuedToken: Sendable {
  /// The id of the grant.
  let grant: String
  let scopes: [String]
  /// The resource of an access token that is for one.
  var resource: String?
  /// The time at which a refresh token was consumed first.
  var consumedAt: Timestamp?
}

/// An authorization code, by which a client gets tokens once.
struct IssuedCode: Sendable {
  let grant: String
  let request: CodeRequest
  let endsAt: Timestamp
  var isUsed = false
}

/// A device that waits for a person.
struct PendingDevice: Sendable {
  enum Outcome: Sendable {
    case pending, denied, used
    case approved(grant: String)
  }

  let userCode: String
  let client: ProviderClient
  let scopes: [String]
  let resources: [String]
  let endsAt: Timestamp
  var outcome = Outcome.pending
  /// The time of the last request for tokens.
  var askedAt: Timestamp?
  /// The shortest time between two requests, in seconds; each that comes too early adds 5 (RFC 8628 section 3.5).
  var interval = 5
}

/// A sign-in that a person is in the middle of.
struct Interaction: Sendable {
  enum Purpose: Sendable {
    case code(CodeRequest)
    /// A device, by its code.
    case device(String)
  }

  let purpose: Purpose
  /// The cookie of the browser that began it: no other may go on.
  var browser: String
  var needsSignIn: Bool
  var needsConsent: Bool
}
