import APITools
import HTTPTypes
import JSON
import MCP
import OpenAPI
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

  @Test func `an operation whose server is not mapped is left out, and how to map it is said`() throws {
    let (tools, _) = try bench(["https://us.example/v1": "https://files.example"])
    #expect(tools.entries.map(\.name) == ["a"])
    let diagnostic = try #require(tools.diagnostics.first)
    #expect(diagnostic.location.description == "/paths/~1b/get")
    #expect(diagnostic.message.contains(#""servers": {"https://elsewhere.example/x": {"url": "https://…""#))
  }
}
