import JSON
import Synchronization
import Testing

@testable import SignIn

@Suite struct PastedTokenTests {
  private let now = Moment(milliseconds: 1_800_000_000_000)

  private func token(_ changes: JSONObject = [:]) -> String {
    var claims: JSONObject = [
      "token_type": "access", "user": ["id": "u1", "logto_id": "logto1", "name": "Mario", "email": "m@x.it"],
      "iss": "t.example", "sub": "u1", "aud": ["https://t.example/api"], "iat": (now + .seconds(-600)).claim,
      "exp": (now + .seconds(1210)).claim,
    ]
    for change in changes { claims[change.name] = change.value.isNull ? nil : change.value }
    return SignedToken.make(claims)
  }

  @Test func `a session is taken as the web application shows it`() throws {
    let token = token()
    for text in [
      token, "  \(token)\n", "\"\(token)\"", "'\(token)'", "Bearer \(token)", "Authorization: Bearer \(token)",
      "\"Bearer \(token)\",", "\u{FEFF}\(token)".replacing("\u{FEFF}", with: ""), "bearer  \(token);",
    ] {
      let pasted = try PastedToken(text, at: now)
      #expect(pasted.access.token.secret == token)
      #expect(pasted.minutesLeft(at: now) == 20)
      #expect(pasted.account.label == "Mario <m@x.it>")
      #expect(pasted.account.subject == "logto1")
    }
  }

  @Test func `everything else is refused by its name, and never repeated`() throws {
    let refusals: [(String, String)] = [
      ("", "Nothing was pasted"),
      ("\"\"", "Nothing was pasted"),
      (token(["token_type": "refresh"]), "refresh token"),
      (token(["token_type": "impersonation"]), "impersonates"),
      (token(["is_impersonated": true]), "impersonates"),
      (token(["is_impersonated": "yes"]), "impersonates"),
      (token(["impersonated_by": "someone"]), "impersonates"),
      (token(["token_type": nil]), "another kind"),
      (token(["token_type": "id"]), "another kind"),
      (token(["exp": (now + .seconds(-1)).claim]), "expired"),
      (token(["exp": now.claim]), "expired"),
      (token(["exp": nil]), "no expiry"),
      (token(["exp": "tomorrow"]), "no expiry"),
      (token(["nbf": (now + .seconds(3600)).claim]), "not valid yet"),
      ("myk_0123456789abcdef.0123456789abcdef", "API key"),
      ("myo_0123456789abcdef.0123456789abcdef", "API key"),
      ("opaque-token-of-the-provider", "no JWT"),
      ("a.b.c", "no JWT"),
      ("two words", "no token"),
      ("{\"my_jwt\":\"\(token())\"}\u{7}", "no token"),
      (String(repeating: "a", count: 16 << 10), "longer than"),
    ]
    for (text, words) in refusals {
      let error = #expect(throws: SignInError.self) { try PastedToken(text, at: now) }
      #expect(error?.sentence.contains(words) ?? false, "\(words): \(error?.sentence ?? "")")
      #expect(error?.sentence.contains("Nothing was stored") ?? false || text.allSatisfy { $0 == "\"" })
      #expect(text.count < 8 || !(error?.sentence.contains(text) ?? true))
    }
  }

  @Test func `a pasted session is used until its end, and then asks for another`() async throws {
    let bench = try SessionBench()
    let pasted = try PastedToken(token(), at: bench.clock.now)
    let keeper = bench.keeper()
    try await keeper.keep(StoredSession(pasted, audience: SimulatedServices.api))
    #expect(try await bench.keeper().credential().token == pasted.access.token)
    bench.clock.advance(.seconds(1200))
    #expect(try await bench.keeper().credential().token == pasted.access.token)
    bench.clock.advance(.seconds(10))
    let error = await #expect(throws: SignInError.self) { try await bench.keeper().credential() }
    #expect(error?.kind == .ended)
    #expect(bench.services.state.withLock { $0.requests.isEmpty })
  }
}
