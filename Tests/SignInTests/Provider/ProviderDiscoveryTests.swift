import JSON
import Testing

@testable import SignIn

@Suite struct ProviderDiscoveryTests {
  private static let issuer = SimulatedServices.issuer
  private static let places = [
    "/oidc/.well-known/openid-configuration", "/oidc/.well-known/oauth-authorization-server",
    "/.well-known/oauth-authorization-server/oidc", "/.well-known/openid-configuration/oidc",
  ]

  private static func metadata(_ changes: JSONObject = [:]) -> SignInResponse {
    var object: JSONObject = [
      "issuer": .string(issuer), "token_endpoint": "https://id.example/oidc/token",
      "authorization_endpoint": "https://id.example/oidc/auth",
      "device_authorization_endpoint": "https://id.example/oidc/device/auth",
      "revocation_endpoint": "https://id.example/oidc/token/revocation",
    ]
    for change in changes { object[change.name] = change.value.isNull ? nil : change.value }
    return .json(.object(object))
  }

  private func failure(_ response: SignInResponse, besides: [String] = []) async throws -> SignInError? {
    let services = ScriptedServices { _, _ in response }
    return await #expect(throws: SignInError.self) {
      try await ProviderDiscovery(services).provider(of: Self.issuer, besides: besides)
    }
  }

  @Test(arguments: places)
  func `metadata are found appended to the issuer and inserted before its path`(place: String) async throws {
    let services = ScriptedServices { request, _ in
      request.url.target == place ? Self.metadata() : SignInResponse(status: 404)
    }
    let provider = try await ProviderDiscovery(services).provider(of: Self.issuer)
    #expect(provider.tokenEndpoint.description == "https://id.example/oidc/token")
    #expect(services.requests.allSatisfy { $0.purpose == .discovery && $0.method == "GET" })
  }

  @Test func `an issuer without a path has two places`() throws {
    let issuer = "https://id.example"
    let places = ProviderDiscovery.places(of: try #require(ServiceURL(issuer)), issuer)
    #expect(
      places.map(\.description) == [
        "\(issuer)/.well-known/openid-configuration", "\(issuer)/.well-known/oauth-authorization-server",
      ]
    )
  }

  @Test func `metadata of another issuer are refused, however little it differs`() async throws {
    for other in [
      "https://id.example/oidc/", "https://ID.example/oidc", "https://id.example:443/oidc", "http://id.example/oidc",
      "https://evil.example/oidc", "",
    ] {
      #expect(try await failure(Self.metadata(["issuer": .string(other)]))?.kind == .untrusted, "\(other)")
    }
    #expect(try await failure(Self.metadata(["issuer": nil]))?.kind == .untrusted)
  }

  @Test func `each bad answer has a message of its own`() async throws {
    let answers: [(SignInResponse, String)] = [
      (SignInResponse(status: 404), "404"),
      (.html(status: 200), "web page"),
      (.html(status: 503), "HTTP 503"),
      (SignInResponse(status: 200, body: Array("{".utf8)), "not valid JSON"),
      (SignInResponse(status: 200, body: Array("{\"issuer\":1,\"issuer\":2}".utf8)), "not valid JSON"),
      (SignInResponse(status: 200, isCut: true), "too long"),
      (SignInResponse(status: 302, location: "https://evil.example/secret"), "redirects to https://evil.example,"),
      (Self.metadata(["token_endpoint": nil]), "no token endpoint"),
      (Self.metadata(["token_endpoint": "http://id.example/token"]), "no https URL"),
      (Self.metadata(["token_endpoint": "https://u:p@id.example/token"]), "no https URL"),
      (Self.metadata(["code_challenge_methods_supported": ["plain"]]), "S256"),
    ]
    for (answer, words) in answers {
      let error = try await failure(answer)
      #expect(error?.sentence.contains(words) ?? false, "\(words): \(error?.sentence ?? "")")
    }
  }

  @Test(arguments: [
    "token_endpoint", "authorization_endpoint", "device_authorization_endpoint", "revocation_endpoint",
  ])
  func `an endpoint at another origin is refused by name, unless the configuration names it`(name: String) async throws
  {
    let elsewhere = Self.metadata(JSONObject([(name, "https://tokens.example/x")]))
    let error = try await failure(elsewhere)
    #expect(error?.kind == .untrusted)
    #expect(error?.sentence.contains("https://tokens.example") ?? false)
    let services = ScriptedServices { _, _ in elsewhere }
    _ = try await ProviderDiscovery(services).provider(of: Self.issuer, besides: ["https://tokens.example"])
  }

  @Test func `another port is another origin`() async throws {
    #expect(try await failure(Self.metadata(["token_endpoint": "https://id.example:8443/t"]))?.kind == .untrusted)
  }

  @Test func `a host that is not reached is asked once`() async throws {
    let services = ScriptedServices { _, _ throws(SignInTransportError) in
      throw SignInTransportError(wasSent: false, sentence: "The name has no address.")
    }
    let error = await #expect(throws: SignInError.self) {
      try await ProviderDiscovery(services).provider(of: Self.issuer)
    }
    #expect(error?.kind == .unavailable)
    #expect(services.requests.count == 1)
  }

  @Test func `issuers on plain http are of this machine only`() async throws {
    for issuer in ["http://id.example", "ftp://id.example", "id.example", "https://id.example/#a", "https://a b", ""] {
      let services = ScriptedServices { _, _ in Self.metadata() }
      let error = await #expect(throws: SignInError.self) {
        try await ProviderDiscovery(services).provider(of: issuer)
      }
      #expect(error?.kind == .configuration, "\(issuer)")
      #expect(services.requests.isEmpty)
    }
    let local = "http://127.0.0.1:9/oidc"
    let services = ScriptedServices { _, _ in
      .json(["issuer": .string(local), "token_endpoint": "http://127.0.0.1:9/oidc/token"])
    }
    _ = try await ProviderDiscovery(services).provider(of: local)
  }
}
