import APITools
@testable import Calls
import HTTPTypes
import JSON
import MCP
import OpenAPI
@testable import Operations
import Testing

/// Where the calls of operations go that have a server of their own.
struct OperationServersTests {
  private static let document = #"""
    {"openapi": "3.1.1", "info": {"title": "T", "version": "1"},
     "security": [{"Token": []}],
     "paths": {
       "/a": {"get": {"operationId": "a"}},
       "/b": {"get": {"operationId": "b", "servers": [
         {"url": "https://elsewhere.example/x"},
         {"url": "https://{region}.example/v1", "variables": {"region": {"default": "eu"}}}]}}},
     "components": {"securitySchemes": {"Token": {"type": "http", "scheme": "bearer"}}}}
    """#

  private func bench(_ servers: [String: String]) throws -> (APITools, StubBackend) {
    let backend = StubBackend()
    let tools = APITools(
      try APIDocument(reading: Self.document),
      base: try BaseURL("https://api.example"),
      backend: backend,
      credentials: StubCredentials(value: .success("main")),
      servers: try servers.mapValues { url in
        APIServer(base: try BaseURL(url), credentials: StubCredentials(value: .success("other")))
      }
    )
    return (tools, backend)
  }

  @Test(arguments: ["https://eu.example/v1", "https://{region}.example/v1", "https://elsewhere.example/x"])
  func `calls go where the server was mapped to, with what was configured for that place`(url: String) async throws {
    let (tools, backend) = try bench([url: "https://files.example:8443/v2"])
    #expect(tools.diagnostics.isEmpty)
    let bench = Bench(tools: tools, backend: backend)
    for name in ["a", "b"] { _ = await bench.call(name) }
    #expect(backend.asked.map(\.url) == ["https://api.example/a", "https://files.example:8443/v2/b"])
    #expect(backend.asked.map { $0.request.headerFields[.authorization] } == ["Bearer main", "Bearer other"])
  }

  @Test func `what a caller brought for the backend goes to no other place`() async throws {
    let (tools, backend) = try bench(["https://{region}.example/v1": "https://files.example"])
    var bench = Bench(tools: tools, backend: backend)
    bench.callerCredential = CallerCredential("of the caller")
    for name in ["a", "b"] { _ = await bench.call(name) }
    let shown = backend.asked.map { $0.request.headerFields[.authorization] }
    #expect(shown == ["Bearer of the caller", "Bearer other"])
  }

  @Test(arguments: [
    ("https://{region}.example/v1", #"{"region": {"default": "eu"}}"#, "https://eu.example/v1/a"),
    (
      "https://{host}:{port}/{base}",
      #"{"host": {"default": "h"}, "port": {"default": "8443"}, "base": {"default": "b/c"}}"#,
      "https://h:8443/b/c/a"
    ),
    ("{scheme}://h", #"{"scheme": {"default": "https", "enum": ["http", "https"]}}"#, "https://h/a"),
    ("https://h/{v}/{v}", #"{"v": {"default": "2"}}"#, "https://h/2/2/a"),
    ("https://h{rest}", #"{"rest": {"default": ""}}"#, "https://h/a"),
  ])
  func `a server's variables have their default values`(url: String, variables: String, expected: String) async throws {
    let document = try APIDocument(
      reading: #"""
        {"openapi": "3.1.1", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {}}},
         "servers": [{"url": "\#(url)", "variables": \#(variables)}]}
        """#
    )
    let backend = StubBackend()
    let base = try BaseURL(try #require(document.servers.first?.url))
    let tools = APITools(document, base: base, backend: backend, credentials: StubCredentials())
    _ = await Bench(tools: tools, backend: backend).call()
    #expect(backend.asked.map(\.url) == [expected])
  }

  @Test func `an operation whose server is not mapped is left out, and how to map it is said`() throws {
    let (tools, _) = try bench(["https://us.example/v1": "https://files.example"])
    #expect(tools.entries.map(\.name) == ["a"])
    let diagnostic = try #require(tools.diagnostics.first)
    #expect(diagnostic.location.description == "/paths/~1b/get")
    #expect(diagnostic.message.contains(#""servers": {"https://elsewhere.example/x": {"url": "https://…""#))
  }
}
