import Crypto
import JSON
import Sandbox
import TextCoding

/// A person at a browser, and a program, at the identity provider of a sandbox.
struct ProviderVisitor {
  let sandbox: Sandbox
  private(set) var cookie: String?

  static let issuer = "http://127.0.0.1/oidc"
  static let redirectURI = "http://127.0.0.1:49152/callback"
  static let verifier = "0123456789-abcdefghijklmnopqrstuvwxyz.~_ABCDEFG"
  static let resource = "https://mcp.sandbox.example/mcp"
  static let everything = "openid profile email offline_access"

  init(_ sandbox: Sandbox, cookie: String? = nil) {
    self.sandbox = sandbox
    self.cookie = cookie
  }

  /// Requests a page, and keeps the cookie that it sets.
  mutating func get(_ target: String) -> SandboxResponse { send(SandboxRequest("GET", target)) }

  /// Submits a form.
  mutating func post(_ path: String, _ parameters: KeyValuePairs<String, String>) -> SandboxResponse {
    var request = SandboxRequest("POST", path, body: Array(Self.query(parameters).utf8))
    request.contentType = "application/x-www-form-urlencoded"
    return send(request)
  }

  private mutating func send(_ request: SandboxRequest) -> SandboxResponse {
    var request = request
    request.cookie = cookie.map { "other=1; sandbox_session=\($0)" }
    let response = sandbox.respond(to: request)
    for (name, value) in response.fields where name == "Set-Cookie" {
      cookie = value.split(separator: ";").first?.split(separator: "=").last.map(String.init)
    }
    return response
  }

  static func query(_ parameters: KeyValuePairs<String, String>) -> String {
    parameters.map { name, value in
      let escaped = value.utf8.map { byte in
        "-._~".utf8.contains(byte) || Character(Unicode.Scalar(byte)).isLetter && byte < 0x80
          || Character(Unicode.Scalar(byte)).isNumber && byte < 0x80
          ? String(Character(Unicode.Scalar(byte))) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
      return "\(name)=\(escaped.joined())"
    }.joined(separator: "&")
  }

  static var challenge: String { Base64.text(Array(SHA256.hash(data: Array(verifier.utf8))), .url) }

  /// The target of a request for a code; `changes` replace parameters, and remove those that are empty.
  static func authorization(_ changes: [String: String] = [:]) -> String {
    var parameters = [
      "client_id": "sandbox-browser", "response_type": "code", "redirect_uri": redirectURI, "scope": everything,
      "state": "a state&more", "nonce": "once", "prompt": "consent", "code_challenge": challenge,
      "code_challenge_method": "S256",
    ]
    parameters.merge(changes) { $1 }
    let pairs = parameters.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
    return "/oidc/auth?" + pairs.map { query([$0.key: $0.value]) }.joined(separator: "&")
  }

  /// The parameters of a redirection to the client; empty for any other response.
  static func result(_ response: SandboxResponse) -> [String: String] {
    guard response.status == 303, let location = response.location, location.hasPrefix("\(redirectURI)?") else {
      return [:]
    }
    return parameters(of: location)
  }

  static func parameters(of location: String) -> [String: String] {
    var values: [String: String] = [:]
    for pair in location.drop(while: { $0 != "?" }).dropFirst().split(separator: "&") {
      let parts = pair.split(separator: "=", omittingEmptySubsequences: false)
      values[String(parts[0])] = String(
        decoding: PercentCoding.decode(parts[1].utf8, malformed: .kept) ?? [],
        as: UTF8.self
      )
    }
    return values
  }

  /// Signs in where that is asked for, consents, and returns the response after that.
  mutating func finish(_ response: SandboxResponse, as account: Account = .mario) -> SandboxResponse {
    var response = response
    if let location = response.location, location.hasPrefix("\(Self.issuer)/sign-in") {
      let id = Self.parameters(of: location)["interaction"] ?? ""
      response = post(
        "/oidc/sign-in",
        ["interaction": id, "username": account.rawValue, "password": account.password, "action": "sign-in"]
      )
    }
    if let location = response.location, location.hasPrefix("\(Self.issuer)/consent") {
      let id = Self.parameters(of: location)["interaction"] ?? ""
      response = post("/oidc/consent", ["interaction": id, "action": "allow"])
    }
    return response
  }

  /// Goes through a sign-in and returns the code; `nil` if there is none.
  mutating func code(as account: Account = .mario, _ changes: [String: String] = [:]) -> String? {
    Self.result(finish(get(Self.authorization(changes)), as: account))["code"]
  }

  /// Redeems a code.
  mutating func redeem(_ code: String?, _ changes: [String: String] = [:]) -> SandboxResponse {
    token(
      [
        "grant_type": "authorization_code", "code": code ?? "", "redirect_uri": Self.redirectURI,
        "code_verifier": Self.verifier,
      ].merging(changes) { $1 }
    )
  }

  /// Sends a request for tokens of the browser client.
  mutating func token(_ parameters: [String: String], path: String = "/oidc/token") -> SandboxResponse {
    let parameters = ["client_id": "sandbox-browser"].merging(parameters) { $1 }
    let body = parameters.filter { !$0.value.isEmpty }.map { Self.query([$0.key: $0.value]) }.joined(separator: "&")
    var request = SandboxRequest("POST", path, body: Array(body.utf8))
    request.contentType = "application/x-www-form-urlencoded; charset=utf-8"
    return sandbox.respond(to: request)
  }

  /// Renews tokens.
  mutating func refresh(_ token: String?) -> SandboxResponse {
    self.token(["grant_type": "refresh_token", "refresh_token": token ?? ""])
  }

  /// Signs in and returns the response with tokens.
  mutating func signIn(as account: Account = .mario, _ changes: [String: String] = [:]) -> JSONValue {
    redeem(code(as: account, changes), ["resource": changes["resource"] ?? ""]).json
  }

  /// Asks who the user of an access token is.
  func userInfo(_ token: String?) -> SandboxResponse {
    sandbox.respond(to: SandboxRequest("GET", "/oidc/me", authorization: "Bearer \(token ?? "")"))
  }
}
