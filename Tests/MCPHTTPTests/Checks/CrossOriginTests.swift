import JSON
import MCP
import NIOHTTP1
import Testing

@testable import MCPHTTP

@Suite struct CrossOriginTests {
  private static let page: HTTPHeaders = ["Origin": "https://app.example"]

  private func desk() -> Desk { Desk { $0.allowedOrigins = ["https://app.example"] } }

  @Test func `HTTP-13: a page that may ask is told what it may send`() {
    let headers = Self.page + ["Access-Control-Request-Method": "POST"]
    let answer = desk().send(.OPTIONS, headers: headers)
    #expect(answer.status == .noContent)
    #expect(answer.headers.first(name: "access-control-allow-origin") == "https://app.example")
    let allowed = answer.headers.first(name: "access-control-allow-headers") ?? ""
    for name in ["Mcp-Method", "Mcp-Param-Region", "Last-Event-ID"] { #expect(allowed.contains(name)) }
  }

  @Test func `HTTP-13: it may read all answers, refusals too`() {
    for answer in [desk().send(ModernRequest(), headers: Self.page), desk().send(.GET, headers: Self.page)] {
      #expect(answer.headers.first(name: "access-control-allow-origin") == "https://app.example")
      #expect(answer.headers.first(name: "vary") == "Origin")
      #expect(answer.headers.first(name: "access-control-expose-headers")?.contains("Mcp-Session-Id") == true)
    }
  }

  @Test func `HTTP-13: without origins that are named there is none of this`() {
    let headers: HTTPHeaders = ["Origin": "http://localhost", "Access-Control-Request-Method": "POST"]
    #expect(Desk().send(.OPTIONS, headers: headers).status == .methodNotAllowed)
    let answer = Desk().send(ModernRequest(), headers: ["Origin": "http://localhost"])
    #expect(answer.headers.contains(name: "access-control-allow-origin") == false)
  }
}
