import JSON
@testable import Linking
import MCP
@testable import SignIn
import Testing

/// Who may show to be a caller, and by what.
struct CallerIdentificationTests {
  private static let provider = "https://id.example/oidc"
  private static let other = "https://callers.example"

  private static func person(_ issuer: String, _ subject: String = "s") -> Principal? {
    Principal(issuer: issuer, kind: .person, subject: subject, clientID: "c")
  }

  private func name(_ way: CallerIdentification.Way?) -> String {
    switch way {
    case .provider?: "provider"
    case .issuer(let issuer)?: "issuer \(issuer.name)"
    case .token?: "token"
    case nil: "none"
    }
  }

  private func identification() -> CallerIdentification {
    var identification = CallerIdentification()
    identification.issuer = CallerIdentification.Issuer(Self.other) { () async throws(SignInError) in
      throw SignInError(.unavailable, "Not asked.")
    }
    identification.caller = { _ in nil }
    return identification
  }

  @Test(
    arguments: [
      (person(provider), "provider"), (person(other), "issuer \(other)"), (person("\(provider)/"), "none"),
      (person("https://ID.example/oidc"), "none"), (Principal(named: "alice"), "token"), (.anybody, "none"),
      (Principal(issuer: provider, kind: .machine, subject: nil, clientID: "c"), "none"),
      (Principal(issuer: other, kind: .machine, subject: "c", clientID: "c"), "none"),
    ] as [(Principal?, String)]
  )
  func `each kind of caller shows by its own way who it is`(caller: Principal?, way: String) throws {
    #expect(name(identification().way(of: try #require(caller), at: Self.provider)) == way)
  }

  @Test func `without a way nobody is at the page`() throws {
    let none = CallerIdentification()
    #expect(name(none.way(of: Principal(named: "alice"), at: Self.provider)) == "none")
    #expect(name(none.way(of: try #require(Self.person(Self.other)), at: Self.provider)) == "none")
    #expect(name(none.way(of: try #require(Self.person(Self.provider)), at: nil)) == "none")
  }

  private func grant(of subject: String?) throws -> SignInGrant {
    let response = try TokenResponse(
      ["access_token": "t", "token_type": "Bearer"],
      receivedAt: Moment(milliseconds: 0),
      host: "id.example"
    )
    return SignInGrant(response, identity: subject.map { Identity(subject: $0, name: nil) }, scopes: [])
  }

  @Test(arguments: ["t", "S", "s ", "", "e\u{301}", nil] as [String?])
  func `another subject is somebody else, to the byte`(subject: String?) throws {
    let endpoint = try #require(ServiceURL("\(Self.provider)/token"))
    let provider = Provider(issuer: Self.provider, tokenEndpoint: endpoint, revocationEndpoint: nil)
    // The same text to Unicode, and other bytes.
    let caller = try #require(Self.person(Self.provider, subject == "e\u{301}" ? "\u{E9}" : "s"))
    #expect(Linking.isCaller(caller, try grant(of: subject), provider) == false)
    #expect(Linking.isCaller(caller, try grant(of: caller.subject), provider))
    let elsewhere = Provider(issuer: Self.other, tokenEndpoint: endpoint, revocationEndpoint: nil)
    #expect(Linking.isCaller(caller, try grant(of: caller.subject), elsewhere) == false)
    let unnamed = Provider(issuer: nil, tokenEndpoint: endpoint, revocationEndpoint: nil)
    #expect(Linking.isCaller(caller, try grant(of: caller.subject), unnamed) == false)
    let machine = try #require(Principal(issuer: Self.provider, kind: .machine, subject: "s", clientID: "s"))
    #expect(Linking.isCaller(machine, try grant(of: "s"), provider) == false)
  }
}
