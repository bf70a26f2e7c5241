import CurlHTTP
import HTTPTypes
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct AnswerTests {
  @Test func `an answer has status, fields and body`() async throws {
    try await withServer({ connection in
      connection.answerAll("HTTP/1.1 201 Created\r\nX-A: 1\r\nx-a:  2 \r\nContent-Length: 5\r\n\r\nhello")
    }) { server in
      try await withClient { client in
        let answer = try await client.send(server.request())
        #expect(answer.response.status == .created)
        #expect(answer.response.headerFields[values: HTTPField.Name("X-A")!] == ["1", "2"])
        #expect(answer.text == "hello")
      }
    }
  }
}
