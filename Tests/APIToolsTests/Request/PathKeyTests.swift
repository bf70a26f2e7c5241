import HTTPTypes
import JSON
import MCP
import OpenAPI
import Testing

/// What a call sends of a path's key that is more, or other, than plain ASCII.
struct PathKeyTests {
  @Test(
    arguments: [
      ("/attività", "/attivit%C3%A0"), ("/日本/🔑", "/%E6%97%A5%E6%9C%AC/%F0%9F%94%91"), ("/a b", "/a%20b"),
      ("/%C3%A0/%zz", "/%C3%A0/%25zz"), ("/e\u{301}", "/e%CC%81"), ("/a@b:c", "/a@b:c"),
      ("/x?beta=true", "/x?beta=true"), ("/x?a=è&b", "/x?a=%C3%A8&b"), ("/x?", "/x"), ("/x#stream", "/x"),
      ("/x?a=1#b?c", "/x?a=1"), ("/x#b?c=1", "/x"), ("/x?a=b/c?d", "/x?a=b/c?d"), ("/x?a[]=1 2", "/x?a%5B%5D=1%202"),
    ])
  func `a key is sent as its bytes`(key: String, expected: String) async throws {
    let bench = try Bench(operation: "{}", path: key)
    _ = await bench.call(nil)
    #expect(bench.backend.asked.first?.request.path == "/base\(expected)")
  }

  @Test func `the query of a key comes first, and a value that is given goes before the one of the key`() async throws {
    let bench = try Bench(
      operation: #"""
        {"parameters": [{"name": "n", "in": "query", "schema": {"type": "string"}},
          {"name": "beta", "in": "query", "schema": {"type": "string"}}]}
        """#,
      path: "/x?beta=true&c=1"
    )
    _ = await bench.call(nil, ["n": "è"])
    _ = await bench.call(nil, ["n": "1", "beta": "no"])
    #expect(bench.backend.asked.map(\.request.path) == ["/base/x?beta=true&c=1&n=%C3%A8", "/base/x?c=1&n=1&beta=no"])
  }

  @Test func `a variable may stand in the query of a key, and in letters beyond ASCII`() async throws {
    let bench = try Bench(operation: "{}", path: "/città/{nome}/à?kind={kind}")
    _ = await bench.call(nil, ["nome": "è", "kind": "a&b/.."])
    #expect(bench.backend.asked.first?.request.path == "/base/citt%C3%A0/%C3%A8/%C3%A0?kind=a%26b%2F..")
  }
}
