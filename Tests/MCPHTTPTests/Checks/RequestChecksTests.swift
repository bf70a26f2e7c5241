import JSON
import JSONRPC
import MCP
import NIOHTTP1
import Testing

@testable import MCPHTTP

@Suite struct RequestChecksTests {
  @Test(arguments: RequestCheckCase.all)
  func `each row refuses with its status and its code`(_ it: RequestCheckCase) async throws {
    let row = try #require(RequestChecks.rows.first { $0.name == it.row })
    let answer = await it.send(Desk(options: it.options)).ended()
    #expect(answer.status.map { Int($0.code) } == it.status)
    #expect(answer.json?["error"]?["code"]?.int == it.code)
    #expect(row.code?.rawValue == it.code)
    #expect(Int(row.status.code) == it.status)
  }

  @Test func `every row has a request that it refuses, but for those that access tokens have tests of`() {
    let covered = Set(RequestCheckCase.all.map(\.row)).union(["access", "scope"])
    #expect(RequestChecks.rows.map(\.name).filter { !covered.contains($0) } == [])
  }

  @Test(arguments: RequestCheckCase.modern.filter { !$0.what.hasPrefix("a modern method alone") })
  func `MHTTP-12: a refusal names the request`(_ it: RequestCheckCase) async {
    let answer = await it.send(Desk(options: it.options)).ended()
    #expect(answer.json?["id"] == 1)
  }

  @Test func `BASE-08: a refusal of what has no id names none`() {
    let answer = Desk().post("{")
    #expect(answer.json?.object?.contains("id") == false)
  }

  @Test func `NEG-02: two versions that agree and are unknown say what is known`() {
    let request = ModernRequest().meta("io.modelcontextprotocol/protocolVersion", "2025-11-25")
    let answer = Desk().send(request.header("MCP-Protocol-Version", "2025-11-25"))
    #expect(answer.json?["error"]?["code"] == -32022)
    #expect(answer.json?["error"]?["data"] == ["supported": ["2026-07-28"], "requested": "2025-11-25"])
  }

  /// Requests that two rows would refuse, with the code of the earlier.
  static let pairs: [(String, ModernRequest, Int)] = [
    (
      "the envelope goes before the version header",
      ModernRequest().meta("io.modelcontextprotocol/protocolVersion", nil).header("MCP-Protocol-Version", "2026-07-28"),
      -32602
    ),
    (
      "the version header goes before the version",
      ModernRequest().meta("io.modelcontextprotocol/protocolVersion", "v999.0.0"), -32020
    ),
    ("the method header goes before the method", ModernRequest("unknown").header("Mcp-Method", nil), -32020),
    ("the name header goes before the tool", ModernRequest.call("unknown").header("Mcp-Name", "echo"), -32020),
    ("the method goes before the params", ModernRequest("prompts/get"), -32601),
    ("the name goes before the capability", ModernRequest.call("need").header("Mcp-Name", nil), -32020),
  ]

  @Test(arguments: pairs)
  func `the earlier of two rows answers`(_ name: String, _ request: ModernRequest, _ code: Int) {
    #expect(Desk().send(request).json?["error"]?["code"]?.int == code)
  }

  @Test func `what has no error of its own status goes with 200`() {
    #expect(RequestChecks.status(of: .internalError) == .ok)
    #expect(RequestChecks.status(of: .invalidParams) == .ok)
    #expect(RequestChecks.status(of: .missingClientCapability) == .badRequest)
  }

  @Test func `WWW-Authenticate, Allow and Retry-After come with their refusals`() {
    #expect(Desk().send(.PUT).headers.first(name: "allow") == "POST, GET, DELETE")
    let desk = Desk { $0.rate = .init(perSecond: 0.5, atOnce: 1) }
    _ = desk.send(ModernRequest())
    #expect(desk.send(ModernRequest()).headers.first(name: "retry-after") == "2")
    #expect(Desk { $0.maximumRequests = 0 }.send(ModernRequest()).headers.first(name: "retry-after") == "1")
  }

  @Test func `SEC-08: what has come in by half keeps nobody out`() {
    let desk = Desk { $0.maximumRequests = 1 }
    let head = HTTPRequestHead(version: .http1_1, method: .POST, uri: "/mcp", headers: Desk.headers)
    let half = desk.endpoint.handle(head, RecordedExchange())
    #expect(half != nil)
    #expect(desk.send(ModernRequest()).status == .ok)
  }

  @Test(arguments: ["http://localhost", "https://127.0.0.1:3000", "http://[::1]:80"])
  func `HTTP-02: pages of this machine may ask`(_ origin: String) {
    #expect(Desk().send(ModernRequest(), headers: ["Origin": origin]).status == .ok)
  }

  @Test(arguments: ["http://localhost.evil.example", "http://127.0.0.1.evil.example", "http://evil@localhost:80x", ""])
  func `HTTP-02: pages that only look like it may not`(_ origin: String) {
    #expect(Endpoint.sample { _ in }.allows(origin: origin) == false)
  }

  @Test func `HTTP-02, HTTP-03: a server for others knows its names`() {
    let endpoint = Endpoint.sample {
      $0.address = "0.0.0.0"
      $0.allowedHosts = ["mcp.example"]
      $0.allowedOrigins = ["https://app.example"]
    }
    #expect(endpoint.allows(host: "mcp.example:443"))
    #expect(endpoint.allows(host: "other.example") == false)
    #expect(endpoint.allows(origin: "https://app.example"))
    #expect(endpoint.allows(origin: "http://localhost") == false)
  }

  @Test(arguments: ["localhost", "127.0.0.1:8722", "[::1]:8722", "LOCALHOST:1"])
  func `HTTP-03: the names of this machine are known`(_ host: String) {
    #expect(Desk().send(ModernRequest(), headers: ["Host": host]).status == .ok)
  }

  @Test func `HTTP-14: names of headers are the same in any case, and space around values does not count`() {
    let request = ModernRequest().header("MCP-Protocol-Version", nil).header("Mcp-Method", nil)
    let headers = ["mcp-protocol-version": " 2026-07-28", "MCP-METHOD": "server/discover\t"]
    var all = request.headers
    for (name, value) in headers { all.add(name: name, value: value) }
    #expect(Desk().post(request.body, headers: all).status == .ok)
  }

  @Test func `MHTTP-02: a header that is there twice is refused`() {
    var request = ModernRequest()
    request.headers.add(name: "MCP-Protocol-Version", value: "2026-07-28")
    #expect(Desk().post(request.body, headers: request.headers).json?["error"]?["code"] == -32020)
  }
}

extension Endpoint {
  static func sample(_ change: (inout HTTPServerOptions) -> Void) -> Endpoint { Desk(options: change).endpoint }
}
