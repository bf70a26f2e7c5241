import JSON
import SignIn
import Testing

@testable import TokenVerification

/// Outcomes that are kept, and for how long.
@Suite struct VerifiedTokensTests {
  private let issuer: TestIssuer
  private let verifier: TokenVerifier

  init() throws {
    issuer = try TestIssuer()
    verifier = issuer.verifier()
  }

  private func isKept(_ token: String) -> Bool {
    if case .now(.valid) = verifier.verify(token[...], from: "a") { true } else { false }
  }

  @Test func `a verified token is kept for five minutes`() async throws {
    let token = try issuer.token()
    #expect(await verifier.verdict(token).token != nil)
    // Its key is withdrawn unnoticed: what is kept is not verified again.
    issuer.change { $0.isDown = true }
    issuer.advance(299)
    #expect(isKept(token))
  }

  @Test func `no token is kept beyond its end`() async throws {
    let token = try issuer.token(["exp": .number(JSONNumber(Int(issuer.now) + 30))])
    #expect(await verifier.verdict(token).token != nil)
    issuer.advance(91)
    #expect(await verifier.verdict(token) == .invalid(.expired))
  }

  @Test func `a clock that is set forward ends what is kept`() async throws {
    let token = try issuer.token()
    #expect(await verifier.verdict(token).token != nil)
    issuer.change { $0.now += 4000 }
    #expect(await verifier.verdict(token) == .invalid(.expired))
  }

  @Test func `a clock that is set back does not lengthen the five minutes`() throws {
    let issuer = issuer
    let tokens = VerifiedTokens(clock: issuer.clock)
    let facts = VerifiedToken(issuer: "i", subject: "s", clientID: nil, isMachine: false, scopes: [], expiry: nil)
    tokens.keep(.valid(facts), of: .init(of: "a"), for: VerifiedTokens.signedLifetime)
    issuer.advance(300)
    issuer.change { $0.now -= 10_000 }
    #expect(tokens.outcome(of: .init(of: "a")) == nil)
  }

  @Test func `what is kept is bounded`() {
    var table = RecentTable<Int, Int>(capacity: 10)
    for number in 0..<1000 {
      table.set(number, for: number)
      _ = table.value(of: 0)
      #expect(table.count <= 10)
    }
    #expect(table.value(of: 0) == 0)
    #expect(table.value(of: 999) == 999)
    #expect(table.value(of: 500) == nil)
    table.keep { $0 != 999 }
    #expect(table.value(of: 999) == nil)
    table.remove(0)
    #expect(table.value(of: 0) == nil)
  }

  @Test func `a token that was verified by an earlier set of keys is not kept`() throws {
    let tokens = VerifiedTokens(clock: issuer.clock)
    let facts = VerifiedToken(issuer: "i", subject: "s", clientID: nil, isMachine: false, scopes: [], expiry: nil)
    let key = try #require(VerificationKey(.object(try issuer.key.jwk())))
    tokens.keep(keysOf: try #require(KeySet(Array(#"{"keys":[]}"#.utf8))), generation: 2)
    tokens.keep(.valid(facts), of: .init(of: "a"), for: .seconds(300), key: (key, 1))
    #expect(tokens.outcome(of: .init(of: "a")) == nil)
    tokens.keep(.valid(facts), of: .init(of: "a"), for: .seconds(300), key: (key, 2))
    #expect(tokens.outcome(of: .init(of: "a")) != nil)
  }
}
