import MCP
import NIOCore
import NIOHTTP1
import Testing
import TestSupport
import WebServer

@testable import MCPHTTP

extension SocketTests {
  /// Bounds of connections, and of requests for pages.
  @Suite struct BoundsTests {
    private static let health = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"

    @Test func `of connections that do nothing, the oldest makes room`() async throws {
      try await RunningServer.with(options: { $0.connections.maximumWaitingOfParty = 2 }) { it in
        let first = try it.client()
        first.send(Self.health)
        #expect(try first.readAnswer().body == "ok\n")
        let others = [try it.client(), try it.client()]
        #expect(first.readAll() == "")
        for other in others {
          other.send(Self.health)
          #expect(try other.readAnswer().body == "ok\n")
        }
      }
    }

    @Test func `a connection whose request is worked on makes no room`() async throws {
      try await RunningServer.with(options: { $0.connections.maximumWaitingOfParty = 1 }) { it in
        let busy = try it.client()
        busy.send(.call("gate"))
        await it.gate.entered()
        for _ in 0..<3 {
          let other = try it.client()
          other.send(Self.health)
          #expect(try other.readAnswer().body == "ok\n")
        }
        it.gate.open()
        #expect(try busy.readAnswer().body.contains("through"))
      }
    }

    @Test func `when there are as many connections as there may be, one that does nothing makes room`() async throws {
      try await RunningServer.with(options: { $0.connections.maximumConnections = 2 }) { it in
        let silent = [try it.client(), try it.client()]
        for client in silent {
          client.send(Self.health)
          #expect(try client.readAnswer().body == "ok\n")
        }
        let third = try it.client()
        third.send(Self.health)
        #expect(try third.readAnswer().body == "ok\n")
      }
    }

    private static let framings = [
      (400, "Host: localhost\r\nHost: localhost\r\n"), (400, "Host: localhost\r\nHost: evil.example\r\n"),
      (400, ""), (400, "Host: localhost\r\nContent-Length: 5\r\nContent-Length: 5\r\n"),
      (400, "Host: localhost\r\nContent-Length: +5\r\n"), (400, "Host: localhost\r\nContent-Length: 0x5\r\n"),
      (400, "Host: localhost\r\nContent-Length: 5, 5\r\n"),
      (413, "Host: localhost\r\nContent-Length: 9223372036854775808\r\n"),
      (413, "Host: localhost\r\nContent-Length: 18446744073709551616\r\n"),
      (413, "Host: localhost\r\nContent-Length: 99999999999999999999999\r\n"),
      (400, "Host: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n"),
      (400, "Host: localhost\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
      (400, "Host: localhost\r\nTransfer-Encoding: chunked, chunked\r\n"),
      (400, "Host: localhost\r\nTransfer-Encoding: xchunked\r\n"),
      (400, "Host: localhost\r\nContent-Length : 5\r\n"), (400, "Host: localhost\r\nX-A: a\r\n b\r\n"),
      (400, "Host: localhost\r\nX-A: a\u{0}b\r\n"), (400, "Host: localhost\r\n Content-Length: 5\r\n"),
    ]

    @Test(arguments: framings)
    func `a message of which nobody knows where it ends is refused, and its connection ends`(
      status: Int,
      fields: String
    ) async throws {
      try await RunningServer.with { it in
        let client = try it.client()
        client.send("POST /mcp HTTP/1.1\r\n\(fields)\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        let all = client.readAll()
        #expect(all.hasPrefix("HTTP/1.1 \(status) "), "\(fields): \(all)")
        #expect(!all.contains("ok\n"), "\(fields): \(all)")
      }
    }

    @Test func `HTTP 1.0 has no transfer codings, and a target in absolute form names this server`() async throws {
      try await RunningServer.with { it in
        for (status, request) in [
          (400, "POST /mcp HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
          (400, "GET http://evil.example/healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
          (200, "GET http://localhost/healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
        ] {
          let client = try it.client()
          client.send(request)
          let all = client.readAll()
          #expect(all.dropFirst("HTTP/1.x ".count).hasPrefix("\(status) "), "\(request): \(all)")
        }
      }
    }
  }
}

/// Bounds of requests for pages, and of callers.
@Suite struct PartyTests {
  private struct Closed: AccessRule {
    var isOpen: Bool { false }

    func admit(bearer token: Substring?) -> AccessDecision { .refused(.missingToken) }
  }

  private func head(_ uri: String) -> HTTPRequestHead {
    HTTPRequestHead(version: .http1_1, method: .POST, uri: uri, headers: ["Host": "127.0.0.1:8722"])
  }

  @Test func `a page takes no slot before its body is there, and none of the endpoint's`() async throws {
    var options = HTTPServerOptions()
    (options.maximumRequests, options.maximumRouteRequests) = (1, 1)
    let route = Route(prefix: "/pages/", maximumBodySize: 10) { _ in WebResponse(.ok) }
    let endpoint = Endpoint(Sample.store(Gate()), options: options, access: Closed(), routes: [route])
    // Bodies that never come.
    let waiting = (0..<10).map { _ in endpoint.handle(head("/pages/a"), RecordedExchange()) }
    #expect(waiting.allSatisfy { $0 != nil })
    #expect(endpoint.metrics.takeSlot(of: 1))
    let exchange = RecordedExchange()
    endpoint.handle(head("/pages/b"), exchange)?.take(.init())
    #expect(await exchange.ended().status == .ok)
  }

  @Test func `what is refused by its head takes nothing`() async {
    let route = Route(prefix: "/pages/", maximumBodySize: 10, refusal: { _ in WebResponse(.notFound) }) { _ in
      WebResponse(.ok)
    }
    let endpoint = Endpoint(Sample.store(Gate()), options: HTTPServerOptions(), access: Closed(), routes: [route])
    let exchange = RecordedExchange()
    #expect(endpoint.handle(head("/pages/a"), exchange) == nil)
    #expect(exchange.status == .notFound)
  }

  @Test func `slots are bounded in all and by party, and are given back`() {
    let slots = RequestSlots(maximum: 3, ofParty: 2)
    let first = slots.take(for: "a")
    let second = slots.take(for: "a")
    #expect(first != nil && second != nil && slots.take(for: "a") == nil)
    let third = slots.take(for: "b")
    #expect(third != nil && slots.take(for: "c") == nil)
    first?.release()
    first?.release()
    var fourth = slots.take(for: "a")
    #expect(fourth != nil && slots.take(for: "c") == nil)
    fourth = nil
    #expect(slots.take(for: "c") != nil)
  }

  @Test func `SEC-08: a session token that a caller makes up makes no other caller of it`() {
    let desk = Desk {
      $0.callerSessionTokens = true
      $0.rate = .init(perSecond: 0.001, atOnce: 2)
    }
    let statuses = (0..<4).map { number in
      desk.send(ModernRequest(), headers: ["Nethesis-Session-Token": "made-up-\(number)"]).status
    }
    #expect(statuses == [.ok, .ok, .tooManyRequests, .tooManyRequests])
  }
}
