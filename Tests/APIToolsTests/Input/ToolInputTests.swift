import HTTPTypes
import JSON
import MCP
import OpenAPI
@testable import Operations
import Testing

@testable import APITools

struct ToolInputTests {
  private func body(_ schema: String, required: Bool = true, parameters: String = "[]") throws -> Bench {
    try Bench(
      operation: #"""
        {"operationId": "make", "parameters": \#(parameters),
         "requestBody": {"required": \#(required), "content": {"application/json": {"schema": \#(schema)}}}}
        """#,
      method: "post"
    )
  }

  @Test func `TOOL-02, TOOL-03: the root is an object that allows nothing else`() throws {
    #expect(
      try Bench().schema(of: "list_api_keys") == ["type": "object", "properties": [:], "additionalProperties": false]
    )
  }

  @Test func `create_api_key asks for what the backend takes`() throws {
    let schema = try Bench().schema(of: "create_api_key")
    #expect(schema.names == ["type", "properties", "required", "additionalProperties"])
    let properties = try #require(schema["properties"]?.object)
    #expect(properties.names == ["name", "mode", "expires_in_days", "password"])
    #expect(schema["required"] == ["name", "mode", "password"])
    #expect(properties["expires_in_days"]?["minimum"] == 1)
    #expect(properties["expires_in_days"]?["maximum"] == 365)
    #expect(properties["expires_in_days"]?["default"] == 90)
    #expect(properties["mode"]?["enum"] == ["read", "write"])
    #expect(properties["password"]?["x-mcp"] == nil)
    #expect(properties["password"]?["examples"] == ["<your password>"])
  }

  @Test func `a parameter and a member of one name are both reached`() async throws {
    let bench = try body(
      #"{"type": "object", "properties": {"id": {"type": "integer"}}}"#,
      parameters: #"[{"name": "id", "in": "query", "schema": {"type": "string"}}]"#
    )
    _ = await bench.call("make", ["id": "q", "body_id": 7])
    #expect(bench.backend.asked.first?.request.path == "/base/things?id=q")
    #expect(bench.backend.asked.first?.text == #"{"id":7}"#)
  }

  @Test func `names that model APIs refuse are renamed and mapped back`() async throws {
    let bench = try body(#"{"type": "object", "properties": {"größe in €": {"type": "integer"}, "": {}}}"#)
    #expect(bench.schema(of: "make")["properties"]?.object?.names == ["gr__e_in__", "_"])
    _ = await bench.call("make", ["gr__e_in__": 7])
    #expect(bench.backend.asked.first?.text == #"{"größe in €":7}"#)
  }

  @Test(arguments: ToolDialect.allCases)
  func `an argument of another name says what the API calls it`(dialect: ToolDialect) throws {
    var options = APITools.Options()
    options.dialect = dialect
    let bench = try Bench(
      operation: #"""
        {"parameters": [{"name": "Date<", "in": "query", "description": "Before.", "schema": {"type": "string"}},
          {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
         "requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "object", "properties":
           {"id": {"type": "string"}, "Date>": {"type": "string"}, "name": {"type": "string"}}}}}}}
        """#,
      path: "/things/{id}",
      method: "post",
      options: options
    )
    let properties = try #require(bench.schema(of: bench.tools.tools[0].name)["properties"]?.object)
    #expect(properties.names == ["Date_", "id", "body_id", "body_Date_", "name"])
    #expect(properties["Date_"]?["description"] == #"In the API: "Date<" (query). Before."#)
    #expect(properties["body_id"]?["description"] == #"In the API: "id" (body)."#)
    #expect(properties["body_Date_"]?["description"] == #"In the API: "Date>" (body)."#)
    #expect(properties["id"]?["description"] == nil && properties["name"]?["description"] == nil)
  }

  @Test(
    arguments: [
      #"{"type": "array", "items": {"type": "integer"}}"#, #"{"type": "object"}"#,
      #"{"oneOf": [{"type": "object"}, {"type": "string"}]}"#,
      #"{"type": "object", "properties": {"a": {}}, "additionalProperties": {"type": "string"}}"#,
      #"{"type": "object", "properties": {"a": {}}, "minProperties": 1}"#,
    ])
  func `a body that cannot be taken apart is one argument`(schema: String) async throws {
    let bench = try body(schema)
    #expect(bench.schema(of: "make")["properties"]?.object?.names == ["body"])
    #expect(bench.schema(of: "make")["required"] == ["body"])
    _ = await bench.call("make", ["body": [1, 2]])
    #expect(bench.backend.asked.first?.text == "[1,2]" || !schema.contains("array"))
  }

  @Test func `a body that may be left out is one argument if it has members that may not`() throws {
    let strict = #"{"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}"#
    #expect(try body(strict, required: false).schema(of: "make")["properties"]?.object?.names == ["body"])
    let loose = #"{"type": "object", "properties": {"a": {"type": "string"}}}"#
    #expect(try body(loose, required: false).schema(of: "make")["properties"]?.object?.names == ["a"])
  }

  @Test func `what can only be read is no argument`() throws {
    let bench = try body(
      #"""
      {"type": "object", "required": ["id", "a"], "properties": {"id": {"readOnly": true}, "a": {"type": "object",
       "required": ["id"], "properties": {"id": {"readOnly": true}, "b": {}}}}}
      """#
    )
    #expect(bench.schema(of: "make")["properties"]?.object?.names == ["a"])
    #expect(bench.schema(of: "make")["required"] == ["a"])
    #expect(bench.schema(of: "make")["properties"]?["a"]?["properties"]?.object?.names == ["b"])
    #expect(bench.schema(of: "make")["properties"]?["a"]?["required"] == nil)
  }

  @Test func `SCH-08: every property is an object, and definitions are at the root`() throws {
    let bench = try Bench(
      #"""
      {"openapi": "3.1.1", "info": {"title": "T", "version": "1"},
       "paths": {"/a": {"post": {"operationId": "make", "requestBody": {"required": true, "content": {"application/json":
         {"schema": {"type": "object", "properties": {"any": true, "tree": {"$ref": "#/components/schemas/Tree"}}}}}}}}},
       "components": {"schemas": {"Tree": {"type": "object", "properties": {
         "kids": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}}}}}}
      """#
    )
    let schema = bench.schema(of: "make")
    #expect(schema["properties"]?["any"]?["anyOf"]?.array?.count == 5)
    #expect(schema["properties"]?["tree"]?["$defs"] == nil)
    #expect(schema["$defs"]?.object?.names == ["Tree"])
  }

  @Test func `a long description is cut at a word`() throws {
    let long = String(repeating: "word ", count: 1000)
    let bench = try body(#"{"type": "object", "properties": {"a": {"description": "\#(long)"}}}"#)
    let text = try #require(bench.schema(of: "make")["properties"]?["a"]?["description"]?.string)
    #expect(text.count <= 2048)
    #expect(text.hasSuffix("word…"))
  }

  @Test(arguments: ["application/json", "application/x-www-form-urlencoded"])
  func `a body that takes any member makes its arguments open`(type: String) async throws {
    let schema = #"{"type": "object", "properties": {"name": {"type": "string"}}, "additionalProperties": true}"#
    let bench = try Bench(
      operation: #"""
        {"parameters": [{"name": "q", "in": "query", "schema": {}}],
         "requestBody": {"required": true, "content": {"\#(type)": {"schema": \#(schema)}}}}
        """#,
      method: "post"
    )
    #expect(bench.tools.tools[0].inputSchema["additionalProperties"] == true)
    _ = await bench.call(nil, ["name": "n", "extra": 1, "q": "x"])
    let asked = try #require(bench.backend.asked.first)
    #expect(asked.text == (type == "application/json" ? #"{"name":"n","extra":1}"# : "name=n&extra=1"))
    #expect(asked.request.path == "/base/things?q=x")
  }

  @Test(arguments: ["Content-Length", "host", "Connection", "Transfer-Encoding", "EXPECT", "Upgrade"])
  func `fields that the connection sets are no arguments`(name: String) async throws {
    let parameter = #"{"name": "\#(name)", "in": "header", "required": true, "schema": {"type": "string"}}"#
    let bench = try Bench(operation: #"{"parameters": [\#(parameter)]}"#)
    #expect(bench.tools.tools[0].inputSchema["properties"] == [:])
    #expect(await bench.call()["isError"] == false)
  }
}
