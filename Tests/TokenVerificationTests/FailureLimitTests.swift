import JSON
import Testing

@testable import TokenVerification

/// Limits of verifications that fail.
@Suite struct FailureLimitTests {
  private let issuer: TestIssuer
  private let verifier: TokenVerifier

  init() throws {
    issuer = try TestIssuer()
    verifier = issuer.verifier()
  }

  private func bogus(_ number: Int = 0) throws -> String {
    try issuer.token(["sub": .string("bogus \(number)")], by: .p384("one"))
  }

  @Test func `a network with many bad tokens has to wait, and a good one does not hear that it is bad`() async throws {
    let good = try issuer.token()
    for number in 0..<20 { #expect(await verifier.verdict(try bogus(number)) == .invalid(.signature)) }
    #expect(await verifier.verdict(try bogus()).isLimited)
    #expect(await verifier.verdict(good).isLimited)
    #expect(await verifier.verdict(good, from: "192.0.2.2").token != nil)
    // What is known costs nothing.
    #expect(await verifier.verdict(good).token != nil)
    issuer.advance(3)
    #expect(await verifier.verdict(try bogus()) == .invalid(.signature))
    #expect(await verifier.verdict(try bogus()).isLimited)
  }

  @Test func `faults that cost nothing are not counted`() async throws {
    for _ in 0..<100 {
      #expect(await verifier.verdict(try issuer.token(["exp": 1])) == .invalid(.expired))
      #expect(await verifier.verdict("opaque") == .invalid(.form))
    }
    #expect(await verifier.verdict(try issuer.token()).token != nil)
  }

  @Test func `many networks together slow only those that have failed`() async throws {
    for number in 0..<400 {
      _ = await verifier.verdict(try bogus(number), from: "2001:db8:0:\(number)::/64")
    }
    #expect(await verifier.verdict(try issuer.token(), from: "2001:db8:0:7::/64").isLimited)
    for number in 0..<50 {
      let token = try issuer.token(["sub": .string("person \(number)")])
      #expect(await verifier.verdict(token, from: "198.51.100.\(number)").token != nil)
    }
    issuer.advance(60)
    #expect(await verifier.verdict(try issuer.token(["sub": "x"]), from: "2001:db8:0:7::/64").token != nil)
  }
}
