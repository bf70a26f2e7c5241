import Testing

@testable import SignIn

@Suite struct CodeVerifierTests {
  @Test func `the challenge is that of RFC 7636 appendix B`() {
    let verifier = CodeVerifier(text: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    #expect(verifier.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
  }

  @Test func `verifiers have 43 characters, and no two are equal`() {
    let texts = (0..<100).map { _ in CodeVerifier().text }
    #expect(texts.allSatisfy { $0.utf8.count == 43 })
    #expect(Set(texts).count == 100)
  }
}
