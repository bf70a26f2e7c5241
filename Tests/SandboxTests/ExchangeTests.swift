import Sandbox
import TestSupport
import Testing

@Suite(.enabled(if: Oracles.areEnabled, "needs ../shared/backend/exchanges.jsonl"))
struct ExchangeTests {
  @Test func `all exchanges are there`() { #expect(Exchange.all.count == 71) }

  @Test(arguments: Exchange.all)
  func `answers as recorded`(exchange: Exchange) {
    let sandbox = Sandbox(FixedTime().settings)
    let reply = sandbox.respond(to: exchange.request(to: sandbox))
    #expect(reply.status == exchange.status)
    #expect(reply.contentType == exchange.contentType)
    // The body of an answer to HEAD is left out by the server, not here.
    if exchange.method != "HEAD" {
      #expect(Exchange.normalized(reply.text) == Exchange.normalized(exchange.answer))
    }
  }

  @Test(arguments: Exchange.all.filter { [0, 3, 11, 41, 64, 77, 81, 85, 90].contains($0.number) })
  func `answers as recorded over HTTP`(exchange: Exchange) async throws {
    try await Sandbox.withServer(settings: FixedTime().settings) { server in
      let answer = try await LoopbackClient.send(exchange.request(to: server.sandbox), to: server.port)
      #expect(answer.status == exchange.status)
      #expect(answer.fields["content-type"] == exchange.contentType)
      #expect(Exchange.normalized(answer.body) == Exchange.normalized(exchange.answer))
    }
  }
}
