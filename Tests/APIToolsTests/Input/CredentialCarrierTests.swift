import HTTPTypes
import JSON
import MCP
import OpenAPI
import Testing

/// Parameters that carry what the security of the operation gives.
struct CredentialCarrierTests {
  private static let schemes = #"""
    {"Key": {"type": "apiKey", "in": "header", "name": "X-API-Key"}, "Query": {"type": "apiKey", "in": "query", "name": "k"},
      "Bearer": {"type": "http", "scheme": "bearer"}, "OAuth": {"type": "oauth2", "flows": {}}}
    """#

  private func bench(_ security: String, _ parameters: String, others: Int = 0, body: String = "") throws -> Bench {
    let rest = (0..<others).map { #", "/o\#($0)": {"get": {"security": \#(security)}}"# }.joined()
    let operation = #"{"operationId": "o", "security": \#(security), "parameters": \#(parameters)\#(body)}"#
    return try Bench(
      #"""
      {"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {"/x": {"post": \#(operation)}\#(rest)},
       "components": {"securitySchemes": \#(Self.schemes)}}
      """#
    )
  }

  private func parameter(_ name: String, _ place: String, _ more: String = "") -> String {
    #"[{"name": "\#(name)", "in": "\#(place)", "required": true, "schema": {"type": "string"}\#(more)}]"#
  }

  @Test(
    arguments: [
      (#"[{"Key": []}]"#, "x-api-key", "header"), (#"[{"Query": []}]"#, "k", "query"),
      (#"[{"Bearer": []}, {"Query": []}]"#, "k", "query"), (#"[{"Bearer": []}]"#, "access_token", "query"),
      (#"[{"OAuth": []}]"#, "access_token", "query"), (#"[{"Bearer": []}]"#, "token", "header"),
      (#"[{"OAuth": []}]"#, "auth_token", "query"), (#"[{"Bearer": []}]"#, "oauth_token", "cookie"),
    ])
  func `what the security gives is no argument`(security: String, name: String, place: String) throws {
    #expect(try bench(security, parameter(name, place)).schema(of: "o")["properties"] == [:])
  }

  @Test(
    arguments: [
      (#"[{"Query": []}]"#, "x-api-key", "header", ""), (#"[{"Key": []}]"#, "X-API-Key", "query", ""),
      (#"[{"Query": []}]"#, "K", "query", ""), (#"[{"Key": []}]"#, "access_token", "query", ""),
      ("[]", "token", "query", ""),
      (#"[{"Bearer": []}, {"Key": []}]"#, "token", "query", ""), (#"[{"Bearer": []}, {}]"#, "token", "query", ""),
      (#"[{"Bearer": []}]"#, "csrf_token", "query", ""),
      (#"[{"Bearer": []}]"#, "token", "query", #"{"secret": false}"#),
      (#"[{"Key": []}]"#, "X-API-Key", "header", #"{"credential": false}"#),
      (#"[{"Bearer": []}]"#, "access_token", "query", #"{"credential": false}"#),
    ])
  func `what it does not give is an argument`(security: String, name: String, place: String, said: String) throws {
    let more = said.isEmpty ? "" : #", "x-mcp": \#(said)"#
    #expect(try bench(security, parameter(name, place, more)).schema(of: "o")["properties"]?[name] != nil)
  }

  @Test func `a document can say which parameter carries a credential`() throws {
    let parameters = parameter("sig", "query", #", "x-mcp": {"credential": "Key"}"#)
    #expect(try bench(#"[{"Key": []}]"#, parameters).schema(of: "o")["properties"] == [:])
  }

  @Test(arguments: [(1, true), (2, false)])
  func `a usual name counts where half of the operations have it`(others: Int, isCarrier: Bool) throws {
    let schema = try bench(#"[{"Bearer": []}]"#, parameter("token", "query"), others: others).schema(of: "o")
    #expect((schema["properties"]?["token"] == nil) == isCarrier)
  }

  @Test(arguments: ["application/x-www-form-urlencoded", "multipart/form-data"])
  func `a member of a form can carry it too`(type: String) async throws {
    let schema =
      #"{"type": "object", "required": ["token", "a"], "properties": {"token": {"type": "string"}, "a": {}}}"#
    let body = #", "requestBody": {"required": true, "content": {"\#(type)": {"schema": \#(schema)}}}"#
    let bench = try bench(#"[{"Bearer": []}]"#, "[]", body: body)
    #expect(bench.schema(of: "o")["properties"]?.object?.names == ["a"])
    #expect(bench.schema(of: "o")["required"] == ["a"])
    _ = await bench.call("o", ["a": "1"])
    let asked = try #require(bench.backend.asked.first)
    #expect(!asked.text.contains("token") && asked.request.path == "/base/x")
    #expect(asked.request.headerFields[.authorization] == "Bearer session-token-of-mario")
  }
}
