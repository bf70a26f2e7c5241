import MCP
import NIOCore
import NIOHTTP1
import Testing
import WebServer

@testable import MCPHTTP

/// Pages that somebody else makes, beside an endpoint that lets nobody in.
@Suite struct RouteTests {
  private struct Closed: AccessRule {
    var isOpen: Bool { false }

    func admit(bearer token: Substring?) -> AccessDecision { .refused(.missingToken) }
  }

  private let route = Route(prefix: "/pages/", maximumBodySize: 10) { request in
    let words = [request.method, request.path, request.body.map { String(decoding: $0, as: UTF8.self) } ?? "too long"]
    let text = (words + [request[field: "origin"] ?? "no origin"]).joined(separator: " ")
    return WebResponse(.imATeapot, headers: ["Cache-Control": "no-store"], body: Array(text.utf8))
  }

  private func send(_ head: HTTPRequestHead, _ body: String = "") async -> RecordedExchange {
    let endpoint = Endpoint(Sample.store(Gate()), options: HTTPServerOptions(), access: Closed(), routes: [route])
    let exchange = RecordedExchange()
    let consumer = endpoint.handle(head, exchange)
    consumer?.take(body.utf8.count <= consumer?.limit ?? 0 ? ByteBuffer(string: body) : nil)
    return await exchange.ended()
  }

  private func head(_ method: HTTPMethod, _ uri: String, _ headers: HTTPHeaders = [:]) -> HTTPRequestHead {
    HTTPRequestHead(version: .http1_1, method: method, uri: uri, headers: ["Host": "127.0.0.1:8722"] + headers)
  }

  @Test func `a page needs no access token, and is answered as it was made`() async {
    let answer = await send(head(.POST, "/pages/a/b?c", ["Origin": "null"]), "x=1")
    #expect(answer.status?.code == 418)
    #expect(answer.headers.first(name: "cache-control") == "no-store")
    #expect(answer.text == "POST a/b x=1 null")
    #expect(await send(head(.POST, "/mcp")).status == .unauthorized)
  }

  @Test func `a body that is too long is not kept`() async {
    #expect(await send(head(.POST, "/pages/"), "01234567890").text == "POST  too long no origin")
  }

  @Test func `a header that is there twice counts as none`() async {
    let answer = await send(head(.GET, "/pages/a", ["Origin": "null", "origin": "http://a.example"]))
    #expect(answer.text == "GET a  no origin")
  }

  @Test(arguments: ["evil.example", ""]) func `HTTP-03: another name is refused`(host: String) async {
    var head = head(.GET, "/pages/a")
    head.headers.replaceOrAdd(name: "host", value: host)
    #expect(await send(head).status == .misdirectedRequest)
  }

  @Test(arguments: ["/page", "/pages", "/x/pages/a"]) func `other paths are none of its pages`(uri: String) async {
    #expect(await send(head(.GET, uri)).status == .notFound)
  }
}
