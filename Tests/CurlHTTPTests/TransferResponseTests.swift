import CurlHTTP
import HTTPTypes
import Testing
import TestSupport

@Suite(.timeLimit(.minutes(5)))
struct AnswerTests {
  /// What the client makes of the bytes that a server sends before it closes.
  func answer(_ bytes: [UInt8], method: HTTPRequest.Method = .get) async throws -> TransferResponse {
    try await withServer({ connection in
      guard connection.readRequest() != nil else { return }
      connection.send(bytes)
    }) { server in
      try await withClient { client in try await client.send(server.request(method)) }
    }
  }

  func answer(_ text: String, method: HTTPRequest.Method = .get) async throws -> TransferResponse {
    try await answer(Array(text.utf8), method: method)
  }

  @Test func `an answer has status, fields and body`() async throws {
    let answer = try await answer("HTTP/1.1 201 Created\r\nX-A: 1\r\nContent-Length: 5\r\n\r\nhello")
    #expect(answer.response.status == .created)
    #expect(answer.response.headerFields[HTTPField.Name("X-A")!] == "1")
    #expect(answer.text == "hello")
  }

  @Test func `fields of one name are kept apart, and white space around values is not`() async throws {
    let answer = try await answer(
      "HTTP/1.1 200 OK\r\nSet-Cookie: a=1, b\r\nset-cookie: \t c=2 \r\nContent-Length: 0\r\n\r\n"
    )
    #expect(answer.response.headerFields[values: .setCookie] == ["a=1, b", "c=2"])
  }

  @Test func `a folded value is one value`() async throws {
    let answer = try await answer("HTTP/1.1 200 OK\r\nX-A: one\r\n  two\r\n\tthree\r\nContent-Length: 0\r\n\r\n")
    #expect(answer.response.headerFields[HTTPField.Name("X-A")!] == "one two three")
  }

  @Test func `a value may be long and have bytes of any alphabet`() async throws {
    let long = String(repeating: "v", count: 60_000)
    let header = Array("HTTP/1.1 200 OK\r\nX-Long: \(long)\r\nX-Latin: ".utf8) + [0xE9, 0xFF]
    let answer = try await answer(header + Array("\r\nX-UTF8: è\r\nContent-Length: 0\r\n\r\n".utf8))
    let fields = answer.response.headerFields
    #expect(fields[HTTPField.Name("X-Long")!] == long)
    #expect(fields[HTTPField.Name("X-UTF8")!] == "è")
    let latin = try #require(fields[fields: HTTPField.Name("X-Latin")!].first)
    #expect(unsafe latin.withUnsafeBytesOfValue { unsafe Array($0) } == [0xE9, 0xFF])
  }

  @Test func `a line that is no field is skipped`() async throws {
    let answer = try await answer("HTTP/1.1 200 OK\r\nX A: 1\r\nX-B: 2\r\nContent-Length: 0\r\n\r\n")
    #expect(answer.response.headerFields.map(\.name.rawName) == ["X-B", "Content-Length"])
  }

  @Test func `interim answers are skipped with their fields`() async throws {
    let answer = try await answer(
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    )
    #expect(answer.response.status == .ok)
    #expect(answer.response.headerFields.map(\.name.rawName) == ["Content-Length"])
    #expect(answer.text == "ok")
  }

  @Test func `a chunked body is put together, and fields after it are not of the header`() async throws {
    let answer = try await answer(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n3\r\ncde\r\n0\r\nX-Late: 1\r\n\r\n"
    )
    #expect(answer.text == "abcde")
    #expect(answer.response.headerFields[HTTPField.Name("X-Late")!] == nil)
  }

  @Test func `a body without a length ends with the connection`() async throws {
    #expect(try await answer("HTTP/1.0 200 OK\r\n\r\nuntil the end").text == "until the end")
  }

  @Test func `a compressed body is decoded`() async throws {
    let body = Deflate.gzip(zeros: 1 + 258 * 3)
    let header = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(body.count)\r\n\r\n"
    #expect(try await answer(Array(header.utf8) + body).body == [UInt8](repeating: 0, count: 775))
  }

  @Test(arguments: ["204 No Content", "304 Not Modified"])
  func `an answer of a status without a body has none`(status: String) async throws {
    #expect(try await answer("HTTP/1.1 \(status)\r\nContent-Length: 5\r\n\r\n").body.isEmpty)
  }

  @Test func `an answer to HEAD has no body`() async throws {
    let answer = try await answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", method: .head)
    #expect(answer.response.headerFields[.contentLength] == "5")
    #expect(answer.body.isEmpty)
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func `a redirect is an answer`(status: Int) async throws {
    let answer = try await answer(
      "HTTP/1.1 \(status) Moved\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
    )
    #expect(answer.response.status.code == status)
    #expect(answer.response.headerFields[.location] == "http://127.0.0.1:1/")
  }

  @Test(arguments: [400, 401, 404, 429, 500, 503])
  func `a status that says no is an answer`(status: Int) async throws {
    let answer = try await answer("HTTP/1.1 \(status) No\r\nContent-Length: 2\r\n\r\nno")
    #expect(answer.response.status.code == status)
    #expect(answer.text == "no")
  }

  @Test func `a page in place of data is an answer`() async throws {
    let page = "<html>log in first</html>"
    let answer = try await answer(
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: \(page.utf8.count)\r\n\r\n\(page)"
    )
    #expect(answer.response.headerFields[.contentType] == "text/html")
    #expect(answer.text == page)
  }
}
