import CurlHTTP
import HTTPTypes
import Testing
import TestSupport

@Suite(.timeLimit(.minutes(5)))
struct LimitTests {
  static let limit = 1 << 20

  /// How a transfer ends whose body may have a mebibyte.
  func send(
    _ script: @escaping @Sendable (ScriptedServer.Connection) -> Void
  ) async throws -> Result<TransferResponse, TransferError> {
    var options = HTTPClient.Options()
    options.maximumBodySize = Self.limit
    options.maximumHeaderSize = 10_000
    return try await withServer({ connection in
      if connection.readRequest() != nil { script(connection) }
    }) { server in
      await withClient(options) { await $0.result(server.request()) }
    }
  }

  func error(_ script: @escaping @Sendable (ScriptedServer.Connection) -> Void) async throws -> TransferError? {
    switch try await send(script) {
    case .success: nil
    case .failure(let error): error
    }
  }

  @Test(arguments: [0, 1])
  func `a body may have as many bytes as allowed`(excess: Int) async throws {
    let result = try await send { connection in
      connection.send("HTTP/1.1 200 OK\r\n\r\n")
      connection.send([UInt8](repeating: 7, count: Self.limit + excess))
    }
    switch result {
    case .success(let answer): #expect(answer.body.count == Self.limit && excess == 0)
    case .failure(let error): #expect(error == .tooLarge(limit: Self.limit) && excess == 1)
    }
  }

  private func beginning(
    timeout: Duration = .seconds(30),
    _ script: @escaping @Sendable (ScriptedServer.Connection) -> Void
  ) async throws -> Result<TransferResponse, TransferError> {
    var options = HTTPClient.Options()
    options.maximumBodySize = Self.limit
    options.keepsBeginning = true
    options.timeout = timeout
    return try await withServer({ if $0.readRequest() != nil { script($0) } }) { server in
      await withClient(options) { await $0.result(server.request()) }
    }
  }

  @Test(arguments: ["", "Content-Length: 3145728\r\n"])
  func `the beginning of a body that is too long can be kept`(length: String) async throws {
    let answer = try await beginning { connection in
      connection.send("HTTP/1.1 200 OK\r\n\(length)\r\n")
      connection.send([UInt8](repeating: 7, count: 3 << 20))
    }.get()
    #expect(answer.body.count == Self.limit && answer.cut == .size)
  }

  @Test func `what has come of a body that does not end can be kept`() async throws {
    let answer = try await beginning(timeout: .milliseconds(500)) { connection in
      connection.send("HTTP/1.1 200 OK\r\n\r\ndata: 1\n\n")
      connection.waitForClose()
    }.get()
    #expect(answer.body == Array("data: 1\n\n".utf8) && answer.cut == .time)
  }

  @Test func `a body that has not begun is late`() async throws {
    let result = try await beginning(timeout: .milliseconds(200)) { connection in
      connection.send("HTTP/1.1 200 OK\r\n\r\n")
      connection.waitForClose()
    }
    #expect(throws: TransferError.timeout(wasSent: true)) { try result.get() }
  }

  @Test func `a body that says it is too long is not read`() async throws {
    let error = try await error { connection in
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n")
      connection.waitForClose()
    }
    #expect(error == .tooLarge(limit: Self.limit))
  }

  @Test func `a body without an end is cut off`() async throws {
    let closed = Milestone()
    let error = try await error { connection in
      connection.send("HTTP/1.1 200 OK\r\n\r\n")
      let part = [UInt8](repeating: 7, count: 1 << 16)
      while connection.send(part) {}
      closed.reach()
    }
    #expect(error == .tooLarge(limit: Self.limit))
    await closed.wait()
  }

  @Test func `a body is measured after decoding`() async throws {
    let bomb = Deflate.gzip(zeros: 1 + 258 * 8000)
    #expect(bomb.count < 20_000)
    let error = try await error { connection in
      connection.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(bomb.count)\r\n\r\n")
      connection.send(bomb)
    }
    #expect(error == .tooLarge(limit: Self.limit))
  }

  @Test(arguments: ["X-A: 1\r\n", "\r\nHTTP/1.1 100 Continue\r\n"])
  func `a header without an end is cut off, and so are interim answers`(part: String) async throws {
    let error = try await error { connection in
      connection.send("HTTP/1.1 100 Continue\r\n")
      while connection.send(Array(part.utf8)) {}
    }
    #expect(error == .tooLarge(limit: 10_000))
  }

  @Test func `a line of the header without an end is cut off`() async throws {
    let error = try await error { connection in
      connection.send("HTTP/1.1 200 OK\r\nX-A: ")
      let part = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 16)
      while connection.send(part) {}
    }
    #expect(error == .tooLarge(limit: 10_000))
  }

  @Test func `a request header that is too long is no answer that is too long`() async throws {
    let result = try await withServer({ _ = $0.readRequest() }) { server in
      var request = server.request()
      request.headerFields[.cookie] = String(repeating: "a", count: 2 << 20)
      return await withClient { await $0.result(request) }
    }
    #expect(throws: TransferError.invalidRequest("its URL or its header is too long")) { try result.get() }
  }
}
