import JSON
import Sandbox

/// A pair of tokens of the backend.
struct TokenPair {
  let session: String
  let refresh: String

  init(_ response: SandboxResponse) {
    session = response.json["data"]?["token"]?.string ?? ""
    refresh = response.json["data"]?["refresh_token"]?.string ?? ""
  }
}

extension Sandbox {
  func exchange(_ accessToken: String?) -> SandboxResponse {
    let body: JSONValue = ["access_token": .string(accessToken ?? "")]
    return respond(to: SandboxRequest("POST", "/api/auth/exchange", body: body.json))
  }

  func renew(_ refreshToken: String) -> SandboxResponse {
    let body: JSONValue = ["refresh_token": .string(refreshToken)]
    return respond(to: SandboxRequest("POST", "/api/auth/refresh", body: body.json))
  }

  func logOut(_ session: String) -> SandboxResponse {
    respond(to: SandboxRequest("POST", "/api/auth/logout", authorization: "Bearer \(session)"))
  }

  func whoIs(_ session: String) -> SandboxResponse {
    respond(to: SandboxRequest("GET", "/api/me", authorization: "Bearer \(session)"))
  }

  /// Signs in at the provider and exchanges the access token.
  func openSession(as account: Account = .mario) -> TokenPair {
    var visitor = ProviderVisitor(self)
    return TokenPair(exchange(visitor.signIn(as: account)["access_token"]?.string))
  }
}

extension SandboxResponse {
  var message: String? { json["message"]?.string }
}
