import JSON
import Testing

@testable import SignIn

@Suite struct AuthorizationRequestTests {
  private func attempt(_ scopes: [String] = ["openid", "offline_access"]) throws -> AuthorizationRequest {
    try AuthorizationRequest(
      SessionBench.provider(),
      client: SessionBench.client,
      redirectURI: "http://127.0.0.1:4000/callback",
      scopes: scopes
    )
  }

  private let issuer = "https%3A%2F%2Fid.example%2Foidc"

  @Test func `the URL carries what the code flow needs`() throws {
    let attempt = try attempt()
    let query = QueryParameters(String(attempt.url.split(separator: "?")[1]))
    #expect(attempt.url.hasPrefix("https://id.example/oidc/auth?"))
    #expect(query["response_type"] == "code")
    #expect(query["client_id"] == "cli")
    #expect(query["redirect_uri"] == "http://127.0.0.1:4000/callback")
    #expect(query["scope"] == "openid offline_access")
    #expect(query["code_challenge"] == attempt.verifier.challenge)
    #expect(query["code_challenge_method"] == "S256")
    #expect(query["state"]?.utf8.count == 43)
    #expect(query["nonce"]?.utf8.count == 43)
    #expect(!attempt.url.contains(attempt.verifier.text))
  }

  @Test func `another process goes on with an attempt that was stored`() throws {
    let attempt = try attempt()
    let stored = try JSONParser.parse(attempt.json.json)
    let read = try #require(AuthorizationRequest(stored, at: SessionBench.provider()))
    #expect(read.verifier.text == attempt.verifier.text && read.nonce == attempt.nonce)
    #expect(read.redirectURI == attempt.redirectURI && read.scopes == attempt.scopes)
    let query = "code=c&state=\(attempt.state)&iss=\(issuer)"
    #expect(AuthorizationRequest.reference(query: query) == attempt.reference)
    #expect(!attempt.reference.contains(attempt.state))
    guard case .code = read.redirect(query: query) else {
      Issue.record("the redirect was not taken")
      return
    }
    guard case .foreign = read.redirect(query: "code=c&state=x&iss=\(issuer)") else {
      Issue.record("a foreign redirect was taken")
      return
    }
    #expect(AuthorizationRequest.reference(query: "code=c") == nil)
    #expect(AuthorizationRequest.reference(query: "state=a&state=b") == nil)
    #expect(AuthorizationRequest(["state": "s"], at: try SessionBench.provider()) == nil)
  }

  @Test func `offline_access goes with prompt=consent, and nothing else does`() throws {
    #expect(try attempt().url.contains("prompt=consent"))
    #expect(try !attempt(["openid"]).url.contains("prompt"))
    #expect(try attempt(["profile"]).nonce == nil)
  }

  @Test(arguments: [(["openid", "offline_access"], "login consent"), (["openid"], "login")])
  func `who was the wrong person is asked again by the provider`(scopes: [String], prompt: String) throws {
    let attempt = try AuthorizationRequest(
      SessionBench.provider(),
      client: SessionBench.client,
      redirectURI: "http://127.0.0.1:4000/callback",
      scopes: scopes,
      asksAgain: true
    )
    #expect(QueryParameters(String(attempt.url.split(separator: "?")[1]))["prompt"] == prompt)
  }

  @Test func `a query of the authorization endpoint is kept`() throws {
    let url = try #require(ServiceURL("https://id.example/auth?tenant=a"))
    #expect(url.adding(FormBody([("x", "1 2")])) == "https://id.example/auth?tenant=a&x=1+2")
  }

  @Test func `what comes without the right state changes nothing, errors included`() throws {
    let attempt = try attempt()
    for query in [
      "", "error=access_denied", "code=abc&iss=\(issuer)", "state=&code=abc", "state=wrong&error=access_denied",
      "state=\(attempt.state)x&code=abc", "state=\(attempt.state.dropLast())&code=abc", "state=%zz&code=a",
      "code=abc&STATE=\(attempt.state)",
    ] {
      guard case .foreign = attempt.redirect(query: query) else {
        Issue.record("“\(query)” was taken")
        continue
      }
    }
  }

  @Test func `the redirect with state, issuer and code gives the code`() throws {
    let attempt = try attempt()
    guard case .code(let code) = attempt.redirect(query: "code=a%2Bb&state=\(attempt.state)&iss=\(issuer)") else {
      Issue.record("no code")
      return
    }
    #expect(code.secret == "a+b")
    #expect("\(code)" == "[redacted]")
  }

  @Test func `another issuer, a missing one, repeated parameters and errors end the attempt`() throws {
    let attempt = try attempt()
    let state = "state=\(attempt.state)"
    let failures: [(String, SignInError.Kind)] = [
      ("\(state)&code=abc&iss=https%3A%2F%2Fevil.example", .untrusted),
      ("\(state)&code=abc&iss=\(issuer)%2F", .untrusted),
      ("\(state)&code=abc", .untrusted),
      ("\(state)&error=access_denied", .untrusted),
      ("\(state)&code=abc&code=def&iss=\(issuer)", .untrusted),
      ("\(state)&iss=\(issuer)", .untrusted),
      ("\(state)&code=&iss=\(issuer)", .untrusted),
      ("\(state)&code=\(String(repeating: "a", count: 16 << 10))&iss=\(issuer)", .untrusted),
      ("\(state)&error=access_denied&iss=\(issuer)", .denied),
      ("\(state)&error=server_error&code=abc&iss=\(issuer)", .refused(code: "server_error")),
    ]
    for (query, kind) in failures {
      guard case .failed(let error) = attempt.redirect(query: query) else {
        Issue.record("“\(query.prefix(200))” did not end the attempt")
        continue
      }
      #expect(error.kind == kind, "\(query.prefix(200))")
      #expect(!error.sentence.contains(attempt.state))
    }
  }

  @Test func `a provider that announces no issuer may leave it out, but not send another`() throws {
    let provider = try Provider(
      ProviderMetadata([
        "token_endpoint": "https://id.example/token", "authorization_endpoint": "https://id.example/auth",
      ]),
      issuer: SimulatedServices.issuer,
      within: SecretOrigins([SimulatedServices.issuer])
    )
    let attempt = try AuthorizationRequest(
      provider,
      client: SessionBench.client,
      redirectURI: "http://127.0.0.1:1/callback",
      scopes: []
    )
    if case .code = attempt.redirect(query: "code=a&state=\(attempt.state)") {} else { Issue.record("refused") }
    if case .failed = attempt.redirect(query: "code=a&iss=x&state=\(attempt.state)") {} else { Issue.record("taken") }
  }

  @Test func `tokens in an error's description are not repeated`() throws {
    let attempt = try attempt()
    let secret = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"
    let query = "state=\(attempt.state)&iss=\(issuer)&error=\(secret)&error_description=see+\(secret)+%0Aand+more"
    guard case .failed(let error) = attempt.redirect(query: query) else {
      Issue.record("taken")
      return
    }
    #expect(!error.sentence.contains("eyJ"))
    #expect(error.sentence.contains("see [redacted] and more"))
    #expect(!error.sentence.contains("\n"))
  }
}
