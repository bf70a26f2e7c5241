import JSON
import Testing

@testable import SignIn

@Suite struct DeviceFlowTests {
  private let clock = TestTime()

  private func flow(_ services: any SignInTransport) throws -> DeviceFlow {
    let endpoint = TokenEndpoint(
      try SessionBench.provider(),
      client: SessionBench.client,
      transport: services,
      time: clock.time
    )
    return DeviceFlow(endpoint, scopes: ["openid", "offline_access"])
  }

  private static func code(_ changes: JSONObject = [:]) -> SignInResponse {
    var object: JSONObject = [
      "device_code": "device-code-secret", "user_code": "ABCD-EFGH", "expires_in": 600,
      "verification_uri": "https://id.example/oidc/device",
      "verification_uri_complete": "https://id.example/oidc/device?user_code=ABCD-EFGH",
    ]
    for change in changes { object[change.name] = change.value.isNull ? nil : change.value }
    return .json(.object(object))
  }

  /// Services that give a code, and then the responses in turn; the last one again and again.
  private func services(
    _ responses: [SignInResponse],
    code: SignInResponse = code()
  ) -> ScriptedServices {
    ScriptedServices { request, count in
      request.url.target == "/oidc/device/auth" ? code : responses[min(count - 2, responses.count - 1)]
    }
  }

  private static func error(_ code: String) -> SignInResponse { .json(["error": .string(code)], status: 400) }
  private static let tokens = SignInResponse.json(["access_token": "a", "refresh_token": "r", "expires_in": 3600])

  @Test func `it asks every five seconds if the provider names no interval, and more slowly when told to`() async throws
  {
    let pending = Self.error("authorization_pending")
    let services = services([pending, pending, Self.error("slow_down"), pending, Self.error("slow_down"), Self.tokens])
    let flow = try flow(services)
    let code = try await flow.start()
    #expect(code.userCode == "ABCD-EFGH")
    #expect(code.verificationURL == "https://id.example/oidc/device")
    let grant = try await flow.wait(for: code)
    #expect(grant.refresh?.token.secret == "r")
    #expect(clock.slept == [5, 5, 5, 10, 10, 15].map { .seconds($0) })
    #expect(services.requests[0].form == ["scope": "openid offline_access", "client_id": "cli"])
    #expect(
      services.requests[1].form == [
        "grant_type": "urn:ietf:params:oauth:grant-type:device_code", "device_code": "device-code-secret",
        "client_id": "cli",
      ]
    )
  }

  @Test func `the interval is the provider's, and outages make it longer`() async throws {
    let services = services([.html(status: 503), Self.tokens], code: Self.code(["interval": 2]))
    let flow = try flow(services)
    _ = try await flow.wait(for: flow.start())
    #expect(clock.slept == [.seconds(2), .seconds(4)])
  }

  @Test func `declined, expired and used codes end it`() async throws {
    let ends: [(String, SignInError.Kind)] = [
      ("access_denied", .denied), ("expired_token", .expired), ("invalid_grant", .refused(code: "invalid_grant")),
      ("unauthorized_client", .refused(code: "unauthorized_client")),
    ]
    for (code, kind) in ends {
      let flow = try flow(services([Self.error(code)]))
      let error = await #expect(throws: SignInError.self) { try await flow.wait(for: flow.start()) }
      #expect(error?.kind == kind)
    }
  }

  @Test func `it stops by itself when the code has expired`() async throws {
    let services = services([Self.error("authorization_pending")], code: Self.code(["expires_in": 60]))
    let flow = try flow(services)
    let error = await #expect(throws: SignInError.self) { try await flow.wait(for: flow.start()) }
    #expect(error?.kind == .expired)
    #expect(services.requests.count == 1 + 11)
  }

  @Test func `a response that cannot be used is refused`() async throws {
    let changes: [JSONObject] = [
      ["device_code": nil], ["user_code": nil], ["user_code": "a\u{1B}[2J"], ["verification_uri": nil],
      ["verification_uri": "http://id.example/device"], ["verification_uri": "javascript:alert(1)"],
      ["expires_in": nil], ["expires_in": -1], ["device_code": .string(String(repeating: "a", count: 16 << 10))],
    ]
    for change in changes {
      let flow = try flow(services([], code: Self.code(change)))
      let error = await #expect(throws: SignInError.self) { try await flow.start() }
      #expect(error?.kind == .untrusted, "\(change)")
    }
    let huge = try #require(JSONNumber(text: "1e300"))
    let endless = try flow(
      services([Self.tokens], code: Self.code(["expires_in": .number(huge), "interval": .number(huge)]))
    )
    let code = try await endless.start()
    #expect(code.interval == .seconds(60))
    #expect(code.expires == clock.now + .seconds(3600))
  }

  @Test func `a provider that cannot be asked is named when the code has expired`() async throws {
    for answer in [SignInResponse.html(status: 200), .html(status: 503), .json(["error": "server_error"], status: 503)]
    {
      let flow = try flow(services([answer]))
      let error = await #expect(throws: SignInError.self) { try await flow.wait(for: flow.start()) }
      #expect(error?.kind == .expired)
      #expect(error?.sentence.contains("id.example") ?? false, "\(error?.sentence ?? "")")
    }
  }

  @Test func `cancelling ends it`() async throws {
    let flow = try flow(services([Self.error("authorization_pending")]))
    let code = try await flow.start()
    let task = Task { try await flow.wait(for: code) }
    task.cancel()
    let result = await task.result
    #expect(throws: SignInError.self) { try result.get() }
  }
}
