import MCP
import NIOCore
import NIOHTTP1
import Synchronization
import Testing
import WebServer

@testable import MCPHTTP

/// Decisions of an access rule that have to be waited for.
@Suite struct DeferredAccessTests {
  /// Decides when the test says so.
  private final class Asked: AccessRule {
    let count = Mutex(0)
    private let answers: AsyncStream<Admission>
    let answer: AsyncStream<Admission>.Continuation

    init() { (answers, answer) = AsyncStream.makeStream() }

    var isOpen: Bool { false }

    func admit(bearer token: Substring?) -> AccessDecision {
      count.withLock { $0 += 1 }
      return .later { [answers] in
        for await answer in answers { return answer }
        return .unavailable(retryAfter: 1)
      }
    }
  }

  private let rule = Asked()
  private let desk: Desk

  init() { desk = Desk(access: rule) }

  @Test func `an admitted request goes on, and was asked about once`() async {
    let exchange = desk.send(ModernRequest())
    #expect(exchange.status == nil)
    rule.answer.yield(.admitted(Principal(named: "alice")))
    #expect(await exchange.ended().status == .ok)
    #expect(rule.count.withLock { $0 } == 1)
  }

  @Test func `a refused request has its challenge, and comes to no later check`() async {
    rule.answer.yield(.refused(Challenge(error: .invalidToken, scopes: ["api"])))
    let exchange = desk.send(ModernRequest(), headers: ["Content-Type": "text/plain"])
    #expect(await exchange.ended().status == .unauthorized)
    #expect(exchange.headers.first(name: "www-authenticate") == #"Bearer error="invalid_token", scope="api""#)
  }

  @Test func `the checks after it are made once the caller is known`() async {
    rule.answer.yield(.admitted(.anybody))
    let exchange = desk.send(ModernRequest(), headers: ["Content-Type": "text/plain"])
    #expect(await exchange.ended().status == .unsupportedMediaType)
  }

  @Test func `while tokens cannot be checked, callers are told when to try again`() async {
    rule.answer.yield(.unavailable(retryAfter: 7))
    let exchange = desk.send(ModernRequest())
    #expect(await exchange.ended().status == .serviceUnavailable)
    #expect(exchange.headers.first(name: "retry-after") == "7")
    #expect(exchange.headers.first(name: "www-authenticate") == nil)
  }

  @Test func `GET and DELETE wait, too`() async {
    rule.answer.yield(.unavailable(retryAfter: 7))
    #expect(await desk.send(.GET).ended().status == .serviceUnavailable)
    rule.answer.yield(.admitted(.anybody))
    #expect(await desk.send(.DELETE).ended().status == .badRequest)
  }

  @Test func `half a request has nothing looked up, and its body is still bounded`() async {
    let exchange = RecordedExchange()
    let head = HTTPRequestHead(version: .http1_1, method: .POST, uri: "/mcp", headers: Desk.headers)
    let consumer = desk.endpoint.handle(head, exchange)
    #expect(consumer?.limit == desk.endpoint.options.maximumBodySize)
    rule.answer.yield(.admitted(.anybody))
    #expect(exchange.status == nil)
    consumer?.take(nil)
    #expect(await exchange.ended().status == .payloadTooLarge)
  }
}
