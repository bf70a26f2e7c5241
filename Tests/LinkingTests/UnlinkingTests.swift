@testable import Linking
import MCP
import SignIn
import Store
import Testing

/// The page on which people end their own sessions.
struct UnlinkingTests {
  private func linking(of provider: String?) -> (Linking, [LinkedCredentials]) {
    var identification = CallerIdentification()
    identification.provider = provider
    let linking = Linking(at: "https://mcp.example", in: MemoryStore(), identifying: identification) { 0 }
    let issuers = (1...8).map { "https://i\($0).example" }
    let documents = issuers.enumerated().map { number, issuer in
      let configuration = SessionConfiguration(audience: "https://api.example", issuer: issuer)
      return LinkedCredentials("d\(number)", at: "https://api.example", linking: linking, learn: { _ in }) {
        LinkedSignIn(
          configuration,
          transport: NoTransport(),
          endpoint: { () throws(SignInError) in throw SignInError(.unavailable, issuer) },
          scopes: { _ in [] }
        )
      }
    }
    return (linking, documents)
  }

  @Test(arguments: 1...8)
  func `people are known by the callers' issuer, whichever of several documents has its sessions`(number: Int) async {
    let issuer = "https://i\(number).example"
    let (linking, documents) = linking(of: issuer)
    #expect(linking.issuerHost?.hasPrefix("i\(number).example") == true)
    await #expect(throws: SignInError(.unavailable, issuer)) { try await linking.endpoint() }
    _ = documents
  }

  @Test(arguments: [nil, "https://other.example"])
  func `nobody is known by an issuer at which callers are not`(issuer: String?) async throws {
    let (linking, documents) = linking(of: issuer)
    let endpoint = try await linking.endpoint()
    #expect(endpoint.map { "\($0)" } == nil)
    _ = documents
  }
}

private struct NoTransport: SignInTransport {
  func send(_ request: SignInRequest) async throws(SignInTransportError) -> SignInResponse {
    throw SignInTransportError(wasSent: false, sentence: "There is no network.")
  }
}
