import Testing

@testable import MCPHTTP

struct ChallengeTests {
  @Test(arguments: [
    (Challenge.missingToken, "Bearer"), (.invalidToken, #"Bearer error="invalid_token""#),
    (
      Challenge(error: .insufficientScope, scopes: ["a", "b"], metadataURL: "https://h/.well-known/x"),
      #"Bearer error="insufficient_scope", scope="a b", resource_metadata="https://h/.well-known/x""#
    ),
    (Challenge(metadataURL: "https://h"), #"Bearer resource_metadata="https://h""#),
    (Challenge(scopes: ["a\"b\\c\r\nX: y\u{80}"]), #"Bearer scope="a\"b\\cX: y""#),
  ])
  func `the header is written from the facts, and nothing in them leaves its quotes`(
    challenge: Challenge,
    header: String
  ) {
    #expect(challenge.header == header)
  }
}
