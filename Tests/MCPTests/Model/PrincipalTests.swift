import JSON
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

  /// Names and issuers that are alike to people, to Unicode or to a parser, and those made to look like a key.
  private static let names = [
    "a", "A", "a ", "alice", "alice/1f", "é", "e\u{301}", "\u{212B}", "\u{C5}", "A\u{30A}", "\u{200B}a", "a\u{0}",
    "\\u00e9", "\"", "[", "]", "\",\"", "person", "machine", "/", "null", "😀",
    #"["i","person","a"]"#, #""a""#, #"["i","machine","a"]/1f"#, #""[\"i\",\"person\",\"a\"]""#,
  ]

  @Test func `the key of a caller never equals another's`() {
    var callers: [Principal] = [.anybody]
    callers += Self.names.map { Principal(named: $0) }
    for issuer in Self.names + ["i", "https://i", "https://i/", "https://i/oidc"] {
      for name in Self.names {
        callers += [
          Principal(issuer: issuer, kind: .person, subject: name, clientID: "c"),
          // A machine without a subject; it stays one, whatever kind it is said to be.
          Principal(issuer: issuer, kind: .machine, subject: nil, clientID: name),
        ].compactMap(\.self)
        for kind in [Principal.Kind.person, .machine] {
          let unnamed = Principal(issuer: issuer, kind: kind, subject: "", clientID: name)
          #expect(unnamed?.key == Principal(issuer: issuer, kind: .machine, subject: nil, clientID: name)?.key)
          #expect(unnamed?.kind == .machine)
        }
      }
    }
    // By bytes and as texts: the keys of a dictionary are compared as texts.
    #expect(Set(callers.map { Array($0.key.utf8) }).count == callers.count)
    #expect(Set(callers.map(\.key)).count == callers.count)
    // A credential that a caller brought is told apart behind a slash.
    let longer = callers.flatMap { [$0.key, "\($0.key)/1f"] }
    #expect(Set(longer).count == longer.count)
  }

  @Test(arguments: names) func `a caller that was kept as JSON is the same`(name: String) throws {
    for caller in [
      Principal(named: name),
      Principal(issuer: "i", kind: .person, subject: name, clientID: "c", scopes: ["s"], expiry: 1),
      Principal(issuer: "i", kind: .machine, subject: nil, clientID: name),
    ] {
      let caller = try #require(caller)
      let kept = try #require(Principal(caller.json))
      #expect(kept.key == caller.key)
      #expect(kept == caller.withoutGrant)
      #expect(kept.scopes.isEmpty && kept.expiry == nil)
    }
    #expect(Principal(["issuer": "", "kind": "machine"]) == nil)
    #expect(Principal(["issuer": "i", "kind": "person"]) == nil)
    #expect(Principal(["issuer": "i", "kind": "robot", "subject": "s"]) == nil)
  }

  @Test func `a name of the server's own list is its key, and anybody has none`() {
    #expect(Principal(named: "alice").key == "alice")
    #expect(Principal.anybody.key.isEmpty)
  }
}
