import JSON

/// The services of a sign-in: a provider, and the sessions of the backend itself; each repeats every secret so far.
package enum EchoSignIn: String, Sendable, CaseIterable {
  case discovery, token, device, revocation, exchange, refresh, logout, account

  /// The path of the issuer below the base URL of a run.
  package static let issuer = "/oidc"

  /// The endpoints of the provider, by their paths below the base URL of a run.
  package static let provider: [String: EchoSignIn] = [
    "\(issuer)/.well-known/openid-configuration": .discovery, "\(issuer)/token": .token,
    "\(issuer)/device/auth": .device, "\(issuer)/revocation": .revocation,
  ]

  /// Whether its first request is refused, so that refusals are repeated, too.
  var refusesFirst: Bool { self == .token || self == .exchange }

  /// The secrets that a successful response gives.
  func given(_ secrets: SignInSecrets) -> [CanarySecrets.Secret] {
    switch self {
    case .token: [secrets.providerAccess, secrets.providerRefresh]
    case .device: [secrets.deviceCode]
    case .exchange: [secrets.access, secrets.refresh]
    case .refresh: [secrets.renewed, secrets.refresh]
    case .discovery, .revocation, .logout, .account: []
    }
  }

  /// The members of a successful response.
  func members(_ secrets: SignInSecrets, at issuer: String) -> JSONObject {
    switch self {
    case .discovery:
      [
        "issuer": .string(issuer), "authorization_endpoint": .string("\(issuer)/auth"),
        "token_endpoint": .string("\(issuer)/token"), "revocation_endpoint": .string("\(issuer)/revocation"),
        "device_authorization_endpoint": .string("\(issuer)/device/auth"),
        "code_challenge_methods_supported": ["S256"], "authorization_response_iss_parameter_supported": true,
      ]
    case .token:
      [
        "access_token": .string(secrets.providerAccess.text), "token_type": "Bearer", "expires_in": 3600,
        "refresh_token": .string(secrets.providerRefresh.text), "scope": "offline_access",
      ]
    case .device:
      [
        "device_code": .string(secrets.deviceCode.text), "user_code": "CANA-RIES", "expires_in": 600, "interval": 1,
        "verification_uri": .string("\(issuer)/device"),
      ]
    case .exchange: ["code": 200, "data": pair(secrets.access, secrets)]
    case .refresh: ["code": 200, "data": pair(secrets.renewed, secrets)]
    case .revocation, .logout, .account: ["code": 200]
    }
  }

  private func pair(_ access: CanarySecrets.Secret, _ secrets: SignInSecrets) -> JSONValue {
    ["token": .string(access.text), "refresh_token": .string(secrets.refresh.text), "expires_in": 1800]
  }

  /// The response, which repeats secrets in its head and beside its members.
  func bytes(_ echo: SecretEcho, _ secrets: SignInSecrets, at issuer: String, isRefused: Bool) -> [UInt8] {
    let said = JSONValue.string(echo.sentence)
    guard !isRefused else {
      let data: JSONValue = ["reason": said]
      let body: JSONObject = [
        "error": "invalid_request", "error_description": said, "code": 401, "message": said, "data": data,
      ]
      return echo.answer(401, "application/json", JSONValue.object(body).json)
    }
    var body = members(secrets, at: issuer)
    body.append("message", said)
    return echo.answer(200, "application/json", JSONValue.object(body).json)
  }
}
