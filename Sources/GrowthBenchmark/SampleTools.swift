import APITools
import Calls
import HTTPTypes
import JSON
import JSONRPC
import MCP
import OpenAPI
import Operations

/// Tools made from documents, listed and called as by a client.
enum SampleTools {
  /// A document with one operation, with a given path and schemas.
  static func document(
    _ operation: JSONObject,
    path: String = "/a",
    method: String = "post",
    schemas: [JSONObject.Member] = []
  ) throws -> APIDocument {
    var operation = operation
    operation["operationId"] = "make"
    if operation["responses"] == nil { operation["responses"] = ["200": ["description": ""]] }
    let item: JSONObject = [method: .object(operation)]
    return try APIDocument(
      reading: SampleDocument.text([
        "paths": .object([path: .object(item)]), "components": ["schemas": .object(JSONObject(schemas))],
      ])
    )
  }

  /// A document with one operation that takes a body.
  static func document(
    body schema: JSONValue,
    type: String = "application/json",
    encoding: JSONValue? = nil,
    schemas: [JSONObject.Member] = []
  ) throws -> APIDocument {
    var media: JSONObject = ["schema": schema]
    media.append("encoding", ifPresent: encoding)
    return try document(
      ["requestBody": ["required": true, "content": .object([type: .object(media)])]],
      schemas: schemas
    )
  }

  /// The schema of an object with a number of text members.
  static func object(members count: Int) -> JSONValue {
    let members = names(count).map { ($0, ["type": "string", "description": "A text"] as JSONValue) }
    return ["type": "object", "properties": .object(JSONObject(members))]
  }

  static func names(_ count: Int) -> [String] { (0..<count).map { "member\($0)" } }

  static func catalog(
    _ document: APIDocument,
    backend: StubBackend = StubBackend(body: Array("{}".utf8)),
    setting change: (inout APITools.Options) -> Void = { _ in }
  ) throws -> Catalog {
    var options = APITools.Options()
    options.secrets = .inline
    change(&options)
    let tools = APITools(
      document,
      base: try BaseURL("https://api.example"),
      backend: backend,
      credentials: NoCredentials(),
      options: options
    )
    return Catalog(server: Implementation(name: "growth", version: "1"), tools: tools.tools)
  }

  static func call(_ client: SampleClient, _ tool: String, _ arguments: JSONObject) async throws -> [UInt8] {
    try await client.ask("tools/call", ["name": .string(tool), "arguments": .object(arguments)])
  }
}

/// A source without credentials.
private struct NoCredentials: CredentialSource {
  func credential(for scheme: SecurityScheme) throws(CredentialError) -> Credential? { nil }
}

/// A backend that responds with the same body to everything.
struct StubBackend: Backend {
  let body: [UInt8]
  var type = "application/json"
  var fields: HTTPFields = [:]
  var status = 200
  var cut: BackendResponse.Cut?

  func send(_ request: HTTPRequest, body: [UInt8]) async throws(BackendError) -> BackendResponse {
    var fields = fields
    fields[.contentType] = type
    return BackendResponse(status: status, fields: fields, body: self.body, cut: cut)
  }
}
