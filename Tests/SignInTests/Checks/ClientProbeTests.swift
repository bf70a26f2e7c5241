import JSON
import Testing

@testable import SignIn

/// A provider is asked whether it knows a client, and nobody signs in.
struct ClientProbeTests {
  private func probe(_ respond: @escaping @Sendable (SignInRequest) -> SignInResponse) throws -> ClientProbe {
    let services = ScriptedServices { (request, _) in respond(request) }
    let endpoint = TokenEndpoint(try SessionBench.provider(), client: OAuthClient(id: "cli"), transport: services)
    return ClientProbe(endpoint, scopes: ["openid"], transport: services)
  }

  @Test func `a page of a sign-in is where a known client is led`() async throws {
    let probe = try probe { _ in SignInResponse(status: 303, location: "https://id.example/sign-in?x=1") }
    #expect(await probe.browser() == .accepted)
  }

  @Test func `an unknown client gets an error page, and no redirect`() async throws {
    guard case .refused(let words) = await (try probe { _ in .html(status: 400) }).browser() else {
      Issue.record("it was not refused")
      return
    }
    #expect(words.contains("does not know the client id") && words.contains("http://127.0.0.1:8400/callback"))
  }

  @Test func `an error that comes back with the state is told`() async throws {
    let probe = try probe { request in
      let state = request.url.target.split(separator: "&").first { $0.hasPrefix("state=") } ?? ""
      let query = "error=invalid_scope&iss=https%3A%2F%2Fid.example%2Foidc&\(state)"
      return SignInResponse(status: 302, location: "\(ClientProbe.redirectURI)?\(query)")
    }
    guard case .refused(let words) = await probe.browser() else {
      Issue.record("it was not refused")
      return
    }
    #expect(words.contains("invalid_scope"))
  }

  @Test(arguments: [200, 500, 503])
  func `what does not tell is not called a success`(status: Int) async throws {
    guard case .unclear = await (try probe { _ in .html(status: status) }).browser() else {
      Issue.record("it was clear")
      return
    }
  }

  @Test func `a device code shows that the client is known`() async throws {
    let codes: JSONValue = [
      "device_code": "d", "user_code": "ABCD-EFGH", "verification_uri": "https://id.example/device", "expires_in": 600,
    ]
    #expect(await (try probe { _ in .json(codes) }).device() == .accepted)
    let refused = try probe { _ in .json(["error": "unauthorized_client"], status: 400) }
    guard case .refused(let words) = await refused.device() else {
      Issue.record("it was not refused")
      return
    }
    #expect(words.contains("unauthorized_client"))
    guard case .unclear = await (try probe { _ in .html(status: 503) }).device() else {
      Issue.record("it was clear")
      return
    }
  }
}
