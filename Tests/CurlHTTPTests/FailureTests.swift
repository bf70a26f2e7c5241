import CurlHTTP
import Glibc
import HTTPTypes
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct FailureTests {
  /// The error when a server does what it is told with the connection after the request.
  func error(
    _ method: HTTPRequest.Method = .get,
    timeout: Duration? = nil,
    _ script: @escaping @Sendable (ScriptedServer.Connection) -> Void
  ) async throws -> TransferError? {
    try await withServer({ connection in
      if connection.readRequest() != nil { script(connection) }
    }) { server in
      await withClient { client in await client.error(server.request(method), timeout: timeout) }
    }
  }

  @Test func `nothing listens`() async throws {
    let port = try SilentPort()
    let request = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:\(port.number)", path: "/")
    #expect(await withClient { await $0.error(request) } == .refused)
  }

  @Test func `no way leads there`() async throws {
    let request = HTTPRequest(method: .get, scheme: "http", authority: "255.255.255.255:1", path: "/")
    #expect(await withClient { await $0.error(request) } == .unreachable)
  }

  @Test func `the name has no address`() async throws {
    let request = HTTPRequest(method: .get, scheme: "http", authority: "nonexistent.invalid", path: "/")
    #expect(await withClient { await $0.error(request) } == .unresolvedHost)
  }

  @Test(arguments: [HTTPRequest.Method.get, .post])
  func `a server that does not answer in time may have got the request`(method: HTTPRequest.Method) async throws {
    #expect(try await error(method, timeout: .milliseconds(50)) { $0.waitForClose() } == .timeout(wasSent: true))
  }

  @Test func `a server that stops within the body has taken too long`() async throws {
    let error = try await error(timeout: .milliseconds(50)) { connection in
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe")
      connection.waitForClose()
    }
    #expect(error == .timeout(wasSent: true))
  }

  @Test func `no connection in time is a request that was not sent`() async throws {
    var options = HTTPClient.Options()
    options.connectTimeout = .milliseconds(50)
    // A server that takes the connection and says nothing leaves TLS waiting.
    let error = try await withServer({ $0.waitForClose() }) { server in
      await withClient(options) { await $0.error(server.request(.get, "/", scheme: "https")) }
    }
    #expect(error == .timeout(wasSent: false))
  }

  @Test(
    arguments: [
      "", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Len", "HTTP/1.1 100 Continue\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe",
    ]
  )
  func `a connection that is closed before the answer is complete`(answer: String) async throws {
    let error = try await error { $0.send(answer) }
    #expect(error == .reset(wasSent: true))
  }

  @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe"])
  func `a connection that is reset before the answer is complete`(answer: String) async throws {
    let error = try await error { connection in
      connection.send(answer)
      connection.reset()
    }
    #expect(error == .reset(wasSent: true))
  }

  @Test(
    arguments: [
      "garbage\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/9.9 200 OK\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain",
    ]
  )
  func `what is not HTTP is no answer`(answer: String) async throws {
    let error = try await error { $0.send(answer) }
    guard case .invalidAnswer(let reason) = error else { throw TestFailure("\(String(describing: error))") }
    #expect(!reason.isEmpty)
  }

  @Test func `every error is a sentence that names the host`() {
    let errors: [TransferError] = [
      .cancelled, .timeout(wasSent: false), .timeout(wasSent: true), .unresolvedHost, .refused, .unreachable,
      .tls("reason"), .reset(wasSent: false), .reset(wasSent: true), .tooLarge(limit: 10), .invalidAnswer("reason"),
      .invalidRequest("reason"), .proxy("reason"), .library("reason"),
    ]
    let sentences = errors.map { $0.description(host: "backend.example") }
    #expect(sentences.allSatisfy { $0.contains("backend.example") && $0.hasSuffix(".") && !$0.hasSuffix("..") })
    #expect(Set(sentences).count == errors.count)
    #expect(TransferError.refused.description == "the host refused the connection: nothing listens at that port.")
  }
}
