@testable import OpenAPI
import Testing

/// The endpoints of sessions that an overlay names.
struct OverlayLoginTests {
  private func login(_ text: String) throws -> OverlayLogin? {
    try Overlay(reading: "overlay: 1.0.0\ninfo: {title: T, version: '1'}\nactions: []\nx-mcp: \(text)").login
  }

  @Test func `an overlay names the endpoints`() throws {
    let login = try #require(try login("{login: {exchange: /a/b, refresh: /r, logout: /l}}"))
    #expect((login.exchange, login.refresh, login.logout) == ("/a/b", "/r", "/l"))
    #expect(try self.login("{login: {exchange: /a, refresh: /r}}")?.logout == nil)
    #expect(try self.login("{title: A}") == nil)
  }

  @Test(arguments: [
    ("{login: true}", "is an object"), ("{login: {exchange: /a}}", "\"refresh\" of \"login\" is a path"),
    ("{login: {exchange: a, refresh: /r}}", "\"exchange\" of"),
    ("{login: {exchange: //h/a, refresh: /r}}", "\"exchange\""),
    ("{login: {exchange: 'https://evil.example/a', refresh: /r}}", "\"exchange\""),
    ("{login: {exchange: /a/../b, refresh: /r}}", "\"exchange\""),
    ("{login: {exchange: /a?b, refresh: /r}}", "\"exchange\""),
    ("{login: {exchange: /a/, refresh: /r}}", "\"exchange\""),
    ("{login: {exchange: '/%2e%2e/a', refresh: /r}}", "\"exchange\""),
    ("{login: {exchange: /a, refresh: /r, logout: 1}}", "\"logout\""),
    ("{login: {exchange: /a, refersh: /r}}", "did you mean \"refresh\"?"),
  ])
  func `what is no path of the API is an error`(_ text: String, _ words: String) throws {
    let error = #expect(throws: DocumentError.self) { try login(text) }
    #expect("\(try #require(error))".contains(words))
  }

  @Test func `a document cannot name them`() throws {
    let text = "openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths: {}\nx-mcp: {login: {exchange: /a, refresh: /r}}"
    let document = try APIDocument(reading: text)
    #expect(document.diagnostics.contains { $0.message.contains("login") && $0.message.contains("overlay") })
  }

  @Test func `an overlay is for one API or for any`() throws {
    let overlay = try Overlay(reading: "overlay: 1.0.0\nactions: []\nx-mcp: {title: A}")
    #expect(overlay.isFor(title: "A") && !overlay.isFor(title: "B") && !overlay.isFor(title: nil))
    #expect(try Overlay(reading: "overlay: 1.0.0\nactions: []").isFor(title: "B"))
  }
}
