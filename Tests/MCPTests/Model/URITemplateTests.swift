import MCP
import Testing

struct URITemplateTests {
  @Test(
    arguments: [
      ("docs://operations/create_api_key", "create_api_key"), ("docs://operations/a%20b", "a b"),
      ("docs://operations/", nil), ("docs://operations/a/b", nil), ("docs://schemas/a", nil),
      ("docs://operations/%ff", nil), ("docs://operations/a?b", nil), ("docs://operations/%2e%2e", nil),
      ("docs://operations/..", nil), ("docs://operations/a%2Fb", nil), ("docs://operations/a%5cb", nil),
      ("docs://operations/a%00b", nil), ("docs://operations/a%0Ab", nil), ("docs://operations/%252e", "%2e"),
      ("docs://operations/%2", nil), ("docs://operations/caff%C3%A8", "caffè"),
    ])
  func `RES-05, RES-17: variables are decoded once, never span a segment and never climb`(
    uri: String,
    tool: String?
  ) throws {
    let template = try #require(URITemplate("docs://operations/{tool}"))
    #expect(template.match(uri)?["tool"] == tool)
  }

  @Test func `a variable may stand in the middle`() throws {
    let template = try #require(URITemplate("test://template/{id}/data"))
    #expect(template.match("test://template/123/data") == ["id": "123"])
    #expect(template.match("test://template/123/date") == nil)
    #expect(template.variables == ["id"])
  }

  @Test(arguments: ["a{", "a{}", "a{+b}"])
  func `refuses what is beyond level 1`(text: String) { #expect(URITemplate(text) == nil) }
}
