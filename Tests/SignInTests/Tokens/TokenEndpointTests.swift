import JSON
import Testing
import TextCoding

@testable import SignIn

@Suite struct TokenEndpointTests {
  private let clock = TestTime()

  private func endpoint(
    _ services: any SignInTransport,
    _ client: OAuthClient = SessionBench.client
  ) throws -> TokenEndpoint {
    TokenEndpoint(try SessionBench.provider(), client: client, transport: services, time: clock.time)
  }

  private func attempt() throws -> AuthorizationRequest {
    try AuthorizationRequest(
      SessionBench.provider(),
      client: SessionBench.client,
      redirectURI: "http://127.0.0.1:1/callback",
      scopes: ["openid"]
    )
  }

  /// The response with an ID token, whose claims are changed.
  private func tokens(_ attempt: AuthorizationRequest, _ changes: JSONObject = [:]) -> JSONValue {
    var claims: JSONObject = [
      "iss": .string(SimulatedServices.issuer), "aud": "cli", "sub": "mario", "exp": (clock.now + .seconds(3600)).claim,
      "iat": clock.now.claim, "nonce": .string(attempt.nonce ?? ""), "name": "Mario\u{202E}\n Rossi",
    ]
    for change in changes { claims[change.name] = change.value.isNull ? nil : change.value }
    return [
      "access_token": "opaque", "token_type": "Bearer", "expires_in": 3600, "refresh_token": "rotating",
      "id_token": .string(SignedToken.make(claims)),
    ]
  }

  @Test func `the code is sent once with its verifier, and the person is named`() async throws {
    let attempt = try attempt()
    let response = tokens(attempt)
    let services = ScriptedServices { _, _ in .json(response) }
    let grant = try await endpoint(services).redeem(AuthorizationCode(secret: "the+code"), of: attempt)
    #expect(grant.identity == Identity(subject: "mario", name: "Mario Rossi"))
    let request = try #require(services.requests.first)
    #expect(services.requests.count == 1)
    #expect(request.url.description == "https://id.example/oidc/token")
    #expect(
      request.form == [
        "grant_type": "authorization_code", "code": "the+code", "redirect_uri": "http://127.0.0.1:1/callback",
        "code_verifier": attempt.verifier.text, "client_id": "cli",
      ]
    )
    #expect("\(request)" == "POST https://id.example")
  }

  @Test func `an ID token that breaks a rule ends the sign-in`() async throws {
    let attempt = try attempt()
    let changes: [JSONObject] = [
      ["iss": "https://evil.example"], ["iss": nil], ["aud": "other"], ["aud": []], ["aud": ["cli", "other"]],
      ["aud": ["cli", "other"], "azp": "other"], ["azp": "other"], ["nonce": "other"], ["nonce": nil], ["exp": nil],
      ["exp": (clock.now + .seconds(-301)).claim], ["exp": "soon"], ["sub": nil], ["sub": ""],
    ]
    for change in changes {
      let response = tokens(attempt, change)
      let error = await #expect(throws: SignInError.self) {
        try await endpoint(ScriptedServices { _, _ in .json(response) })
          .redeem(AuthorizationCode(secret: "c"), of: attempt)
      }
      #expect(error?.kind == .untrusted, "\(change)")
    }
    let unsigned = ["none", "None"].map { algorithm in
      let signed = tokens(attempt)["id_token"]?.string ?? ""
      let header: JSONValue = ["alg": .string(algorithm)]
      return Base64.text(header.json, .url) + signed.drop { $0 != "." }.reversed().drop { $0 != "." }.reversed()
    }
    for text in [nil, "x", "a.b.c", unsigned[0], unsigned[1]] as [String?] {
      var object = try #require(tokens(attempt).object)
      object["id_token"] = text.map { .string($0) }
      let response = JSONValue.object(object)
      let error = await #expect(throws: SignInError.self) {
        try await endpoint(ScriptedServices { _, _ in .json(response) })
          .redeem(AuthorizationCode(secret: "c"), of: attempt)
      }
      #expect(error?.kind == .untrusted, "\(text ?? "none")")
    }
    // Two audiences are fine if the client is the authorized party; a clock may differ a little.
    let fine = tokens(attempt, ["aud": ["cli", "o"], "azp": "cli", "exp": (clock.now + .seconds(-200)).claim])
    _ = try await endpoint(ScriptedServices { _, _ in .json(fine) }).redeem(AuthorizationCode(secret: "c"), of: attempt)
  }

  @Test func `each bad answer has a message, without the code, and the code is not sent again`() async throws {
    let attempt = try attempt()
    let code = "code-0123456789"
    let long = String(repeating: "a", count: 16 << 10)
    let answers: [(SignInResponse, String)] = [
      (.html(status: 200), "web page"),
      (.html(status: 404), "web page"),
      (SignInResponse(status: 302, location: "https://evil.example/?c=1"), "redirects to https://evil.example,"),
      (SignInResponse(status: 200, body: Array("{]".utf8)), "JSON expected"),
      (SignInResponse(status: 200, isCut: true), "too long"),
      (.json(["token_type": "Bearer"]), "no access_token"),
      (.json(["access_token": "a b"]), "characters"),
      (.json(["access_token": "a\r\nX: y"]), "characters"),
      (.json(["access_token": .string(long)]), "longer than"),
      (.json(["access_token": "a", "refresh_token": .string(long)]), "longer than"),
      (.json(["access_token": "a", "token_type": "DPoP"]), "another type"),
      (.json(["error": "invalid_grant", "error_description": .string("bad \(code)")], status: 400), "invalid_grant"),
      (.json(["error": "invalid_code"], status: 403), "invalid_code"),
      (.json(["error": "invalid_client"], status: 401), "client id"),
      (SignInResponse(status: 400), "HTTP 400"),
      (.html(status: 503), "HTTP 503"),
    ]
    for (answer, words) in answers {
      let services = ScriptedServices { _, _ in answer }
      let error = await #expect(throws: SignInError.self) {
        try await endpoint(services).redeem(AuthorizationCode(secret: code), of: attempt)
      }
      #expect(error?.sentence.contains(words) ?? false, "\(words): \(error?.sentence ?? "")")
      #expect(!(error?.sentence.contains(code) ?? true))
      #expect(services.requests.count == 1)
    }
  }

  @Test func `client secrets go into the header or the form, as configured`() async throws {
    let secret = try #require(TokenText("p:ss/+"))
    let services = ScriptedServices { _, _ in .json(["access_token": "a", "expires_in": "60"]) }
    let basic = OAuthClient(id: "cli:1", authentication: .basic(secret: secret))
    let token = try await endpoint(services, basic).clientCredentials(scopes: ["a", "b"])
    #expect(token.access.expires == clock.now + .seconds(60))
    #expect(token.refresh == nil)
    _ = try await endpoint(services, OAuthClient(id: "c", authentication: .post(secret: secret)))
      .clientCredentials(scopes: [])
    let requests = services.requests
    #expect(requests[0].field("Authorization") == "Basic \(Base64.text(Array("cli%3A1:p%3Ass%2F%2B".utf8)))")
    #expect(requests[0].form == ["grant_type": "client_credentials", "scope": "a b"])
    #expect(requests[1].field("Authorization") == nil)
    #expect(requests[1].form == ["grant_type": "client_credentials", "client_id": "c", "client_secret": "p:ss/+"])
    let error = await #expect(throws: SignInError.self) { try await endpoint(services).clientCredentials(scopes: []) }
    #expect(error?.kind == .configuration)
  }

  @Test func `a client that is refused is told what to check, and never to sign in`() async throws {
    let odd = try #require(TokenText("a+b/c"))
    let plain = try #require(TokenText("abc"))
    let answers: [(SignInResponse, OAuthClient.Authentication, advises: Bool)] = [
      (SignInResponse(status: 403), .basic(secret: odd), true),
      (.json(["error": "invalid_client"], status: 401), .basic(secret: odd), true),
      (SignInResponse(status: 403), .basic(secret: plain), false),
      (SignInResponse(status: 403), .post(secret: odd), false),
      (.json(["error": "invalid_scope"], status: 400), .basic(secret: odd), false),
      (.json(["error": "server_error"], status: 400), .basic(secret: odd), false),
    ]
    for (answer, authentication, advises) in answers {
      let services = ScriptedServices { _, _ in answer }
      let error = await #expect(throws: SignInError.self) {
        try await endpoint(services, OAuthClient(id: "c", authentication: authentication)).clientCredentials(scopes: [])
      }
      let sentence = error?.sentence ?? ""
      #expect(sentence.contains("Check") && !sentence.contains("Sign in"), "\(sentence)")
      #expect(sentence.contains("--login-client-auth post") == advises, "\(sentence)")
      #expect(services.requests.count == 1)
    }
  }

  @Test func `a client's token is requested once for its life, and anew after a 401`() async throws {
    let services = ScriptedServices { _, count in .json(["access_token": .string("a\(count)"), "expires_in": 3600]) }
    let client = OAuthClient(id: "c", authentication: .post(secret: try #require(TokenText("secret"))))
    let keeper = ClientCredentialsKeeper(try endpoint(services, client), scopes: [])
    #expect(try await keeper.token().secret == "a1")
    #expect(try await keeper.token().secret == "a1")
    keeper.rejected("a1")
    #expect(try await keeper.token().secret == "a1", "a token that is new is not at fault")
    clock.advance(.seconds(60))
    keeper.rejected("other")
    #expect(try await keeper.token().secret == "a1")
    keeper.rejected("a1")
    #expect(try await keeper.token().secret == "a2")
    clock.advance(.seconds(3600))
    #expect(try await keeper.token().secret == "a3")
  }

  @Test func `revocation names the token, and tells a failure`() async throws {
    let token = try #require(TokenText("rotating"))
    let services = ScriptedServices { _, count in SignInResponse(status: count == 1 ? 200 : 503) }
    #expect(try await endpoint(services).revoke(token, hint: "refresh_token"))
    #expect(services.requests[0].form == ["token": "rotating", "token_type_hint": "refresh_token", "client_id": "cli"])
    let error = await #expect(throws: SignInError.self) {
      try await endpoint(services).revoke(token, hint: "refresh_token")
    }
    #expect(error?.kind == .unavailable)
  }

  @Test func `endpoints of a document stay within the configured origins`() throws {
    let origins = try SecretOrigins(["https://id.example"])
    _ = try Provider(token: "https://id.example/t", authorization: "https://id.example/a", within: origins)
    #expect(throws: SignInError.self) { try Provider(token: "https://evil.example/t", within: origins) }
    #expect(throws: SignInError.self) {
      try Provider(token: "https://id.example/t", authorization: "https://evil.example/a", within: origins)
    }
    #expect(DeclaredFlow.implicit.refusal?.contains("RFC 9700") ?? false)
    #expect(DeclaredFlow.password.refusal?.contains("RFC 9700") ?? false)
    #expect(DeclaredFlow.authorizationCode.refusal == nil)
  }
}
