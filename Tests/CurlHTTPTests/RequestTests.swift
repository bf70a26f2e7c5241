import CurlHTTP
import HTTPTypes
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct RequestTests {
  /// The bytes that a server gets, as text.
  func sent(
    _ method: HTTPRequest.Method = .get,
    _ path: String = "/",
    _ fields: HTTPFields = [:],
    body: String = "",
    options: HTTPClient.Options = .init()
  ) async throws -> String {
    try await withServer({ $0.answerAll("HTTP/1.1 204 No Content\r\n\r\n") }) { server in
      try await withClient(options) { client in
        _ = try await client.send(server.request(method, path, fields), body: Array(body.utf8))
        return try #require(server.requestTexts.first)
      }
    }
  }

  @Test func `a request has what it was given and little else`() async throws {
    var options = HTTPClient.Options()
    options.userAgent = "someone/1"
    let text = try await sent(.post, "/a?b=c", [.contentType: "application/json"], body: "{}", options: options)
    var lines = text.split(separator: "\r\n").filter { !$0.hasPrefix("Host: 127.0.0.1:") }
    let encodings = lines.firstIndex { $0.hasPrefix("Accept-Encoding: ") && $0.contains("gzip") }
    lines.remove(at: try #require(encodings))
    #expect(
      lines == [
        "POST /a?b=c HTTP/1.1", "User-Agent: someone/1", "Accept: */*", "Content-Type: application/json",
        "Content-Length: 2", "{}",
      ]
    )
  }

  @Test(arguments: [.get, .post, .put, .patch, .delete, .options, HTTPRequest.Method("PROPFIND")!], ["", "body"])
  func `any method goes with and without a body`(method: HTTPRequest.Method, body: String) async throws {
    let text = try await sent(method, body: body)
    #expect(text.hasPrefix("\(method.rawValue) / HTTP/1.1\r\n"))
    #expect(text.hasSuffix("\r\n\r\n\(body)"))
    let hasLength = !body.isEmpty || [.post, .put, .patch].contains(method)
    #expect(text.contains("Content-Length: \(body.utf8.count)\r\n") == hasLength)
    #expect(!text.contains("Content-Type"))
  }

  @Test func `a large body goes at once`() async throws {
    let text = try await sent(.post, body: String(repeating: "x", count: 3 << 20))
    #expect(!text.contains("Expect:"))
    #expect(text.utf8.count > 3 << 20)
  }

  @Test func `a body may have any bytes`() async throws {
    let body = [UInt8](0...255)
    try await withServer({ $0.answerAll(okAnswer) }) { server in
      try await withClient { client in _ = try await client.send(server.request(.post), body: body) }
      #expect(server.requests.first?.suffix(256) == body[...])
    }
  }

  @Test(arguments: ["/a/../b/./c", "/a//b", "/%2E%2E/a", "/a?x=../..&y=%0D%0A"])
  func `a path goes as it is`(path: String) async throws {
    #expect(try await sent(.get, path).hasPrefix("GET \(path) HTTP/1.1\r\n"))
  }

  @Test func `a field goes as it is: repeated, empty, long, of any alphabet`() async throws {
    let name = HTTPField.Name("X-A")!
    let long = String(repeating: "v", count: 100_000)
    var fields = HTTPFields()
    for value in ["1", "", "è", "a: b; c", long] { fields.append(HTTPField(name: name, value: value)) }
    fields.append(HTTPField(name: name, value: [0xE9, 0x41]))
    let text = try await sent(.get, "/", fields)
    #expect(text.contains("X-A: 1\r\nX-A:\r\nX-A: è\r\nX-A: a: b; c\r\nX-A: \(long)\r\nX-A: \u{FFFD}A\r\n"))
  }

  @Test func `cookies are one line`() async throws {
    var fields: HTTPFields = [.cookie: "a=1; b=2"]
    fields.append(HTTPField(name: .accept, value: "*/*"))
    fields.append(HTTPField(name: .cookie, value: "c=3"))
    let text = try await sent(.get, "/", fields)
    #expect(text.split(separator: "\r\n").filter { $0.lowercased().hasPrefix("cookie:") } == ["Cookie: a=1; b=2; c=3"])
  }

  @Test func `a line break in a value adds no field`() async throws {
    let text = try await sent(.get, "/", [.accept: "a\r\nX-Injected: 1", .authorization: "b\nX-Injected: 2\0"])
    #expect(!text.contains("\nX-Injected"))
  }

  @Test func `a line break in an option is refused`() async throws {
    var options = HTTPClient.Options()
    options.userAgent = "someone\r\nX-Injected: 1"
    let request = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:1", path: "/")
    #expect(
      await withClient(options) { await $0.error(request) } == .invalidRequest("an option has a line break or a NUL")
    )
  }

  @Test func `nothing of a request is left for the next on the same handle`() async throws {
    try await withServer({ $0.answerAll(okAnswer) }) { server in
      try await withClient { client in
        _ = try await client.send(server.request(.patch, "/1", [.authorization: "secret"]), body: [1, 2, 3])
        _ = try await client.send(server.request(.get, "/2"))
      }
      #expect(server.requestTexts.last?.hasPrefix("GET /2 HTTP/1.1\r\n") == true)
      #expect(server.requestTexts.last?.contains("secret") == false)
    }
  }

  @Test(
    arguments: [
      ("ftp", "127.0.0.1:1", "/"), ("file", "", "/etc/passwd"), ("http", "", "/"),
      ("http", "user:word@127.0.0.1:1", "/"),
      ("http", "127.0.0.1:1/x", "/"), ("http", "127.0.0.1:1?x", "/"), ("http", "a b", "/"), ("http", "%31:1", "/"),
      ("http", "127.0.0.1:1", ""), ("http", "127.0.0.1:1", "a"), ("http", "127.0.0.1:1", "/a b"),
      ("http", "127.0.0.1:1", "/a#b"), ("http", "127.0.0.1:1", "/è"), ("http", "127.0.0.1:1", "/\r\nX: 1"),
      ("http", "127.0.0.1:99999", "/"),
    ]
  )
  func `what could go elsewhere is not sent`(scheme: String, authority: String, path: String) async throws {
    let request = HTTPRequest(method: .get, scheme: scheme, authority: authority, path: path)
    let error = await withClient { await $0.error(request) }
    guard case .invalidRequest = error else { throw TestFailure("\(String(describing: error))") }
  }

  @Test(arguments: ["Content-Length", "transfer-encoding", "Host", "Connection", "Expect", "Upgrade"])
  func `fields that frame a message are refused`(name: String) async throws {
    let request = HTTPRequest(
      method: .get,
      scheme: "http",
      authority: "127.0.0.1:1",
      path: "/",
      headerFields: [HTTPField.Name(name)!: "0"]
    )
    let error = await withClient { await $0.error(request) }
    #expect(error == .invalidRequest("the field \(name) cannot be set, as it follows from the request"))
  }

  @Test(arguments: [(HTTPRequest.Method.head, [1] as [UInt8]), (.connect, [])])
  func `methods that cannot go like this are refused`(method: HTTPRequest.Method, body: [UInt8]) async throws {
    let request = HTTPRequest(method: method, scheme: "http", authority: "127.0.0.1:1", path: "/")
    let error = await withClient { await $0.error(request, body: body) }
    guard case .invalidRequest = error else { throw TestFailure("\(String(describing: error))") }
  }
}
