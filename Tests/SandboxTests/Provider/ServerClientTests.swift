import JSON
import Sandbox
import TextCoding
import Testing

/// The confidential client: its secret, its own tokens, its questions about tokens, and its redirections.
struct ServerClientTests {
  private let time = FixedTime()
  private static let resource = ProviderVisitor.resource

  private func claims(_ token: String?) -> JSONValue? {
    let parts = (token ?? "").split(separator: ".")
    guard parts.count == 3, let bytes = Base64.bytes(canonical: parts[1].utf8, .url) else { return nil }
    return try? JSONParser.parse(bytes)
  }

  @Test func `a server gets tokens for itself, whose subject is the client`() {
    var visitor = ProviderVisitor(Sandbox(time.settings))
    let response = visitor.post(
      "/oidc/token",
      [
        "grant_type": "client_credentials", "client_id": "sandbox-server", "client_secret": "sandbox-server-secret",
        "resource": Self.resource, "scope": "my:read my:keys openid other",
      ]
    )
    #expect(response.status == 200)
    #expect(response.json["scope"] == "my:read my:keys")
    let claims = claims(response.json["access_token"]?.string)
    #expect(claims?["sub"] == "sandbox-server")
    #expect(claims?["client_id"] == "sandbox-server")
    #expect(claims?["aud"]?.string == Self.resource)
  }

  @Test(
    arguments: [
      (["client_id": "sandbox-server", "resource": resource], "invalid_client"),
      (["client_id": "sandbox-server", "client_secret": "wrong", "resource": resource], "invalid_client"),
      (["client_id": "sandbox-browser", "client_secret": "x", "resource": resource], "invalid_client"),
      (["client_id": "sandbox-browser", "resource": resource], "unauthorized_client"),
      (["client_id": "sandbox-server", "client_secret": "sandbox-server-secret"], "invalid_target"),
      (
        ["client_id": "sandbox-server", "client_secret": "sandbox-server-secret", "resource": "https://x.example"],
        "invalid_target"
      ),
    ] as [(KeyValuePairs<String, String>, String)]
  )
  func `nobody else does`(form: KeyValuePairs<String, String>, error: String) {
    var visitor = ProviderVisitor(Sandbox(time.settings))
    let pairs = form.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
    var request = SandboxRequest("POST", "/oidc/token", body: Array("grant_type=client_credentials&\(pairs)".utf8))
    request.contentType = "application/x-www-form-urlencoded"
    #expect(visitor.sandbox.respond(to: request).json["error"]?.string == error)
    _ = visitor.get("/oidc/jwks")
  }

  /// Asks about a token, with the secret in the header.
  private func ask(
    _ sandbox: Sandbox,
    _ token: String,
    _ pair: String = "sandbox-server:sandbox-server-secret"
  )
    -> SandboxResponse
  {
    var request = SandboxRequest("POST", "/oidc/token/introspection", body: Array("token=\(token)".utf8))
    request.contentType = "application/x-www-form-urlencoded"
    request.authorization = "Basic \(Base64.text(Array(pair.utf8)))"
    return sandbox.respond(to: request)
  }

  @Test func `a server is told about opaque tokens, and not about signed ones`() throws {
    let sandbox = Sandbox(time.settings)
    var visitor = ProviderVisitor(sandbox)
    let token = try #require(visitor.signIn()["access_token"]?.string)
    let facts = ask(sandbox, token).json
    #expect(facts["active"] == true)
    #expect(facts["sub"] == "logto1")
    #expect(facts["client_id"] == "sandbox-browser")
    #expect(facts["iss"]?.string == ProviderVisitor.issuer)
    #expect(facts["aud"] == nil)
    #expect(ask(sandbox, "nonsense").json == ["active": false])
    #expect(ask(sandbox, "a.b.c").json["error"] == "unsupported_token_type")
    #expect(ask(sandbox, token, "sandbox-server:wrong").status == 401)
    #expect(ask(sandbox, token, "sandbox-browser:").status == 401)
    let bare = visitor.post("/oidc/token/introspection", ["client_id": "sandbox-browser", "token": token])
    #expect(bare.status == 401)
  }

  @Test func `tokens for a resource are opaque if the switch says so, and tell their audience`() throws {
    let sandbox = Sandbox(time.settings)
    sandbox.faults.resourceTokensAreOpaque = true
    var visitor = ProviderVisitor(sandbox)
    let begun = visitor.get(ProviderVisitor.authorization(["resource": Self.resource, "scope": "my:read"]))
    let code = ProviderVisitor.result(visitor.finish(begun))["code"]
    let token = try #require(visitor.redeem(code).json["access_token"]?.string)
    #expect(!token.contains("."))
    let facts = ask(sandbox, token).json
    #expect(facts["aud"]?.string == Self.resource)
    #expect(facts["scope"] == "my:read")
    #expect(facts["exp"] != nil)
  }

  @Test(arguments: [
    ("http://127.0.0.1:8722/connect/callback", true), ("http://127.0.0.1/x/y/connect/callback", true),
    ("http://127.0.0.1:8722/callback", false), ("http://127.0.0.1.evil.example/connect/callback", false),
    ("http://127.0.0.1:8722@evil.example/connect/callback", false), ("http://127.0.0.1:x/connect/callback", false),
    ("http://127.0.0.1/?/connect/callback", false), ("https://127.0.0.1/connect/callback", false),
  ])
  func `its redirections end in the folder of a server`(uri: String, isRegistered: Bool) {
    var visitor = ProviderVisitor(Sandbox(time.settings))
    let response = visitor.get(ProviderVisitor.authorization(["client_id": "sandbox-server", "redirect_uri": uri]))
    #expect((response.status == 303) == isRegistered)
  }
}
