@testable import CurlHTTP
import HTTPTypes
import Testing
import TestSupport

/// The work of reading a header in step with its lines.
struct GrowthTests {
  @Test func `a value that is folded over many lines is put together once`() throws {
    let growth = try WorkGrowth.factor(from: 10_000) { count in
      count
    } _: { count in
      var header = ResponseHeader()
      header.receive(Array("HTTP/1.1 200 OK\r\n".utf8)[...])
      header.receive(Array("X-A: a\r\n".utf8)[...])
      for _ in 0..<count { header.receive(Array(" b\r\n".utf8)[...]) }
      header.receive(Array("\r\n".utf8)[...])
      #expect(header.isComplete)
      #expect(header.fields.first?.value.utf8.count == 1 + 2 * count)
    }
    #expect(growth < WorkGrowth.limit)
  }

  /// `HTTPFields` ends the process at 65,535.
  @Test func `a header of more fields than can be kept is refused`() async throws {
    let result = try await withServer({ connection in
      guard connection.readRequest() != nil else { return }
      connection.send("HTTP/1.1 200 OK\n" + String(repeating: "a:\n", count: 70_000) + "\n")
    }) { server in
      await withClient { await $0.result(server.request()) }
    }
    switch result {
    case .success: Issue.record("The response was taken.")
    case .failure(let error): #expect(error.description.contains("header") || error.description.contains("answer"))
    }
  }

  @Test func `the limit of fields is said`() {
    var header = ResponseHeader()
    for _ in 0..<10_002 { header.receive(Array("a: b\r\n".utf8)[...]) }
    header.receive(Array("\r\n".utf8)[...])
    #expect(header.fields.count == 10_000)
    #expect(header.hasTooManyFields)
  }
}
