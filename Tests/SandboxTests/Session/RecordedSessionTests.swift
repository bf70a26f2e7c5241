import Sandbox
import TestSupport
import Testing

@Suite(.enabled(if: Oracles.areEnabled, "needs ../shared/backend/auth-exchanges.jsonl"))
struct RecordedSessionTests {
  @Test func `all exchanges are there`() { #expect(RecordedSession.all.count == 34) }

  @Test(arguments: RecordedSession.all)
  func `responds as recorded`(recorded: RecordedSession) {
    let time = FixedTime()
    let sandbox = Sandbox(time.settings)
    var request = recorded.request(to: sandbox, time)
    var reply = sandbox.respond(to: request)
    if request.path.hasSuffix("/") {
      // The recording's client followed the redirection with the body.
      #expect(reply.status == 307)
      #expect(reply.body == [])
      request.path = reply.location ?? ""
      #expect(request.path == "/api/auth/exchange")
      reply = sandbox.respond(to: request)
    }
    #expect(reply.status == recorded.status)
    #expect(reply.contentType == recorded.contentType)
    #expect(RecordedSession.normalized(reply.text) == RecordedSession.normalized(recorded.answer))
  }
}
