import NIOHTTP1
import Testing

@testable import WebServer

/// The framing and target of requests (RFC 9112 sections 3.2 and 6).
struct RequestChecksTests {
  private func check(
    _ headers: HTTPHeaders,
    uri: String = "/a?b",
    version: HTTPVersion = .http1_1,
    method: HTTPMethod = .GET,
    serving isServed: Bool = true
  ) -> (status: UInt?, uri: String) {
    var head = HTTPRequestHead(version: version, method: method, uri: uri, headers: headers)
    do throws(BadRequest) {
      try head.checkMessage { _ in isServed }
      return (nil, head.uri)
    } catch {
      return (error.status.code, head.uri)
    }
  }

  private static let refused: [(UInt, HTTPHeaders)] = [
    (400, [:]), (400, ["Host": "a", "host": "a"]), (400, ["Host": "a", "Host": "b"]),
    (400, ["Host": "a", "Content-Length": "+5"]), (400, ["Host": "a", "Content-Length": "0x5"]),
    (400, ["Host": "a", "Content-Length": "-1"]), (400, ["Host": "a", "Content-Length": ""]),
    (400, ["Host": "a", "Content-Length": "5", "Content-Length": "5"]),
    (400, ["Host": "a", "Content-Length": "5", "Transfer-Encoding": "chunked"]),
    (400, ["Host": "a", "Transfer-Encoding": "chunked", "Transfer-Encoding": "chunked"]),
    (400, ["Host": "a", "Transfer-Encoding": "chunked, chunked"]),
    (400, ["Host": "a", "Transfer-Encoding": "gzip"]),
    (400, ["Host": "a", "Transfer-Encoding": "identity"]),
    (413, ["Host": "a", "Content-Length": "9223372036854775808"]),
    (413, ["Host": "a", "Content-Length": "18446744073709551616"]),
  ]

  @Test(arguments: refused) func `a message that cannot be trusted is refused`(status: UInt, headers: HTTPHeaders) {
    #expect(check(headers).status == status)
  }

  @Test func `HTTP 1.0 needs no Host, and has no transfer codings`() {
    #expect(check([:], version: .http1_0).status == nil)
    #expect(check(["Host": "a", "Transfer-Encoding": "chunked"], version: .http1_0).status == 400)
    #expect(check(["Host": "a", "host": "a"], version: .http1_0).status == 400)
  }

  @Test(arguments: [
    ("http://a.example/b?c", "/b?c"), ("HTTP://A.example", "/"), ("https://a.example?c", "/?c"), ("/a", "/a"),
    ("//a", "//a"),
  ])
  func `a target in absolute form is its path`(uri: String, path: String) {
    let result = check(["Host": "a.example"], uri: uri)
    #expect(result.status == nil && result.uri == path)
  }

  @Test(
    arguments: ["http://evil.example/a", "http://a.example@evil.example/", "ftp://a.example/", "a", "http:///a", "*"]
  )
  func `a target that is another server's, or none, is refused`(uri: String) {
    #expect(check(["Host": "a.example"], uri: uri).status == 400)
  }

  @Test func `a target in absolute form is refused where its name is not served`() {
    #expect(check(["Host": "a.example"], uri: "http://a.example/b", serving: false).status == 400)
    #expect(check(["Host": "a.example"], uri: "/b", serving: false).status == nil)
    #expect(check(["Host": "a.example"], uri: "*", method: .OPTIONS).status == nil)
  }
}
