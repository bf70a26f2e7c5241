import JSON
import JSONSchema
import MCP
import OpenAPI
@testable import Operations
import Schemas
import Testing
import TestSupport

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

  @Test func `Gemini: nothing stands beside the forms of a choice`() {
    let schema = ToolDialect.gemini.input([
      "type": "object",
      "properties": [
        "a": [
          "title": "T", "description": "Either.",
          "anyOf": [["type": "string", "description": "Text."], ["type": "integer"], ["type": "null"]],
        ],
        "b": ["type": ["string", "integer", "null"], "description": "Either."],
        "c": ["anyOf": [["anyOf": [["type": "string"], ["type": "integer"]]], ["type": "boolean"]]],
        "d": ["anyOf": [["type": "string"], ["type": "null"]], "description": "One."],
      ],
    ])
    let properties = schema["properties"]
    #expect(
      properties?["a"] == [
        "anyOf": [
          ["type": "string", "description": "Either. Text.", "nullable": true],
          ["type": "integer", "description": "Either.", "nullable": true],
        ]
      ]
    )
    #expect(properties?["b"]?.object?.names == ["anyOf"])
    #expect(properties?["b"]?["anyOf"]?.array?.map { $0["nullable"] } == [true, true])
    #expect(properties?["c"] == ["anyOf": [["type": "string"], ["type": "integer"], ["type": "boolean"]]])
    #expect(properties?["d"] == ["type": "string", "description": "One.", "nullable": true])
  }

  @Test(
    arguments: [
      ("^(?!undefined$)", false), ("(?<=a)b", false), ("(?<!a)b", false), ("a(?=b)", false), (#"(a)\\1"#, true),
      (#"(a)\1"#, false), (#"(?<n>a)\k<n>"#, false), (#"\(?=a"#, true), ("[(?=]", true), ("(?:a|b)+", true),
      ("(?<name>a)", true),
    ])
  func `OpenAI: a pattern that looks around or back is left out`(pattern: String, isPlain: Bool) {
    #expect(PatternWords.isPlain(pattern) == isPlain)
    let schema = OpenAIDialect.root([
      "type": "object", "properties": ["v": ["type": "string", "pattern": .string(pattern)]], "required": ["v"],
    ])
    #expect((schema["properties"]?["v"]?["pattern"] != nil) == isPlain)
  }

  @Test func `OpenAI: at most a thousand values are listed, the longest lists told in words`() throws {
    func values(_ count: Int) -> JSONValue {
      ["type": "string", "enum": .array((0..<count).map { .string("value\($0)") })]
    }
    let schema = ToolDialect.openai.input([
      "type": "object", "properties": ["a": values(700), "b": values(200), "c": values(150), "d": values(2_000)],
    ])
    let properties = try #require(schema["properties"]?.object)
    #expect(properties.members.map { $0.value["enum"] != nil } == [false, true, true, false])
    #expect(properties["a"]?["description"]?.string?.contains("one of") == true)
    // Of more than 250 texts, the characters count as well.
    let long = JSONValue.array((0..<300).map { .string(String(repeating: "x", count: 60) + "\($0)") })
    #expect(
      ToolDialect.openai.input(["type": "object", "properties": ["a": ["type": "string", "enum": long]]])[
        "properties"
      ]?["a"]?[
        "enum"
      ] == nil
    )
  }

  /// How many schemas stand in one another, references followed.
  private static func levels(_ schema: JSONValue, _ root: JSONObject, _ names: [String] = []) -> Int {
    if let name = schema["$ref"]?.string?.split(separator: "/").last.map(String.init) {
      return names.contains(name) ? 0 : levels(root["$defs"]?[name] ?? [:], root, names + [name])
    }
    let forms = (schema["anyOf"]?.array ?? []).map { levels($0, root, names) }
    let parts = (schema["properties"]?.object ?? [:]).members.map(\.value) + [schema["items"]].compactMap { $0 }
    return (forms + parts.map { 1 + levels($0, root, names) }).max() ?? 0
  }

  @Test func `OpenAI: at most ten levels, what is deeper as text`() throws {
    var deep: JSONValue = ["type": "string"]
    for level in 0..<30 {
      deep = level % 2 == 0 ? ["type": "object", "properties": ["p": deep]] : ["type": "array", "items": deep]
    }
    var definitions = JSONObject()
    for level in 0..<30 {
      definitions.append(
        "d\(level)",
        [
          "type": "object",
          "properties": ["n": ["$ref": .string("#/$defs/d\(level + 1)")], "up": ["$ref": "#/$defs/d0"]],
        ]
      )
    }
    definitions.append("d30", ["type": "string"])
    let schema = ToolDialect.openai.input([
      "type": "object", "properties": ["deep": deep, "chain": ["$ref": "#/$defs/d0"]], "$defs": .object(definitions),
    ])
    // The root is one of them.
    #expect(Self.levels(.object(schema), schema) == 9)
    #expect(JSONValue.object(schema).description.contains("written as JSON text"))
  }

  @Test(arguments: ToolDialect.allCases)
  func `parts that lead back to their whole end`(dialect: ToolDialect) {
    let back: JSONValue = ["allOf": [["$ref": "#/$defs/A"], ["description": "Again."]]]
    let properties = JSONObject((0..<10).map { ("p\($0)", back) })
    for definition in [["anyOf": [back, back]], ["type": "object", "properties": .object(properties)]] as [JSONValue] {
      let schema = dialect.input(["type": "object", "properties": ["a": back], "$defs": ["A": definition]])
      #expect(JSONValue.object(schema).json.count < 10_000_000)
    }
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
