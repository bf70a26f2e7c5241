import JSON
import Testing

@testable import SignIn

/// Renewals whose responses cannot be used: nothing is lost that may still be good, and nothing is asked for in a loop.
@Suite struct RenewalRefusalTests {
  /// A bench whose requests to a path get another response while the flag is set.
  private func bench(_ path: String, _ response: SignInResponse) throws -> (SessionBench, Flag, any SignInTransport) {
    let bench = try SessionBench()
    let isOn = Flag()
    let services = bench.services
    let transport = ScriptedTransport { request throws(SignInTransportError) in
      let usual = try await services.send(request)
      return isOn.isSet && request.url.target.hasSuffix(path) ? response : usual
    }
    return (bench, isOn, transport)
  }

  @Test(arguments: [401, 403, 404, 407, 451])
  func `a refusal that is not the provider's ends no session`(status: Int) async throws {
    let bench = try SessionBench()
    let isBlocked = Flag()
    let services = bench.services
    // Something before the provider: the request never reaches it.
    let transport = ScriptedTransport { request throws(SignInTransportError) in
      guard isBlocked.isSet, request.purpose == .provider else { return try await services.send(request) }
      return SignInResponse(status: status, contentType: "text/plain", body: Array("Blocked by policy".utf8))
    }
    try await bench.signIn()
    bench.clock.advance(.seconds(8 * 86_400))
    isBlocked.set(true)
    for _ in 0..<2 {
      let error = await #expect(throws: SignInError.self) { try await bench.keeper(transport: transport).credential() }
      #expect(error?.kind != .ended, "\(error?.sentence ?? "")")
    }
    isBlocked.set(false)
    _ = try await bench.keeper(transport: transport).credential()
  }

  @Test(arguments: [400])
  func `a provider that refuses without a code has ended the grant`(status: Int) async throws {
    let (bench, isOn, transport) = try bench("/oidc/token", SignInResponse(status: status))
    try await bench.signIn()
    bench.clock.advance(.seconds(8 * 86_400))
    isOn.set(true)
    for _ in 0..<3 {
      let error = await #expect(throws: SignInError.self) { try await bench.keeper(transport: transport).credential() }
      #expect(error?.kind == .ended)
    }
    #expect(bench.services.count("/oidc/token") == 1)
  }

  @Test(arguments: ["/auth/refresh", "/auth/exchange"])
  func `a session that has expired when it arrives is not asked for again and again`(path: String) async throws {
    let now = TestTime().now
    let ends: [JSONObject] = [
      // The clock of the backend is a day behind, and the token says nothing by which that could be seen.
      ["exp": (now + .seconds(-86_400 * 9)).claim],
      // Its life is none, or less.
      ["iat": now.claim, "exp": now.claim], ["iat": now.claim, "exp": (now + .seconds(-3600)).claim],
    ]
    for end in ends {
      var claims: JSONObject = ["token_type": "access"]
      for claim in end { claims[claim.name] = claim.value }
      let user: JSONValue = ["id": "u-mario", "logto_id": "mario"]
      let (bench, isOn, transport) = try bench(
        path,
        .json(["data": ["token": .string(SignedToken.make(claims)), "refresh_token": "next", "user": user]])
      )
      try await bench.signIn()
      bench.clock.advance(.seconds(path == "/auth/refresh" ? 1801 : 8 * 86_400))
      isOn.set(true)
      let before = bench.services.count(path)
      let error = await #expect(throws: SignInError.self) { try await bench.keeper(transport: transport).credential() }
      #expect(error?.sentence.contains("compare the clocks") ?? false, "\(error?.sentence ?? "")")
      #expect(bench.services.count(path) == before + 1)
      isOn.set(false)
      // The sign-in is still good.
      bench.clock.advance(.seconds(8 * 86_400))
      _ = try await bench.keeper(transport: transport).credential()
    }
  }

  @Test func `a sign-in whose session has expired when it arrives is not kept`() async throws {
    let now = TestTime().now
    let token = SignedToken.make(["token_type": "access", "exp": (now + .seconds(-60)).claim])
    let (bench, isOn, transport) = try bench("/auth/exchange", .json(["data": ["token": .string(token)]]))
    isOn.set(true)
    let endpoint = TokenEndpoint(
      try SessionBench.provider(),
      client: SessionBench.client,
      transport: transport,
      time: bench.clock.time
    )
    let response = try TokenResponse(bench.services.signIn("mario").object ?? [:], receivedAt: now, host: "id.example")
    let grant = SignInGrant(response, identity: nil, scopes: [])
    let error = await #expect(throws: SignInError.self) {
      try await SignInCompletion(bench.configuration, endpoint).session(of: grant)
    }
    #expect(error?.sentence.contains("compare the clocks") ?? false)
  }
}
