import JSON
import SignIn
import Testing

@testable import TokenVerification

/// Signatures of ID tokens, as a sign-in has them verified.
@Suite struct IdentityKeysTests {
  private let issuer: TestIssuer

  init() throws { issuer = try TestIssuer() }

  private func check(_ token: String) async throws(SignInError) {
    try await IdentityKeys(issuer).verify(token, of: TestIssuer.url)
  }

  @Test func `a token of the provider's key is accepted`() async throws {
    try await check(issuer.token(header: ["typ": "JWT"]))
    #expect(issuer.fetches == 1)
  }

  @Test func `a token of another key, and one that was changed, are not`() async throws {
    let good = try issuer.token()
    let claims = try issuer.token(["sub": "mallory"]).split(separator: ".")[1]
    let parts = good.split(separator: ".")
    for token in [
      try issuer.token(by: .p384("one")), try issuer.token(by: .p256("one"), .es256),
      try issuer.token(by: .p384("two")), "\(parts[0]).\(claims).\(parts[2])",
    ] {
      let error = await #expect(throws: SignInError.self) { try await check(token) }
      #expect(error?.kind == .untrusted)
    }
  }

  @Test func `keys that cannot be had are an outage, and the token is not accepted`() async throws {
    let token = try issuer.token()
    let faults: [@Sendable (inout TestIssuer.State) -> Void] = [
      { $0.isDown = true }, { $0.jwksResponse = SignInResponse(status: 503) },
      { $0.jwksResponse = SignInResponse(status: 200, contentType: "text/html", body: Array("<p>Hello".utf8)) },
      { $0.metadata["jwks_uri"] = nil }, { $0.metadata["jwks_uri"] = "http://id.example/jwks" },
    ]
    for fault in faults {
      let issuer = try TestIssuer()
      issuer.change(fault)
      let error = await #expect(throws: SignInError.self) {
        try await IdentityKeys(issuer).verify(token, of: TestIssuer.url)
      }
      #expect(error?.kind == .unavailable)
      #expect(error?.sentence.contains("keys cannot be had") ?? false)
    }
  }

  @Test func `what is not known here is left to TLS, without a request`() async throws {
    try await check(issuer.token(header: ["alg": "ES512"]))
    try await check(issuer.token(header: ["kid": nil]))
    #expect(issuer.requests.isEmpty)
  }
}
