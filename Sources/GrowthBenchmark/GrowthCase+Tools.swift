import APITools
import HTTPTypes
import JSON
import JSONRPC
import MCP
import OpenAPI

extension GrowthCase {
  static let tools: [GrowthCase] = [
    GrowthCase("tools/list, all pages of new tools", parts) { count in
      let document = try APIDocument(reading: SampleDocument.operations(count))
      return {
        let client = try SampleClient(catalog(document))
        var cursor: JSONValue?
        repeat {
          var params: JSONObject = [:]
          params.append("cursor", ifPresent: cursor)
          let reply = try JSONParser.parse(try await client.ask("tools/list", params))
          cursor = reply["result"]?["nextCursor"]
        } while cursor != nil
      }
    },
    GrowthCase("search_operations, the index with it", parts) { count in
      let document = try APIDocument(reading: SampleDocument.operations(count))
      return {
        let client = try SampleClient(catalog(document, .search))
        use(try await call(client, "search_operations", ["query": "put items"]))
      }
    },
    GrowthCase("search_operations, a long query", bytes) { size in
      let document = try APIDocument(reading: SampleDocument.operations(1_000))
      let client = try SampleClient(catalog(document, .search))
      let query = "item name count ".repeated(toBytes: size)
      return { use(try await call(client, "search_operations", ["query": .string(query)])) }
    },
    GrowthCase("describe_operation, a body of many members", parts) { count in
      let client = try SampleClient(catalog(try body(members: count), .search))
      return { use(try await call(client, "describe_operation", ["name": "make"])) }
    },
    dialect("openai", .openai), dialect("gemini", .gemini),
    GrowthCase("a call with many arguments, all wrong", parts) { count in
      let client = try SampleClient(catalog(try body(members: count)))
      let arguments = JSONObject((0..<count).map { ("wrong\($0)", 1) })
      return { use(try await call(client, "make", arguments)) }
    },
    GrowthCase("a call with many arguments", parts) { count in
      let client = try SampleClient(catalog(try body(members: count)))
      let arguments = JSONObject((0..<count).map { ("member\($0)", "value") })
      return { use(try await call(client, "make", arguments)) }
    },
    calling("a value of backslashes", "\\"), calling("a value to be percent-encoded", "è &"),
    GrowthCase("a call whose response is an array of rows", bytes) { size in
      let rows = JSONValue.array((0..<size / 40).map { ["id": .number(JSONNumber($0)), "name": "a row"] })
      let client = try SampleClient(catalog(try body(members: 2), backend: StubBackend(body: rows.json)))
      return { use(try await call(client, "make", ["member0": "a"])) }
    },
    GrowthCase("a call whose response is backslashes", bytes) { size in
      let body = JSONValue.object(["text": .string("\\".repeated(toBytes: size))]).json
      let client = try SampleClient(catalog(try GrowthCase.body(members: 2), backend: StubBackend(body: body)))
      return { use(try await call(client, "make", ["member0": "a"])) }
    },
    GrowthCase("globs of many stars", bytes) { size in
      let path = "/a".repeated(toBytes: size / 64)
      let document = try APIDocument(reading: SampleDocument.text(["paths": [path: ["get": [:]]]]))
      let filter = OperationFilter(include: [.path("/*a*a*/**/a**b")])
      return { use(try catalog(document, filter: filter)) }
    },
  ]

  private static func calling(_ name: String, _ piece: String) -> GrowthCase {
    GrowthCase("a call with \(name)", bytes) { size in
      let client = try SampleClient(catalog(try body(members: 2)))
      let value = JSONValue.string(piece.repeated(toBytes: size))
      return { use(try await call(client, "make", ["member0": value])) }
    }
  }

  private static func dialect(_ name: String, _ dialect: ToolDialect) -> GrowthCase {
    GrowthCase("tools/list in the dialect \(name)", parts) { count in
      let document = try body(members: count)
      return { use(try await SampleClient(catalog(document, dialect: dialect)).ask("tools/list")) }
    }
  }

  /// A document of one operation whose body has so many members.
  private static func body(members count: Int) throws -> APIDocument {
    let names = (0..<count).map { "member\($0)" }
    let schema: JSONValue = [
      "type": "object",
      "properties": .object(JSONObject(names.map { ($0, ["type": "string", "description": "A text"]) })),
      "required": .array(names.dropFirst().prefix(0).map(JSONValue.string)),
    ]
    let operation: JSONValue = [
      "operationId": "make",
      "requestBody": ["required": true, "content": ["application/json": ["schema": schema]]],
      "responses": ["200": ["description": ""]],
    ]
    return try APIDocument(reading: SampleDocument.text(["paths": ["/a": ["post": operation]]]))
  }

  private static func catalog(
    _ document: APIDocument,
    _ mode: ToolMode = .all,
    dialect: ToolDialect = .default,
    filter: OperationFilter = OperationFilter(),
    backend: StubBackend = StubBackend(body: Array("{}".utf8))
  ) throws -> Catalog {
    var options = APITools.Options()
    options.mode = mode
    options.dialect = dialect
    options.filter = filter
    let tools = APITools(
      document,
      base: try BaseURL("https://api.example"),
      backend: backend,
      credentials: NoCredentials(),
      options: options
    )
    return Catalog(server: Implementation(name: "growth", version: "1"), tools: tools.tools)
  }

  private static func call(_ client: SampleClient, _ tool: String, _ arguments: JSONObject) async throws -> [UInt8] {
    try await client.ask("tools/call", ["name": .string(tool), "arguments": .object(arguments)])
  }
}

/// Has a credential for nothing.
private struct NoCredentials: CredentialSource {
  func credential(for scheme: SecurityScheme) throws(CredentialError) -> Credential? { nil }
}

/// A backend that responds with the same body to everything.
private struct StubBackend: Backend {
  let body: [UInt8]

  func send(_ request: HTTPRequest, body: [UInt8]) async throws(BackendError) -> BackendAnswer {
    BackendAnswer(status: 200, fields: [.contentType: "application/json"], body: self.body)
  }
}
