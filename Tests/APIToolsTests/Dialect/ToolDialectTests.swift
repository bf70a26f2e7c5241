import JSON
import JSONSchema
import MCP
import OpenAPI
import Schemas
import TestSupport
import Testing

@testable import APITools

struct ToolDialectTests {
  private static let schema: JSONObject = [
    "type": "object", "required": ["id"], "additionalProperties": false,
    "properties": [
      "id": ["type": "string", "format": "uuid", "minLength": 36],
      "n": ["type": "integer", "default": 5, "minimum": 1],
      "mode": ["type": ["string", "null"], "enum": ["a", "b", nil]], "one": ["const": "x"], "free": ["type": "object"],
      "any": [:], "size": ["enum": [1, 2]], "uri": ["type": "string", "format": "uri", "description": "Where."],
      "form": ["oneOf": [["type": "string"], ["type": "number", "exclusiveMinimum": 0]]],
      "list": ["type": "array", "items": ["type": "integer", "format": "int32"]],
      "both": [
        "allOf": [
          ["type": "object", "properties": ["a": ["type": "string"]]], ["properties": ["b": ["type": "null"]]],
        ]
      ],
      "tree": ["$ref": "#/$defs/Tree"],
    ],
    "$defs": ["Tree": ["type": "object", "properties": ["kid": ["$ref": "#/$defs/Tree"]]]],
  ]

  @Test func `OpenAI: all is required, what may be left out may be null, objects are closed`() throws {
    let schema = ToolDialect.openai.input(Self.schema)
    let properties = try #require(schema["properties"])
    #expect(schema["required"]?.array?.count == 12)
    #expect(properties["id"] == ["type": "string", "format": "uuid", "description": "(minLength 36)"])
    #expect(properties["n"] == ["type": ["integer", "null"], "minimum": 1, "description": "(default 5)"])
    #expect(properties["mode"] == ["type": ["string", "null"], "enum": ["a", "b", nil]])
    #expect(properties["one"] == ["anyOf": [["const": "x", "type": "string"], ["type": "null"]]])
    #expect(properties["uri"]?["description"] == "Where. (format \"uri\")")
    #expect(properties["free"]?["type"] == ["string", "null"])
    #expect(properties["form"]?["anyOf"]?.array?.count == 3)
    #expect(properties["both"]?["required"] == ["a", "b"])
    #expect(properties["both"]?["additionalProperties"] == false)
    #expect(properties["tree"] == ["anyOf": [["$ref": "#/$defs/Tree"], ["type": "null"]]])
    #expect(schema["$defs"]?["Tree"]?["required"] == ["kid"])
  }

  @Test func `Gemini: nothing but the subset, no references, enum of strings`() throws {
    let schema = ToolDialect.gemini.input(Self.schema)
    let properties = try #require(schema["properties"])
    #expect(schema["required"] == ["id"])
    #expect(schema["additionalProperties"] == nil && schema["$defs"] == nil)
    #expect(properties["id"] == ["type": "string", "minLength": 36, "description": "(format \"uuid\")"])
    #expect(properties["mode"] == ["type": "string", "enum": ["a", "b"], "nullable": true])
    #expect(properties["one"] == ["type": "string", "enum": ["x"]])
    #expect(properties["size"] == ["type": "number", "description": "(one of [1,2])"])
    #expect(
      properties["form"]?["anyOf"] == [["type": "string"], ["type": "number", "description": "(exclusiveMinimum 0)"]]
    )
    #expect(properties["list"]?["items"] == ["type": "integer", "format": "int32"])
    #expect(properties["free"]?["type"] == "string")
    #expect(properties["both"]?["properties"]?["a"] == ["type": "string"])
    #expect(properties["tree"]?["properties"]?["kid"]?["type"] == "string")
  }

  @Test(arguments: [ToolDialect.openai, .gemini])
  func `what a model writes by the dialect is what is meant`(dialect: ToolDialect) async throws {
    var options = APITools.Options()
    options.dialect = dialect
    let bench = try Bench(
      operation: #"""
        {"requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "object", "properties": {
          "a": {"type": "string"}, "o": {"type": "object"}, "z": {"type": ["string", "null"]},
          "in": {"type": "object", "properties": {"b": {"type": "integer"}, "c": {"type": "integer"}}}}}}}}}
        """#,
      method: "post",
      options: options
    )
    let result = await bench.call(nil, ["a": nil, "o": #"{"x": 1}"#, "z": nil, "in": ["b": nil, "c": 2]])
    #expect(bench.backend.asked.first?.text == #"{"o":{"x":1},"z":null,"in":{"c":2}}"#)
    #expect(result["content"]?.array?.count == 1)
    #expect(await bench.failure(nil, ["a": 5]) != nil)
  }

  /// The keywords of every published schema are those of the dialect.
  @Test(.enabled(if: Oracles.areEnabled, "needs ../shared/specs"), arguments: [ToolDialect.openai, .gemini])
  func `every schema of the published document is written in the dialect`(dialect: ToolDialect) throws {
    let document = try APIDocument(reading: Oracles.bytes("specs/my-nethesis.openapi.yaml"), overlays: [])
    var options = APITools.Options()
    options.dialect = dialect
    let tools = APITools(
      document,
      base: try BaseURL("https://api.example"),
      backend: StubBackend(),
      credentials: StubCredentials(),
      options: options
    )
    let common: Set<String> = ["type", "description", "title", "properties", "required", "items", "anyOf", "enum"]
    let limits: Set<String> = ["pattern", "minimum", "maximum", "minItems", "maxItems", "format"]
    let own: Set<String> =
      dialect == .openai
      ? ["additionalProperties", "$ref", "$defs", "const", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"]
      : ["nullable", "minLength", "maxLength", "minProperties", "maxProperties"]
    #expect(tools.tools.count > 150)
    for tool in tools.tools {
      #expect(throws: Never.self) { try Schema(.object(tool.inputSchema)) }
      _ = SchemaTransform.apply(.object(tool.inputSchema)) { schema in
        let unknown = Set(schema.names).subtracting(common.union(limits).union(own))
        #expect(unknown.isEmpty, "\(tool.name)")
        return schema
      }
    }
  }
}
