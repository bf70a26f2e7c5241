import JSON
import SignIn
import Synchronization

@testable import TokenVerification

/// An issuer with a clock, whose keys and faults a test decides; it counts what it is asked.
final class TestIssuer: SignInTransport {
  struct State {
    var keys: [JSONObject] = []
    var now = 1_800_000_000.0
    var passed = Duration.zero
    var isDown = false
    var cacheControl: String?
    var jwksResponse: SignInResponse?
    var metadata: JSONObject
    var introspection: @Sendable (SignInRequest) -> SignInResponse = { _ in SignInResponse(status: 500) }
    var requests: [SignInRequest] = []
    var notes: [String] = []
  }

  static let url = "https://id.example/oidc"
  static let audience = "https://mcp.example/mcp"
  let key = SigningKey.p384("one")
  private let state: Mutex<State>
  private let start = ContinuousClock.now

  init() throws {
    state = Mutex(
      State(
        keys: [try key.jwk(.es384)],
        metadata: [
          "issuer": .string(Self.url), "jwks_uri": .string("\(Self.url)/jwks"),
          "introspection_endpoint": .string("\(Self.url)/introspection"),
        ]
      )
    )
  }

  func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }
  var now: Double { state.withLock { $0.now } }
  var notes: [String] { state.withLock { $0.notes } }
  var requests: [SignInRequest] { state.withLock { $0.requests } }
  /// The number of fetches of the keys.
  var fetches: Int { requests.count { $0.url.target.hasSuffix("/jwks") } }

  func advance(_ seconds: Int) {
    change { state in
      state.now += Double(seconds)
      state.passed += .seconds(seconds)
    }
  }

  var clock: TokenClock {
    TokenClock(seconds: { self.now }, instant: { self.start + self.state.withLock { $0.passed } })
  }

  func verifier(
    introspector: OAuthClient? = nil,
    _ change: (inout TokenRequirements) -> Void = { _ in }
  ) -> TokenVerifier {
    var requirements = TokenRequirements(issuer: Self.url, audiences: [Self.audience])
    change(&requirements)
    return TokenVerifier(
      requirements,
      introspector: introspector,
      transport: self,
      clock: clock,
      note: { note in self.change { $0.notes.append(note) } }
    )
  }

  func send(_ request: SignInRequest) async throws(SignInTransportError) -> SignInResponse {
    let outcome: SignInResponse? = state.withLock { state in
      state.requests.append(request)
      guard !state.isDown else { return nil }
      switch request.url.target.split(separator: "/").last {
      case "openid-configuration": return .json(state.metadata)
      case "introspection": return state.introspection(request)
      case "jwks":
        var response = state.jwksResponse ?? .json(["keys": .array(state.keys.map(JSONValue.object))])
        response.cacheControl = state.cacheControl
        return response
      default: return SignInResponse(status: 404)
      }
    }
    guard let outcome else { throw SignInTransportError(wasSent: false, sentence: "It is down.") }
    return outcome
  }

  /// The claims of a good token, some of them changed; `nil` leaves one out.
  func claims(_ changes: [String: JSONValue?] = [:]) -> JSONObject {
    var claims: [(String, JSONValue)] = [
      ("iss", .string(Self.url)), ("aud", .string(Self.audience)), ("sub", "alice"), ("client_id", "desk"),
      ("iat", .number(JSONNumber(Int(now)))), ("exp", .number(JSONNumber(Int(now) + 3600))), ("jti", "1"),
      ("scope", "read write"),
    ]
    for (name, value) in changes {
      claims.removeAll { $0.0 == name }
      if let value { claims.append((name, value)) }
    }
    return JSONObject(claims.map { (name: $0.0, value: $0.1) })
  }

  /// A token of the issuer's key, with changes of its header and claims.
  func token(
    header: [String: JSONValue?] = [:],
    _ changes: [String: JSONValue?] = [:],
    by key: SigningKey? = nil,
    _ algorithm: SignatureAlgorithm = .es384
  ) throws -> String {
    let key = key ?? self.key
    var fields: [(String, JSONValue)] = [
      ("alg", .string(algorithm.rawValue)), ("typ", "at+jwt"), ("kid", .string(key.id)),
    ]
    for (name, value) in header {
      fields.removeAll { $0.0 == name }
      if let value { fields.append((name, value)) }
    }
    return try key.token(JSONObject(fields.map { (name: $0.0, value: $0.1) }), claims(changes), by: algorithm)
  }
}

extension SignInResponse {
  static func json(_ object: JSONObject, status: Int = 200) -> SignInResponse {
    SignInResponse(status: status, contentType: "application/json", body: JSONValue.object(object).json)
  }
}

extension TokenVerifier {
  /// The verdict on a token, waited for if need be.
  func verdict(_ token: String, from network: String = "192.0.2.1") async -> Verdict {
    switch verify(token[...], from: network) {
    case .now(let verdict): verdict
    case .later(let work): await work()
    }
  }
}

extension TokenVerifier.Verdict {
  var token: VerifiedToken? { if case .valid(let token) = self { token } else { nil } }
  var isUnavailable: Bool { if case .unavailable(let seconds) = self { seconds >= 1 } else { false } }
  var isLimited: Bool { if case .limited(let seconds) = self { seconds >= 1 } else { false } }
}
