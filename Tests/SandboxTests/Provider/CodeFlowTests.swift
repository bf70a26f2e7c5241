import Crypto
import JSON
import Sandbox
import TextCoding
import Testing

struct CodeFlowTests {
  private let time = FixedTime()

  @Test func `discovery is appended to the issuer, and only there`() {
    let sandbox = Sandbox(time.settings)
    var visitor = ProviderVisitor(sandbox)
    for name in ["openid-configuration", "oauth-authorization-server"] {
      let metadata = visitor.get("/oidc/.well-known/\(name)").json
      #expect(metadata["issuer"]?.string == ProviderVisitor.issuer)
      #expect(metadata["token_endpoint"]?.string == "\(ProviderVisitor.issuer)/token")
      #expect(metadata["authorization_response_iss_parameter_supported"] == true)
      #expect(metadata["code_challenge_methods_supported"] == ["S256"])
      #expect(visitor.get("/.well-known/\(name)/oidc").status == 404)
      #expect(visitor.get("/.well-known/\(name)").status == 404)
    }
  }

  @Test func `a sign-in leads from page to page to tokens`() throws {
    let sandbox = Sandbox(time.settings)
    var visitor = ProviderVisitor(sandbox)
    let begun = visitor.get(ProviderVisitor.authorization())
    #expect(begun.location?.hasPrefix("\(ProviderVisitor.issuer)/sign-in?interaction=") == true)
    let page = visitor.get(String(begun.location?.dropFirst("http://127.0.0.1".count) ?? ""))
    #expect(page.status == 200)
    #expect(page.text.contains(#"name="password""#))
    #expect(!page.text.contains("<script"))
    let result = ProviderVisitor.result(visitor.finish(begun))
    #expect(result["state"] == "a state&more")
    #expect(result["iss"] == ProviderVisitor.issuer)
    let response = visitor.redeem(result["code"])
    #expect(response.status == 200)
    #expect(response.fields.contains { $0 == ("Cache-Control", "no-store") })
    let tokens = response.json
    #expect(tokens["expires_in"] == 3600)
    #expect(tokens["token_type"] == "Bearer")
    #expect(tokens["scope"]?.string == ProviderVisitor.everything)
    #expect(tokens["access_token"]?.string?.utf8.count == 43)
    #expect(tokens["refresh_token"]?.string?.utf8.count == 43)
    let user = visitor.userInfo(tokens["access_token"]?.string).json
    #expect(user["sub"] == "logto1")
    #expect(user["username"] == "mario")
    #expect(user["email"] == "logto1@x.it")
  }

  @Test func `an ID token is signed by a published key`() throws {
    let sandbox = Sandbox(time.settings)
    var visitor = ProviderVisitor(sandbox)
    let tokens = visitor.signIn()
    let token = try #require(tokens["id_token"]?.string)
    let claims = try verified(token, visitor.get("/oidc/jwks").json, type: "JWT")
    #expect(claims["iss"]?.string == ProviderVisitor.issuer)
    #expect(claims["aud"] == "sandbox-browser")
    #expect(claims["nonce"] == "once")
    #expect(claims["sub"] == "logto1")
    #expect(claims["exp"]?.int == 1_795_445_324 + 3600)
    let hash = SHA384.hash(data: Array((tokens["access_token"]?.string ?? "").utf8)).prefix(24)
    #expect(claims["at_hash"]?.string == Base64.text(Array(hash), .url))
  }

  /// The claims of a token that a published key has signed.
  private func verified(_ token: String, _ keys: JSONValue, type: String) throws -> JSONValue {
    let parts = token.split(separator: ".").compactMap { Base64.bytes(canonical: $0.utf8, .url) }
    try #require(parts.count == 3)
    let header = try JSONParser.parse(parts[0])
    #expect(header["alg"] == "ES384")
    #expect(header["typ"]?.string == type)
    let key = try #require(keys["keys"]?.array?.first { $0["kid"] == header["kid"] })
    let point = ["x", "y"].compactMap { key[$0]?.string }.compactMap { Base64.bytes(canonical: $0.utf8, .url) }
    let signature = try P384.Signing.ECDSASignature(rawRepresentation: parts[2])
    let signed = Array(token.split(separator: ".").prefix(2).joined(separator: ".").utf8)
    let isValid = try P384.Signing.PublicKey(rawRepresentation: Array(point.joined()))
      .isValidSignature(signature, for: signed)
    #expect(isValid)
    return try JSONParser.parse(parts[1])
  }

  @Test func `a registered resource gets a JWT, another an error`() throws {
    let sandbox = Sandbox(time.settings)
    var visitor = ProviderVisitor(sandbox)
    let resource = ProviderVisitor.resource
    let tokens = visitor.signIn(["resource": resource, "scope": "openid my:read offline_access"])
    let token = try #require(tokens["access_token"]?.string)
    let claims = try verified(token, visitor.get("/oidc/jwks").json, type: "at+jwt")
    #expect(claims["aud"]?.string == resource)
    #expect(claims["scope"] == "my:read")
    #expect(claims["client_id"] == "sandbox-browser")
    #expect(visitor.userInfo(token).status == 401)
    let target = ProviderVisitor.authorization(["resource": "\(resource)/"])
    #expect(ProviderVisitor.result(visitor.get(target))["error"] == "invalid_target")
    // Not asked for at the start.
    #expect(visitor.redeem(visitor.code(), ["resource": resource]).json["error"] == "invalid_target")
  }

  @Test(arguments: [
    ("client_id", "nobody"), ("client_id", ""), ("redirect_uri", ""), ("client_id", "sandbox-device"),
    ("redirect_uri", "http://127.0.0.1:8080/callback/"), ("redirect_uri", "http://localhost:8080/callback"),
    ("redirect_uri", "http://127.0.0.1:8080/callback?x=1"), ("redirect_uri", "https://127.0.0.1:8080/callback"),
    ("redirect_uri", "http://127.0.0.1.example.com/callback"), ("redirect_uri", "http://127.0.0.1:1@x.it/callback"),
    ("redirect_uri", "http://127.0.0.1:65536/callback"), ("redirect_uri", "http://127.0.0.1:/callback"),
    ("redirect_uri", "http://127.0.0.1:8080/Callback"),
  ])
  func `nobody is redirected to an address that is not registered`(name: String, value: String) {
    var visitor = ProviderVisitor(Sandbox(time.settings))
    let response = visitor.get(ProviderVisitor.authorization([name: value]))
    #expect(response.status == 400)
    #expect(response.location == nil)
    #expect(response.contentType == "text/html; charset=utf-8")
  }

  @Test(arguments: [1, 80, 49_153, 65_535])
  func `any port of loopback will do`(port: Int) {
    var visitor = ProviderVisitor(Sandbox(time.settings))
    let uri = "http://127.0.0.1:\(port)/callback"
    let response = visitor.finish(visitor.get(ProviderVisitor.authorization(["redirect_uri": uri])))
    #expect(response.location?.hasPrefix("\(uri)?code=") == true)
  }

  @Test(arguments: [
    ("response_type", "token", "unsupported_response_type"), ("response_type", "", "invalid_request"),
    ("code_challenge", "", "invalid_request"), ("code_challenge_method", "", "invalid_request"),
    ("code_challenge_method", "plain", "invalid_request"), ("code_challenge", "short", "invalid_request"),
    ("prompt", "none", "login_required"), ("prompt", "none consent", "invalid_request"),
    ("prompt", "create", "invalid_request"), ("request", "e30", "request_not_supported"),
    ("response_mode", "fragment", "invalid_request"), ("resource", "urn:x", "invalid_target"),
  ])
  func `other faults are told to the client`(name: String, value: String, code: String) {
    var visitor = ProviderVisitor(Sandbox(time.settings))
    let result = ProviderVisitor.result(visitor.get(ProviderVisitor.authorization([name: value])))
    #expect(result["error"] == code)
    #expect(result["state"] == "a state&more")
    #expect(result["iss"] == ProviderVisitor.issuer)
  }

  @Test func `a code is good for a minute, for its client, its verifier and its redirect URI`() {
    let sandbox = Sandbox(time.settings)
    var visitor = ProviderVisitor(sandbox)
    let code = visitor.code()
    let wrong = ProviderVisitor.verifier.replacing("0", with: "1")
    for changes in [
      ["code_verifier": wrong], ["code_verifier": ""], ["redirect_uri": "http://127.0.0.1:1/callback"],
      ["code": "unknown"],
    ] {
      let response = visitor.redeem(code, changes)
      #expect(response.status == 400)
      #expect(response.json["error"] == "invalid_grant")
    }
    #expect(visitor.redeem(code, ["client_id": "sandbox-device"]).json["error"] == "unauthorized_client")
    #expect(visitor.redeem(code).status == 200)
    let late = visitor.code()
    time.advance(by: .seconds(60))
    #expect(visitor.redeem(late).json["error"] == "invalid_grant")
  }

  @Test func `a second use of a code ends all that the first has led to`() {
    let sandbox = Sandbox(time.settings)
    var visitor = ProviderVisitor(sandbox)
    let code = visitor.code()
    let tokens = visitor.redeem(code).json
    time.advance(by: .seconds(600))
    #expect(visitor.userInfo(tokens["access_token"]?.string).status == 200)
    #expect(visitor.redeem(code).json["error"] == "invalid_grant")
    #expect(visitor.userInfo(tokens["access_token"]?.string).status == 401)
    #expect(visitor.refresh(tokens["refresh_token"]?.string).json["error"] == "invalid_grant")
  }

  @Test func `offline access needs a prompt for consent, and is dropped silently without`() {
    let sandbox = Sandbox(time.settings)
    var visitor = ProviderVisitor(sandbox)
    let tokens = visitor.signIn(["prompt": "login"])
    #expect(tokens["access_token"] != nil)
    #expect(tokens["refresh_token"] == nil)
    #expect(tokens["scope"] == "openid profile email")
    // The browser is signed in now, and the client is the provider's own: nobody is asked.
    #expect(ProviderVisitor.result(visitor.get(ProviderVisitor.authorization(["prompt": "none"])))["code"] != nil)
    let asked = visitor.get(ProviderVisitor.authorization())
    #expect(asked.location?.hasPrefix("\(ProviderVisitor.issuer)/consent?") == true)
    let again = visitor.get(ProviderVisitor.authorization(["prompt": "login"]))
    #expect(again.location?.hasPrefix("\(ProviderVisitor.issuer)/sign-in?") == true)
  }
}
