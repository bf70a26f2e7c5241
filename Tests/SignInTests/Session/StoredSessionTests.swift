import JSON
import Testing

@testable import SignIn

@Suite struct StoredSessionTests {
  @Test func `a session is the same after it was stored`() async throws {
    let bench = try SessionBench()
    try await bench.signIn()
    var session = try #require(try await bench.stored())
    session.isExportable = true
    session.burned = bench.clock.now
    session.refresh = session.refresh?.sending(at: bench.clock.now)
    #expect(try StoredSession(json: session.json) == session)
  }

  @Test func `no description, dump or message shows a token`() async throws {
    let bench = try SessionBench()
    try await bench.signIn()
    let session = try #require(try await bench.stored())
    var dumped = ""
    dump(session, to: &dumped)
    let texts = ["\(session)", String(reflecting: session), dumped]
    let secrets = [session.access?.token, session.refresh?.token, session.providerAccess?.token]
    for text in texts {
      for secret in secrets { #expect(!text.contains(try #require(secret?.secret))) }
      #expect(!text.contains("rotating-"))
    }
  }

  @Test func `damaged and newer sessions are told apart`() throws {
    for text in ["", "{}", "[]", "{\"version\":1}", "{\"version\":1,\"kind\":\"exchanged\"}"] {
      #expect(throws: StoredSession.damaged) { try StoredSession(json: Array(text.utf8)) }
    }
    let error = #expect(throws: SignInError.self) { try StoredSession(json: Array("{\"version\":2}".utf8)) }
    #expect(error?.sentence.contains("newer version") ?? false)
  }

  @Test func `a refresh token may be sent again within its grace, and never after it or when the clock went back`()
    throws
  {
    let now = Moment(milliseconds: 1_800_000_000_000)
    let token = HeldRefresh(token: try #require(TokenText("r")), obtained: now, expires: nil)
    #expect(token.maySend(at: now, grace: .seconds(2)))
    let sent = token.sending(at: now)
    #expect(sent.maySend(at: now + .seconds(2), grace: .seconds(2)))
    #expect(!sent.maySend(at: now + .milliseconds(2001), grace: .seconds(2)))
    #expect(!sent.maySend(at: now + .milliseconds(-1), grace: .seconds(2)))
    // The grace does not begin anew.
    #expect(sent.sending(at: now + .seconds(1)).sent == now)
  }

  @Test func `times outside of the calendar do not overflow`() {
    #expect(Moment(seconds: 1e300)?.seconds == 253_402_300_799)
    #expect(Moment(seconds: -.infinity) == nil)
    #expect(Moment(seconds: .nan) == nil)
    #expect((Moment(milliseconds: .max) + .seconds(Int64.max)).seconds == 253_402_300_799)
    #expect((Moment(milliseconds: 5) + .seconds(Int64.min)).milliseconds == 0)
  }
}
