import JSON
import SignIn
import Testing

@testable import TokenVerification

/// The keys of an issuer over time: when they are fetched, and what happens while they cannot be.
@Suite struct KeySourceTests {
  private let issuer: TestIssuer
  private let verifier: TokenVerifier

  init() throws {
    issuer = try TestIssuer()
    verifier = issuer.verifier()
  }

  /// Replaces the keys of the issuer.
  private func publish(_ keys: SigningKey...) throws {
    let sets = try keys.map { try $0.jwk() }
    issuer.change { $0.keys = sets }
  }

  @Test func `nothing is fetched before the first token, and the keys once for many`() async throws {
    #expect(issuer.requests.isEmpty)
    for subject in 0..<20 {
      #expect(await verifier.verdict(try issuer.token(["sub": .string("\(subject)")])).token != nil)
    }
    #expect(issuer.fetches == 1)
    #expect(issuer.requests.count == 2)
  }

  @Test func `tokens that come together share one fetch`() async throws {
    let tokens = try (0..<50).map { try issuer.token(["sub": .string("\($0)")]) }
    let verdicts = await withTaskGroup(of: TokenVerifier.Verdict.self) { group in
      for token in tokens { group.addTask { await verifier.verdict(token) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(verdicts.allSatisfy { $0.token != nil })
    #expect(issuer.fetches == 1)
  }

  @Test func `an issuer that is down makes tokens uncertain, not invalid`() async throws {
    issuer.change { $0.isDown = true }
    let token = try issuer.token()
    #expect(await verifier.verdict(token).isUnavailable)
    #expect(await verifier.verdict(try issuer.token(header: ["kid": "x"])).isUnavailable)
    // What no issuer could make good stays invalid.
    #expect(await verifier.verdict(try issuer.token(["aud": "x"])) == .invalid(.audience))
    #expect(issuer.requests.count == 1)
    issuer.change { $0.isDown = false }
    issuer.advance(5)
    #expect(await verifier.verdict(token).token != nil)
    #expect(issuer.notes.count == 2)
  }

  @Test(arguments: [
    SignInResponse(status: 503), SignInResponse(status: 404),
    SignInResponse(status: 302, location: "https://x.example"),
    SignInResponse(status: 200, contentType: "text/html", body: Array("<html>".utf8)),
    SignInResponse(status: 200, body: Array(#"{"keys":["#.utf8)), SignInResponse(status: 200, body: [], isCut: true),
    SignInResponse(status: 200, body: Array(#"{"keys":[]}"#.utf8)),
  ])
  func `a response without keys is an outage, at the start and later`(response: SignInResponse) async throws {
    let token = try issuer.token()
    issuer.change { $0.jwksResponse = response }
    #expect(await verifier.verdict(token).isUnavailable)
    issuer.change { $0.jwksResponse = nil }
    issuer.advance(30)
    #expect(await verifier.verdict(token).token != nil)
    issuer.change { $0.jwksResponse = response }
    issuer.advance(31)
    #expect(await verifier.verdict(try issuer.token(header: ["kid": "new"])).isUnavailable)
  }

  @Test func `the keys that are known are used while the issuer is down, for a day`() async throws {
    #expect(await verifier.verdict(try issuer.token()).token != nil)
    issuer.change { $0.isDown = true }
    issuer.advance(86_000)
    #expect(await verifier.verdict(try issuer.token()).token != nil)
    issuer.advance(500)
    #expect(await verifier.verdict(try issuer.token()).isUnavailable)
  }

  @Test func `a new key is fetched when the first token of it comes`() async throws {
    #expect(await verifier.verdict(try issuer.token()).token != nil)
    let new = SigningKey.p256("new")
    try publish(issuer.key, new)
    #expect(await verifier.verdict(try issuer.token(by: new, .es256)).token != nil)
    #expect(issuer.fetches == 2)
  }

  @Test func `a flood of unknown keys makes one fetch a cooldown`() async throws {
    #expect(await verifier.verdict(try issuer.token()).token != nil)
    for round in 1...3 {
      for number in 0..<100 {
        let token = try issuer.token(header: ["kid": .string("\(round)-\(number)")], ["iat": 1_799_999_000])
        #expect(await verifier.verdict(token, from: "192.0.2.\(number)") == .invalid(.unknownKey))
      }
      #expect(issuer.fetches == 1 + round)
      issuer.advance(30)
    }
    #expect(await verifier.verdict(try issuer.token()).token != nil)
  }

  @Test func `a key that is newer than the set is uncertain within the cooldown, not invalid`() async throws {
    #expect(await verifier.verdict(try issuer.token()).token != nil)
    #expect(await verifier.verdict(try issuer.token(header: ["kid": "bogus"])) == .invalid(.unknownKey))
    issuer.advance(11)
    let new = SigningKey.p256("new")
    try publish(issuer.key, new)
    let token = try issuer.token(by: new, .es256)
    #expect(await verifier.verdict(token) == .unavailable(retryAfter: 19))
    #expect(issuer.fetches == 2)
    issuer.advance(19)
    #expect(await verifier.verdict(token).token != nil)
  }

  @Test func `a key that is replaced under the same id is noticed by a wrong signature`() async throws {
    #expect(await verifier.verdict(try issuer.token()).token != nil)
    let new = SigningKey.p384("one")
    try publish(new)
    #expect(await verifier.verdict(try issuer.token(by: new)) == .invalid(.signature))
    issuer.advance(30)
    let token = try issuer.token(by: new)
    #expect(await verifier.verdict(token).token != nil)
    #expect(issuer.fetches == 2)
    for number in 0..<10 {
      let bogus = try issuer.token(["sub": .string("\(number)")], by: .p384("one"))
      #expect(await verifier.verdict(bogus) == .invalid(.signature))
    }
    #expect(issuer.fetches == 2)
  }

  @Test func `a key that leaves the set takes its tokens with it`() async throws {
    let other = SigningKey.p256("two")
    try publish(issuer.key, other)
    let (gone, stays) = (try issuer.token(), try issuer.token(by: other, .es256))
    #expect(await verifier.verdict(gone).token != nil)
    #expect(await verifier.verdict(stays).token != nil)
    try publish(other)
    // Any token of an unknown key makes the set be looked at.
    #expect(await verifier.verdict(try issuer.token(header: ["kid": "x"])) == .invalid(.unknownKey))
    #expect(await verifier.verdict(gone) == .invalid(.unknownKey))
    #expect(await verifier.verdict(stays).token != nil)
  }

  @Test func `a key that is replaced under the same id takes its tokens with it`() async throws {
    let old = try issuer.token()
    #expect(await verifier.verdict(old).token != nil)
    try publish(.p384("one"))
    #expect(await verifier.verdict(try issuer.token(header: ["kid": "x"])) == .invalid(.unknownKey))
    #expect(await verifier.verdict(old) == .invalid(.signature))
  }

  @Test(
    arguments: [
      (nil, 3600), ("max-age=600", 600), ("public, max-age=86400", 3600), ("max-age=0", 60), ("no-store", 60),
      ("no-cache, max-age=600", 60), ("MAX-AGE=\"120\"", 120), ("max-age=x", 60), ("max-age=-5", 60), ("private", 3600),
    ] as [(String?, Int)]
  )
  func `the set is used as long as its field says, from a minute to an hour`(field: String?, seconds: Int) throws {
    let set = try #require(KeySet(Array(#"{"keys":[]}"#.utf8)))
    #expect(FetchedKeys(set, cacheControl: field).lifetime == .seconds(seconds))
  }

  @Test func `metadata of another issuer are not taken`() async throws {
    issuer.change { $0.metadata = ["issuer": "https://evil.example", "jwks_uri": "https://evil.example/jwks"] }
    #expect(await verifier.verdict(try issuer.token()).isUnavailable)
    #expect(issuer.fetches == 0)
  }

  @Test(arguments: [
    "http://id.example/jwks", "http://127.0.0.1/jwks", "https://localhost/jwks", "file:///etc/passwd", "",
  ])
  func `AUTH-13: keys are fetched from https, and from this machine only if the issuer is here`(
    url: String
  ) async throws {
    issuer.change { $0.metadata = ["issuer": .string(TestIssuer.url), "jwks_uri": .string(url)] }
    #expect(await verifier.verdict(try issuer.token()).isUnavailable)
    #expect(issuer.fetches == 0)
  }

  @Test func `a set that is old is renewed without anybody waiting for it`() async throws {
    #expect(await verifier.verdict(try issuer.token()).token != nil)
    issuer.advance(3600)
    guard case .now(.valid) = verifier.verify(try issuer.token()[...], from: "a") else {
      Issue.record("It was waited for.")
      return
    }
    while issuer.fetches < 2 { await Task.yield() }
  }
}
