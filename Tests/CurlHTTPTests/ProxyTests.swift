import CurlHTTP
import Glibc
import HTTPTypes
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct ProxyTests {
  static func options(_ proxy: HTTPClient.Proxy) -> HTTPClient.Options {
    var options = HTTPClient.Options()
    options.proxy = proxy
    return options
  }

  static func request(_ scheme: String, _ authority: String) -> HTTPRequest {
    HTTPRequest(method: .get, scheme: scheme, authority: authority, path: "/a?b")
  }

  @Test func `a request goes through the proxy whole`() async throws {
    try await withServer({ $0.answerAll(okAnswer) }) { proxy in
      let options = Self.options(.url("http://127.0.0.1:\(proxy.port)"))
      let answer = try await withClient(options) { try await $0.send(Self.request("http", "backend.invalid")) }
      #expect(answer.text == "ok")
      #expect(proxy.requestTexts.first?.hasPrefix("GET http://backend.invalid/a?b HTTP/1.1\r\n") == true)
    }
  }

  @Test(arguments: [407, 403, 502])
  func `a proxy that opens no tunnel is no way to the host`(status: Int) async throws {
    try await withServer({ $0.answerAll("HTTP/1.1 \(status) No\r\nContent-Length: 0\r\n\r\n") }) { proxy in
      let options = Self.options(.url("http://127.0.0.1:\(proxy.port)"))
      let error = await withClient(options) { await $0.error(Self.request("https", "backend.invalid")) }
      guard case .proxy(let reason) = error else { throw TestFailure("\(String(describing: error))") }
      #expect(reason.contains("\(status)"))
      #expect(proxy.requestTexts.first?.hasPrefix("CONNECT backend.invalid:443 HTTP/1.1\r\n") == true)
      #expect(proxy.requests.count == 1)
    }
  }

  @Test(arguments: ["http", "https"])
  func `a proxy that is not there is not taken for the host`(scheme: String) async throws {
    let port = try SilentPort()
    let options = Self.options(.url("http://127.0.0.1:\(port.number)"))
    let error = await withClient(options) { await $0.error(Self.request(scheme, "backend.invalid")) }
    guard case .proxy = error else { throw TestFailure("\(String(describing: error))") }
  }

  @Test func `a proxy without an address is not taken for the host`() async throws {
    let options = Self.options(.url("http://nonexistent.invalid:1"))
    let error = await withClient(options) { await $0.error(Self.request("http", "backend.invalid")) }
    guard case .proxy = error else { throw TestFailure("\(String(describing: error))") }
  }

  @Test(
    arguments: [
      "127.0.0.1", "127.0.0.2", "127.1", "localhost", "LOCALHOST", "[::1]", "[0:0:0:0:0:0:0:1]",
    ]
  )
  func `a loopback host is never reached through a proxy`(host: String) async throws {
    try await withServer({ $0.answerAll(okAnswer) }) { proxy in
      let options = Self.options(.url("http://127.0.0.1:\(proxy.port)"))
      // Nothing listens there.
      let error = await withClient(options) { await $0.error(Self.request("http", "\(host):1")) }
      #expect(error == .refused || error == .unreachable)
      #expect(proxy.connectionCount == 0)
    }
  }

  @Test(arguments: ["128.0.0.1", "localhost.invalid", "127.0.0.1.invalid", "[::2]", "[::ffff:1.2.3.4]"])
  func `a host that only looks like loopback is reached through the proxy`(host: String) async throws {
    try await withServer({ $0.answerAll(okAnswer) }) { proxy in
      let options = Self.options(.url("http://127.0.0.1:\(proxy.port)"))
      let error = await withClient(options) { await $0.error(Self.request("http", host)) }
      #expect(error == nil)
    }
  }

  @Test func `the environment names a proxy for others, not for loopback hosts`() async {
    // In a process of its own: the environment is everyone's.
    await #expect(processExitsWith: .success) {
      let proxy = try ScriptedServer { $0.answerAll("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nproxy") }
      let server = try ScriptedServer { $0.answerAll(okAnswer) }
      for name in ["http_proxy", "all_proxy"] { unsafe setenv(name, "http://127.0.0.1:\(proxy.port)", 1) }
      let texts = try await withClient { client in
        let near = try await client.send(Self.request("http", "127.0.0.1:\(server.port)"))
        let far = try await client.send(Self.request("http", "backend.invalid"))
        return [near.text, far.text]
      }
      #expect(texts == ["ok", "proxy"])
      let error = await withClient(Self.options(.none)) { await $0.error(Self.request("http", "backend.invalid")) }
      #expect(error == .unresolvedHost)
      _ = unsafe setenv("no_proxy", "*", 1)
      let options = Self.options(.url("http://127.0.0.1:\(proxy.port)"))
      let text = try await withClient(options) { try await $0.send(Self.request("http", "backend.invalid")).text }
      #expect(text == "proxy")
    }
  }
}
