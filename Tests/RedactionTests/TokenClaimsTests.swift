import JSON
@testable import Redaction
import Testing
import TextCoding

struct TokenClaimsTests {
  private func person(_ claims: JSONValue) -> String? {
    TokenClaims("e30.\(Base64.text(Array(claims.description.utf8), .url)).x")?.person
  }

  @Test(
    arguments: [
      (["user": ["name": "Mario", "email": "m@x.it", "organization_name": "Acme"]], "Mario <m@x.it>, Acme"),
      (["name": "Mario", "email": "m@x.it"], "Mario <m@x.it>"),
      (["preferred_username": "mario"], "mario"),
      (["email": "m@x.it"], "m@x.it"),
      (["name": "m@x.it", "email": "m@x.it"], "m@x.it"),
      (["sub": "subject-1"], "subject-1"),
      (["sub": 1], nil),
      ([:], nil),
    ] as [(JSONValue, String?)]
  )
  func `the person is named by the claims`(claims: JSONValue, words: String?) { #expect(person(claims) == words) }
}
