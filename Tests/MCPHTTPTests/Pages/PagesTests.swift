import JSON
import MCP
import NIOHTTP1
import Testing

@testable import MCPHTTP

@Suite struct PagesTests {
  @Test func `the server lives, and is ready until it ends`() {
    let desk = Desk()
    #expect(desk.send(.GET, uri: "/healthz").status == .ok)
    #expect(desk.send(.GET, uri: "/readyz").json == ["ready": true])
    desk.endpoint.announceEnd()
    #expect(desk.send(.GET, uri: "/healthz").status == .ok)
    let answer = desk.send(.GET, uri: "/readyz")
    #expect(answer.status == .serviceUnavailable)
    #expect(answer.json == ["ready": false, "draining": true])
  }

  @Test func `a backend that is down is told, and changes nothing`() {
    let endpoint = Endpoint(Sample.store(Gate()), options: HTTPServerOptions(), access: .open) { "unreachable" }
    let exchange = RecordedExchange()
    _ = endpoint.handle(.init(version: .http1_1, method: .GET, uri: "/readyz"), exchange)
    #expect(exchange.status == .ok)
    #expect(exchange.json == ["ready": true, "backend": "unreachable"])
  }

  @Test(arguments: ["/", "/mcp/", "/mcp/server-card", "/healthz/x", "/MCP"])
  func `nothing is at other paths`(_ path: String) {
    #expect(Desk().send(.GET, uri: path).status == .notFound)
  }

  @Test func `pages are only read`() {
    let answer = Desk().send(.POST, uri: "/healthz")
    #expect(answer.status == .methodNotAllowed)
    #expect(answer.headers.first(name: "allow") == "GET, HEAD")
  }

  private static let card = ServerCard(
    name: "org.example/sample",
    server: Implementation(
      name: "sample",
      version: "1.0",
      title: "Sample",
      description: String(repeating: "d", count: 120)
    ),
    url: "https://mcp.example/mcp",
    eras: .dual
  )

  @Test func `CARD-01: the card says who the server is, and may be kept and read by all`() throws {
    let answer = Desk { $0.card = Self.card }.send(.GET, uri: "/mcp/server-card")
    #expect(answer.headers.first(name: "content-type") == "application/mcp-server-card+json")
    #expect(answer.headers.first(name: "access-control-allow-origin") == "*")
    #expect(answer.headers.first(name: "cache-control") == "public, max-age=3600")
    let card = try #require(answer.json)
    #expect(card["name"] == "org.example/sample")
    #expect(card["description"]?.string?.count == 100)
    #expect(card["remotes"]?.array?.first?["type"] == "streamable-http")
    #expect(card["remotes"]?.array?.first?["supportedProtocolVersions"]?.array?.first == "2026-07-28")
  }

  @Test func `CARD-01: who has the card is told so`() {
    let desk = Desk { $0.card = Self.card }
    let tag = desk.send(.GET, uri: "/mcp/server-card").headers.first(name: "etag") ?? ""
    #expect(tag.hasPrefix("\""))
    let again = desk.send(.GET, headers: ["If-None-Match": "\"x\", \(tag)"], uri: "/mcp/server-card")
    #expect(again.status == .notModified)
    #expect(again.text.isEmpty)
    #expect(desk.send(.GET, headers: ["If-None-Match": "\"x\""], uri: "/mcp/server-card").status == .ok)
  }
}
