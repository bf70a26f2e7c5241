import JSON
import JSONSchema
import MCP
import OpenAPI
@testable import Operations
import Testing

@testable import APITools

/// Input schemas in the default dialect.
struct DefaultDialectTests {
  private static let four: JSONValue = [
    "anyOf": [["type": "string"], ["type": "number"], ["type": "boolean"], ["type": "object"]]
  ]
  private static let any: JSONValue = [
    "anyOf": [
      ["type": "string"], ["type": "number"], ["type": "boolean"], ["type": "object"],
      ["type": "array", "items": four],
    ]
  ]

  private func written(_ schema: JSONValue) -> JSONValue {
    ToolDialect.default.input(["type": "object", "properties": ["p": schema]])["properties"]?["p"] ?? .null
  }

  @Test func `every schema has properties, be they none`() throws {
    let bench = try Bench(operation: #"{"operationId": "none"}"#)
    #expect(bench.schema(of: "none")["properties"] == [:])
    for dialect in ToolDialect.allCases {
      #expect(dialect.input(["type": "object", "additionalProperties": false])["properties"] == [:])
    }
  }

  @Test(arguments: ToolDialect.allCases)
  func `the format of passwords is not published`(dialect: ToolDialect) {
    let schema = dialect.input(["type": "object", "properties": ["p": ["type": "string", "format": "password"]]])
    #expect(!JSONValue.object(schema).description.contains(#""password""#))
  }

  @Test func `several types are alternatives, each with its keywords, null last`() {
    #expect(
      written([
        "type": ["null", "string", "integer"], "title": "T", "description": "What.", "default": 1, "minLength": 2,
        "maximum": 9, "format": "date", "deprecated": true,
      ]) == [
        "title": "T", "description": "What.", "default": 1, "deprecated": true,
        "anyOf": [
          ["type": "string", "minLength": 2, "format": "date"], ["type": "integer", "maximum": 9], ["type": "null"],
        ],
      ]
    )
    #expect(
      written(["type": ["object", "null"], "properties": ["a": ["type": ["integer", "null"]]], "required": ["a"]]) == [
        "anyOf": [
          [
            "type": "object", "properties": ["a": ["anyOf": [["type": "integer"], ["type": "null"]]]],
            "required": ["a"],
          ], ["type": "null"],
        ]
      ]
    )
    #expect(written(["type": ["string"], "minLength": 1]) == ["type": "string", "minLength": 1])
    #expect(written(["type": ["integer", "null"], "format": "uuid"])["anyOf"]?.array?.first?["format"] == "uuid")
  }

  @Test func `listed values go to the alternative of their type`() {
    #expect(
      written(["type": ["string", "null"], "enum": ["a", "b", nil]])
        == ["anyOf": [["type": "string", "enum": ["a", "b"]], ["type": "null"]]]
    )
    // Without null among them, null is no value.
    #expect(written(["type": ["string", "null"], "enum": ["a"]]) == ["type": "string", "enum": ["a"]])
    #expect(
      written(["type": ["string", "integer"], "enum": ["a", 1]])
        == ["anyOf": [["type": "string", "enum": ["a"]], ["type": "integer", "enum": [1]]]]
    )
    #expect(written(["type": ["string", "null"], "const": "x"]) == ["type": "string", "const": "x"])
  }

  @Test func `what holds for every type stays with the one, or beside them all`() {
    let parts: JSONValue = [["required": ["a"]], ["required": ["b"]]]
    #expect(
      written(["type": ["object", "null"], "anyOf": parts])
        == ["anyOf": [["type": "object", "anyOf": parts], ["type": "null"]]]
    )
    #expect(
      written(["type": ["object", "array"], "anyOf": parts]) == [
        "anyOf": [["type": "object"], ["type": "array", "items": Self.any]], "allOf": [["anyOf": parts]],
      ]
    )
  }

  @Test func `a schema that says nothing is one of each type`() {
    #expect(written([:]) == Self.any)
    #expect(written(true) == Self.any)
    #expect(written(["description": "What."])["description"] == "What.")
    #expect(written(["description": "What."])["anyOf"] == Self.any["anyOf"])
    #expect(written(["type": "array", "items": [:]]) == ["type": "array", "items": Self.any])
    #expect(written(["type": "array"]) == ["type": "array", "items": Self.any])
    #expect(written(["anyOf": [[:], ["type": "null"]]])["anyOf"]?.array?.first == Self.any)
    #expect(written(["format": "password"]) == Self.any)
    // What it says of texts is said of texts.
    #expect(written(["minLength": 3])["anyOf"]?.array?.first == ["type": "string", "minLength": 3])
    // Nothing is to be given for a condition.
    #expect(written(["type": "object", "not": [:]]) == ["type": "object", "not": [:]])
  }

  @Test func `maps of anything are true, other maps say of what`() {
    #expect(
      written(["type": "object", "additionalProperties": [:]]) == ["type": "object", "additionalProperties": true]
    )
    #expect(
      written(["type": "object", "additionalProperties": ["type": ["string", "null"]]])["additionalProperties"]
        == ["anyOf": [["type": "string"], ["type": "null"]]]
    )
    #expect(
      written(["type": "object", "additionalProperties": ["description": "D"]])["additionalProperties"]?["anyOf"]
        == Self.any["anyOf"]
    )
  }

  @Test func `XHDR-01: an argument that goes to a header field keeps its single type`() throws {
    let schema = ToolDialect.default.input([
      "type": "object",
      "properties": ["r": ["type": ["string", "null"], "enum": ["a", nil], "x-mcp-header": "Region"]],
    ])
    #expect(schema["properties"]?["r"] == ["type": "string", "enum": ["a"], "x-mcp-header": "Region"])
    #expect(try HeaderParameter.all(in: schema).map(\.name) == ["Region"])
  }

  @Test func `outputs and OpenAI keep arrays of types`() throws {
    let schema = #"{"type": "object", "properties": {"a": {"type": ["string", "null"]}}}"#
    let operation = #"""
      {"parameters": [{"name": "q", "in": "query", "required": true, "schema": {"type": ["string", "null"]}}],
       "responses": {"200": {"description": "", "content": {"application/json": {"schema": \#(schema)}}}}}
      """#
    var options = APITools.Options()
    #expect(
      try Bench(operation: operation).tools.tools[0].outputSchema?["properties"]?["a"]?["type"] == ["string", "null"]
    )
    options.dialect = .openai
    let tool = try Bench(operation: operation, options: options).tools.tools[0]
    #expect(tool.inputSchema["properties"]?["q"]?["type"] == ["string", "null"])
  }

  @Test func `what is checked stays the schema of the document`() async throws {
    let bench = try Bench(
      operation: #"""
        {"requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "object", "properties":
          {"any": {}, "n": {"type": ["integer", "null"]}}}}}}}
        """#,
      method: "post"
    )
    _ = await bench.call(nil, ["any": [[1]], "n": nil])
    #expect(bench.backend.asked.first?.text == #"{"any":[[1]],"n":null}"#)
    #expect(await bench.failure(nil, ["n": "x"])?.contains("must be an integer or null") == true)
  }
}
