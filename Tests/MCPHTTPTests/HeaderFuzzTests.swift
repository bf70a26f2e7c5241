import JSON
import NIOHTTP1
import TestSupport
import Testing

@testable import MCPHTTP

/// Header fields, states and cursors made at random: every request is answered, and none ends the server.
struct HeaderFuzzTests {
  private static let names = [
    "Accept", "Mcp-Name", "Mcp-Method", "Mcp-Param-Region", "Mcp-Session-Id", "MCP-Protocol-Version", "Last-Event-ID",
    "Content-Type", "Content-Length", "Content-Encoding", "Host", "Origin", "Authorization", "Nethesis-Session-Token",
    "traceparent", "If-None-Match", "X-Forwarded-For",
  ]

  @Test func `a thousand requests`() async {
    let bench = Bench()
    var random = SeededGenerator(seed: 1)
    for round in 0..<1_000 { await bench.attempt(round, &random) }
  }

  @Test(.enabled(if: Fuzzing.seconds != nil, "runs for as long as NETHESIS_MCP_FUZZ_SECONDS says"))
  func `as many requests as there is time for`() async {
    let bench = Bench()
    await Fuzzing.run("header fields") { round, random in await bench.attempt(round, &random) }
  }

  private struct Bench {
    let desk = Desk()
    let session: ClientSession

    init() { session = desk.session() }

    func attempt(_ round: Int, _ random: inout SeededGenerator) async {
      let answer: RecordedExchange
      switch round % 4 {
      case 0: answer = session.get(after: Self.field(&random))
      case 1:
        var request = ModernRequest("tools/list", ["cursor": .string("tools/list@" + HostileText.any(&random))])
        change(&request.headers, &random)
        answer = desk.send(request)
      case 2:
        var request = ModernRequest.call(HostileText.any(&random), ["a": .string(HostileText.any(&random))])
        request.params["requestState"] = .string(HostileText.any(&random))
        request.params["inputResponses"] = [HostileText.any(&random): ["action": "accept"]]
        change(&request.headers, &random)
        answer = desk.send(request)
      default:
        var headers: HTTPHeaders = [:]
        change(&headers, &random)
        answer = desk.post(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#, headers: headers)
      }
      await answer.wait { $0.status != nil }
      answer.disconnect()
    }

    private func change(_ headers: inout HTTPHeaders, _ random: inout SeededGenerator) {
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let name = HeaderFuzzTests.names.randomElement(using: &random) ?? ""
        if Bool.random(using: &random) { headers.remove(name: name) }
        headers.add(name: name, value: Self.field(&random))
      }
    }

    /// A value as it can come off the wire, where a field has no line break and the header is bounded.
    private static func field(_ random: inout SeededGenerator) -> String {
      let text = HostileText.any(&random, longest: 30_000)
      return String(String.UnicodeScalarView(text.unicodeScalars.filter { !"\r\n\0".unicodeScalars.contains($0) }))
    }
  }
}
