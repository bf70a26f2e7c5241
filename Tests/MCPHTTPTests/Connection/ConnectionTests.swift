import JSON
import MCP
import NIOHTTP1
import TestSupport
import Testing
import WebServer

@testable import MCPHTTP

/// What needs a socket: how requests come in, how answers leave, and what happens when a client goes.
extension SocketTests {
  @Suite struct ConnectionTests {
    @Test func `requests of a connection are answered one after another, pipelined ones too`() async throws {
      try await RunningServer.with { it in
        let client = try it.client()
        for id in 1...3 { client.send(ModernRequest("server/discover", id: .number(JSONNumber(id)))) }
        client.send(ModernRequest.call("echo", ["text": "ü"]))
        for id in 1...3 {
          let answer = try client.readAnswer()
          #expect(answer.head.hasPrefix("HTTP/1.1 200 OK\r\n"))
          #expect(try JSONParser.parse(answer.body)["id"]?.int == id)
        }
        #expect(try client.readAnswer().body.contains(#"{\"text\":\"ü\"}"#))
      }
    }

    @Test func `a body may come in pieces`() async throws {
      try await RunningServer.with { it in
        let client = try it.client()
        let request = ModernRequest()
        let fields = request.headers.map { "\($0.name): \($0.value)\r\n" }.joined()
        client.send("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\(fields)")
        client.send("Transfer-Encoding: chunked\r\n\r\n")
        let body = Array(request.body)
        for piece in [body[..<10], body[10..<11], body[11...]] {
          client.send("\(String(String(piece).utf8.count, radix: 16))\r\n\(String(piece))\r\n")
        }
        client.send("0\r\n\r\n")
        #expect(try client.readAnswer().head.hasPrefix("HTTP/1.1 200"))
      }
    }

    @Test func `CANC-04: a client that closes its connection cancels its call`() async throws {
      try await RunningServer.with { it in
        let client = try it.client()
        client.send(ModernRequest.call("gate"))
        await it.gate.entered()
        client.close()
        await it.gate.cancelled()
        #expect(it.gate.cancellations == 1)
      }
    }

    @Test func `CANC-04: so does one that resets it, in the middle of a stream`() async throws {
      try await RunningServer.with { it in
        let client = try it.client()
        client.send(ModernRequest("subscriptions/listen", ["notifications": ["toolsListChanged": true]]))
        _ = try client.read(through: "acknowledged")
        #expect(it.server.endpoint.streams.count == 1)
        client.reset()
        // Another connection of the same loop may be served before the reset is seen: the gauge is asked until it is.
        while it.server.endpoint.streams.count > 0 { await Task.yield() }
      }
    }

    @Test func `MHTTP-14, HTTP-11: events are sent when they come, and the connection goes on`() async throws {
      try await RunningServer.with { it in
        let client = try it.client()
        client.send(ModernRequest.call("progress").meta("progressToken", "t"))
        let head = try client.read(through: "\r\n\r\n")
        #expect(head.lowercased().contains("content-type: text/event-stream"))
        #expect(head.lowercased().contains("transfer-encoding: chunked"))
        #expect(try client.read(through: "0\r\n\r\n").contains("event") == false)
        client.send(ModernRequest())
        #expect(try client.readAnswer().head.hasPrefix("HTTP/1.1 200"))
      }
    }

    @Test func `a client that does not read what it listens to is let go`() async throws {
      try await RunningServer.with { it in
        let client = try it.client()
        let uri = "doc://\(String(repeating: "x", count: 100_000))"
        let filter: JSONObject = ["notifications": ["resourceSubscriptions": [.string(uri)]]]
        client.send(ModernRequest("subscriptions/listen", filter))
        _ = try client.read(through: "acknowledged")
        // So much that neither the system nor the server holds it.
        while it.server.endpoint.streams.count > 0 {
          it.server.endpoint.store.resourceUpdated(uri)
          await Task.yield()
        }
      }
    }

    @Test func `LHTTP-16: a call survives its connection, and its answer is fetched over another`() async throws {
      try await RunningServer.with { it in
        let initialize = Desk.initialize("2025-11-25")
        let lines = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        let client = try it.client()
        client.send("\(lines)Content-Length: \(initialize.utf8.count)\r\n\r\n\(initialize)")
        let head = try client.readAnswer().head
        let field = try #require(head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("mcp-session-id:") })
        let call = #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"gate"}}"#
        client.send("\(lines)\(field)\r\nContent-Length: \(call.utf8.count)\r\n\r\n\(call)")
        _ = try client.read(through: "id: 1-1\n")
        client.close()
        let other = try it.client()
        other.send(
          "GET /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\(field)\r\nLast-Event-ID: 1-1\r\n\r\n"
        )
        _ = try other.read(through: "text/event-stream")
        it.gate.open()
        #expect(try other.read(through: "0\r\n\r\n").contains("through"))
        #expect(it.gate.cancellations == 0)
      }
    }

    @Test func `HTTP-10: a body that is too large is refused, and the connection goes on`() async throws {
      try await RunningServer.with(options: { $0.maximumBodySize = 1000 }) { it in
        let client = try it.client()
        client.send(ModernRequest.call("echo", ["text": .string(String(repeating: "x", count: 2000))]))
        #expect(try client.readAnswer().head.hasPrefix("HTTP/1.1 413"))
        client.send(ModernRequest())
        #expect(try client.readAnswer().head.hasPrefix("HTTP/1.1 200"))
      }
    }

    @Test func `a header that is too large is refused with 431`() async throws {
      try await RunningServer.with(options: { $0.connections.maximumHeaderSize = 1000 }) { it in
        let client = try it.client()
        client.send(ModernRequest(), headers: "X-Padding: \(String(repeating: "x", count: 2000))\r\n")
        #expect(client.readAll().hasPrefix("HTTP/1.1 431"))
      }
    }

    @Test(arguments: ["nonsense\r\n\r\n", "GET / HTTP/9\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n"])
    func `what is no HTTP is refused with 400`(_ bytes: String) async throws {
      try await RunningServer.with { it in
        let client = try it.client()
        client.send(bytes)
        #expect(client.readAll().hasPrefix("HTTP/1.1 400"))
      }
    }

    @Test func `a client that waits for leave to send its body gets it, or the refusal`() async throws {
      try await RunningServer.with { it in
        let client = try it.client()
        let request = ModernRequest()
        let fields = request.headers.map { "\($0.name): \($0.value)\r\n" }.joined()
        let start = "POST /mcp HTTP/1.1\r\nHost: localhost\r\n\(fields)Expect: 100-continue\r\n"
        let length = "Content-Length: \(request.body.utf8.count)\r\n"
        client.send("\(start)\(length)Content-Type: application/json\r\n\r\n")
        #expect(try client.read(through: "\r\n\r\n").hasPrefix("HTTP/1.1 100"))
        client.send(request.body)
        #expect(try client.readAnswer().head.hasPrefix("HTTP/1.1 200"))
        let other = try it.client()
        other.send("\(start)\(length)Content-Type: text/plain\r\n\r\n")
        #expect(try other.readAnswer().head.hasPrefix("HTTP/1.1 415"))
      }
    }

    @Test func `a client of HTTP/1.0 has its connection closed`() async throws {
      try await RunningServer.with { it in
        let client = try it.client()
        client.send("GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
        let answer = client.readAll()
        #expect(answer.hasPrefix("HTTP/1.0 200") || answer.hasPrefix("HTTP/1.1 200"))
        #expect(answer.hasSuffix("ok\n"))
      }
    }

    @Test func `a client that says close has its connection closed`() async throws {
      try await RunningServer.with { it in
        let client = try it.client()
        client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        #expect(client.readAll().lowercased().contains("connection: close"))
      }
    }

    @Test func `HEAD is answered without a body`() async throws {
      try await RunningServer.with { it in
        let client = try it.client()
        client.send("HEAD /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        let head = try client.read(through: "\r\n\r\n")
        #expect(head.lowercased().contains("content-length: 3"))
        client.send("HEAD /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        #expect(client.readAll().hasSuffix("\r\n\r\n"))
      }
    }

    @Test func `half a request is not waited for without end`() async throws {
      try await RunningServer.with(options: { $0.connections.requestTimeout = .milliseconds(50) }) { it in
        let client = try it.client()
        client.send(
          "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
        )
        #expect(client.readAll() == "")
      }
    }

    @Test func `neither is a client that says nothing`() async throws {
      try await RunningServer.with(options: { $0.connections.idleTimeout = .milliseconds(50) }) { it in
        let client = try it.client()
        #expect(client.readAll() == "")
      }
    }

    @Test func `half a head is not waited for as long as a client may be silent`() async throws {
      try await RunningServer.with(options: { $0.connections.requestTimeout = .milliseconds(50) }) { it in
        let client = try it.client()
        client.send(ModernRequest())
        #expect(try client.readAnswer().head.hasPrefix("HTTP/1.1 200"))
        client.send("POST /mcp HTTP/1.1\r\nHost: local")
        #expect(client.readAll() == "")
      }
    }

    @Test func `a call that takes longer than a client may be silent is answered`() async throws {
      try await RunningServer.with(options: {
        $0.connections.idleTimeout = .milliseconds(50)
        $0.connections.requestTimeout = .milliseconds(20)
      }) { it in
        let client = try it.client()
        client.send(ModernRequest.call("gate"))
        for _ in 0..<3 {
          let silent = try it.client()
          #expect(silent.readAll() == "")
        }
        it.gate.open()
        #expect(try client.readAnswer().head.hasPrefix("HTTP/1.1 200"))
      }
    }
  }
}
