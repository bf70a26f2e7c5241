import JSON
import SignIn
import Synchronization

/// A provider and a backend as recorded: rotation, graces, and the death of all tokens after a late replay.
final class SimulatedServices: SignInTransport {
  /// A disturbance of one request.
  enum Fault {
    /// It never arrives.
    case notSent
    /// It is processed, and the response is lost.
    case lost
    /// Something before the service responds.
    case status(Int)
    /// A web page comes instead.
    case page(Int)
  }

  struct State {
    var count = 0
    var grants: [String: (subject: String, isAlive: Bool)] = [:]
    var providerRefresh: [String: Refresh] = [:]
    var opaque: [String: (grant: String, expires: Moment)] = [:]
    var backendRefresh: [String: Refresh] = [:]
    var revoked: Set<String> = []
    /// The second of the last burn, by subject.
    var burned: [String: Int] = [:]
    var requests: [(path: String, at: Moment)] = []
    /// Refresh tokens that came after their grace.
    var lateReplays: [String] = []
    /// Responses with tokens of a provider's refresh that were lost, by grant.
    var signedOut: [String] = []
    var isDown = false
    var isExchangeDown = false
  }

  struct Refresh {
    var owner: String
    var issued: Moment
    var expires: Moment
    var consumed: Moment?
  }

  static let issuer = "https://id.example/oidc"
  static let api = "https://my.example/backend/api"

  let clock: TestTime
  let state = Mutex(State())
  let fault: @Sendable (_ request: SignInRequest, _ count: Int) -> Fault?

  init(_ clock: TestTime, fault: @escaping @Sendable (SignInRequest, Int) -> Fault? = { _, _ in nil }) {
    self.clock = clock
    self.fault = fault
  }

  func send(_ request: SignInRequest) async throws(SignInTransportError) -> SignInResponse {
    await Task.yield()
    let count = state.withLock { state in
      state.requests.append((request.url.target, clock.now))
      return state.requests.count
    }
    let fault = fault(request, count)
    switch fault {
    case .notSent: throw SignInTransportError(wasSent: false, sentence: "The host refused the connection.")
    case .status(let status): return .json(["error": "server_error"], status: status)
    case .page(let status): return .html(status: status)
    case .lost, nil: break
    }
    let response = state.withLock { state in respond(to: request, &state) }
    if case .lost = fault { throw SignInTransportError(wasSent: true, sentence: "The connection was lost.") }
    return response
  }

  /// The number of requests to a path.
  func count(_ path: String) -> Int { state.withLock { $0.requests.count { $0.path.hasSuffix(path) } } }
}

extension SimulatedServices {
  private func respond(to request: SignInRequest, _ state: inout State) -> SignInResponse {
    let isProvider = request.url.origin == "https://id.example"
    if isProvider, state.isDown { return .html(status: 503) }
    switch request.url.target {
    case "/oidc/token": return token(request.form, &state)
    case "/oidc/token/revocation": return revoke(request.form["token"] ?? "", &state)
    case "/backend/api/auth/exchange": return exchange(field("access_token", of: request), &state)
    case "/backend/api/auth/refresh": return refresh(field("refresh_token", of: request), &state)
    case "/backend/api/auth/logout": return .json(["code": 200, "message": "logout successful", "data": nil])
    default: return .html(status: 404)
    }
  }

  private func field(_ name: String, of request: SignInRequest) -> String {
    (try? JSONParser.parse(request.body))?[name]?.string ?? ""
  }

  /// Begins a grant, as a person does who signs in.
  func signIn(_ subject: String) -> JSONValue {
    state.withLock { state in
      state.count += 1
      let grant = "grant-\(state.count)"
      state.grants[grant] = (subject, true)
      return tokens(of: grant, &state)
    }
  }

  private func tokens(of grant: String, _ state: inout State) -> JSONValue {
    state.count += 1
    let (access, refresh) = ("opaque-\(state.count)", "rotating-\(state.count)")
    state.opaque[access] = (grant, clock.now + .seconds(3600))
    state.providerRefresh[refresh] = Refresh(
      owner: grant,
      issued: clock.now,
      expires: clock.now + .seconds(14 * 86_400)
    )
    return [
      "access_token": .string(access), "refresh_token": .string(refresh), "token_type": "Bearer", "expires_in": 3600,
      "scope": "openid offline_access",
    ]
  }

  private func token(_ form: [String: String], _ state: inout State) -> SignInResponse {
    guard form["client_id"] == "cli" else { return .json(["error": "invalid_client"], status: 401) }
    guard form["grant_type"] == "refresh_token", let token = form["refresh_token"],
      let known = state.providerRefresh[token]
    else { return .json(["error": "invalid_grant"], status: 400) }
    if let consumed = known.consumed, clock.now - consumed > .seconds(3) {
      state.lateReplays.append(token)
      state.grants[known.owner]?.isAlive = false
    }
    guard state.grants[known.owner]?.isAlive ?? false, known.expires > clock.now else {
      return .json(["error": "invalid_grant", "error_description": .string("no \(token) here")], status: 400)
    }
    if known.consumed == nil { state.providerRefresh[token]?.consumed = clock.now }
    return .json(tokens(of: known.owner, &state))
  }

  private func revoke(_ token: String, _ state: inout State) -> SignInResponse {
    if let grant = state.providerRefresh[token]?.owner ?? state.opaque[token]?.grant {
      state.grants[grant]?.isAlive = false
      state.signedOut.append(grant)
    }
    return SignInResponse(status: 200)
  }

  private func exchange(_ token: String, _ state: inout State) -> SignInResponse {
    guard !state.isDown, !state.isExchangeDown, let known = state.opaque[token], known.expires > clock.now,
      let grant = state.grants[known.grant], grant.isAlive
    else {
      return .json(["code": 401, "message": .string("invalid access token: \(token)"), "data": nil], status: 401)
    }
    return session(of: grant.subject, &state)
  }

  private func session(of subject: String, _ state: inout State) -> SignInResponse {
    let now = clock.now
    state.count += 1
    let user: JSONValue = [
      "id": .string("u-\(subject)"), "logto_id": .string(subject), "name": .string("Person \(subject)"),
      "email": .string("\(subject)@example.org"), "organization_name": "Example",
    ]
    let access = SignedToken.make([
      "token_type": "access", "user": user, "iat": now.claim, "exp": (now + .seconds(1800)).claim,
      "jti": .string("a\(state.count)"),
    ])
    let refresh = SignedToken.make([
      "token_type": "refresh", "sub": .string(subject), "iat": now.claim, "exp": (now + .seconds(7 * 86_400)).claim,
      "jti": .string("r\(state.count)"),
    ])
    state.backendRefresh[refresh] = Refresh(owner: subject, issued: now, expires: now + .seconds(7 * 86_400))
    return .json([
      "code": 200, "message": "ok",
      "data": [
        // Wrong, as it is in places.
        "expires_in": 86_400, "refresh_token": .string(refresh), "token": .string(access), "user": user,
      ],
    ])
  }

  private func refresh(_ token: String, _ state: inout State) -> SignInResponse {
    func refused(_ message: String) -> SignInResponse {
      .json(["code": 401, "message": .string(message), "data": nil], status: 401)
    }
    guard let known = state.backendRefresh[token] else { return refused("invalid refresh token: \(token)") }
    guard known.expires > clock.now else { return refused("token is expired") }
    // Whole seconds, and equal ones count as before.
    if let burned = state.burned[known.owner], known.issued.seconds <= burned {
      return refused("refresh token has been revoked")
    }
    if let consumed = known.consumed, clock.now.seconds - consumed.seconds > 30 {
      state.lateReplays.append(token)
      state.burned[known.owner] = clock.now.seconds
      return refused("invalid refresh token")
    }
    if known.consumed == nil { state.backendRefresh[token]?.consumed = clock.now }
    return session(of: known.owner, &state)
  }

  /// Burns all of a person's refresh tokens at the backend, as another client's replay or logout does.
  func burn(_ subject: String) { state.withLock { $0.burned[subject] = clock.now.seconds } }

  /// Ends all grants, as an administrator does.
  func endGrants() {
    state.withLock { state in
      for grant in state.grants.keys { state.grants[grant]?.isAlive = false }
    }
  }
}
