import MCP
import Testing

struct PrincipalTests {
  private static func principal(
    _ issuer: String = "https://i",
    _ kind: Principal.Kind = .person,
    _ subject: String? = "s",
    _ client: String? = "c"
  ) -> Principal? {
    Principal(issuer: issuer, kind: kind, subject: subject, clientID: client)
  }

  @Test func `the key is made of issuer, kind, and subject or else client`() throws {
    let key = try #require(Self.principal()?.key)
    #expect(Self.principal("https://i", .person, "s", "other")?.key == key)
    let others = [
      Self.principal("https://j"), Self.principal("https://i", .machine), Self.principal("https://i", .person, "t"),
      Self.principal("https://i", .person, nil, "c"), Self.principal("https://i\",\"person", .person, "s"),
    ]
    #expect(Set(others.compactMap { $0?.key } + [key]).count == 6)
  }

  @Test func `scopes and expiry do not make another caller`() throws {
    let narrow = Principal(issuer: "i", kind: .person, subject: "s", clientID: nil, scopes: ["a"], expiry: 1)
    let wide = Principal(issuer: "i", kind: .person, subject: "s", clientID: nil, scopes: ["a", "b"], expiry: 2)
    #expect(narrow?.key == wide?.key)
    #expect(narrow != wide)
  }

  @Test(arguments: [(nil, nil), ("", nil), (nil, ""), ("", "")] as [(String?, String?)])
  func `a token that names nobody is nobody's`(subject: String?, client: String?) {
    #expect(Principal(issuer: "i", kind: .machine, subject: subject, clientID: client) == nil)
  }

  @Test func `a name of the server's own list is its key, and anybody has none`() {
    #expect(Principal(named: "alice").key == "alice")
    #expect(Principal.anybody.key.isEmpty)
  }
}
