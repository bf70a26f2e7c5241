@testable import APITools
import JSON
import JSONSchema
import MCP
@testable import Operations
import Testing

struct SharedSchemasTests {
  /// An object that is worth a definition.
  private static func large(_ description: String? = nil) -> JSONValue {
    let names = (0..<12).map { "field\($0)" }
    var schema: JSONObject = ["type": "object"]
    schema.append("description", ifPresent: description.map(JSONValue.string))
    schema.append("properties", .object(JSONObject(names.map { ($0, ["type": "string"]) })))
    return .object(schema)
  }

  private func applied(_ properties: JSONObject, _ more: JSONObject = [:], splits: Bool = true) -> JSONObject {
    let root: JSONObject = ["type": "object", "properties": .object(properties)]
    return SharedSchemas.applied(to: JSONObject(root.members + more.members), splitsAnnotations: splits)
  }

  @Test func `what stands in two places stands in the definitions once`() {
    let schema = applied(["home": Self.large(), "work": ["type": "array", "items": Self.large()]])
    #expect(schema["properties"]?["home"] == ["$ref": "#/$defs/home"])
    #expect(schema["properties"]?["work"] == ["type": "array", "items": ["$ref": "#/$defs/home"]])
    #expect(schema["$defs"] == ["home": Self.large()])
  }

  @Test func `what is short, or stands in one place, stays there`() {
    let short: JSONObject = ["a": ["type": "string"], "b": ["type": "string"], "c": Self.large()]
    #expect(applied(short) == ["type": "object", "properties": .object(short)])
  }

  @Test func `what is said at one place stays beside the reference`() {
    let properties: JSONObject = ["a": Self.large("One."), "b": Self.large("Two."), "c": Self.large()]
    let schema = applied(properties)
    #expect(schema["properties"]?["a"] == ["$ref": "#/$defs/a", "description": "One."])
    #expect(schema["properties"]?["c"] == ["$ref": "#/$defs/a"])
    #expect(schema["$defs"] == ["a": Self.large()])
    // Where nothing may stand beside a reference, these are different schemas.
    #expect(applied(properties, splits: false)["$defs"] == nil)
    let same = applied(["a": Self.large("One."), "b": Self.large("One.")])
    #expect(same["$defs"] == ["a": Self.large("One.")])
  }

  @Test func `definitions that are there keep their names`() {
    let schema = applied(
      ["a": Self.large(), "b": Self.large(), "tree": ["$ref": "#/$defs/a"]],
      ["$defs": ["a": ["type": "object", "properties": ["kid": ["$ref": "#/$defs/a"], "x": Self.large()]]]]
    )
    #expect(schema["properties"]?["tree"] == ["$ref": "#/$defs/a"])
    #expect(schema["properties"]?["a"] == ["$ref": "#/$defs/schema_a"])
    #expect(schema["$defs"]?["a"]?["properties"]?["x"] == ["$ref": "#/$defs/schema_a"])
    #expect(schema["$defs"]?["a"]?["properties"]?["kid"] == ["$ref": "#/$defs/a"])
  }

  @Test func `what doubles at each level grows no more`() throws {
    var schema = Self.large()
    for _ in 0..<12 { schema = ["type": "object", "properties": ["a": schema, "b": schema]] }
    let shared = applied(["root": schema])
    #expect(JSONValue.object(shared).json.count < 3_000)
    var value: JSONValue = ["field0": "x"]
    for level in 0..<12 { value = level % 2 == 0 ? ["a": value] : ["b": value] }
    let compiled = try Schema(.object(shared))
    #expect(compiled.accepts(["root": value]))
    #expect(!compiled.accepts(["root": ["a": ["b": 1]]]))
  }

  @Test func `the input and the output of a tool have them`() throws {
    let bench = try Bench(
      operation: #"""
        {"requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "object", "properties":
           {"home": \#(Self.large("Home.")), "work": \#(Self.large("Work."))}}}}},
         "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "object",
           "properties": {"home": \#(Self.large()), "work": \#(Self.large())}}}}}}}
        """#,
      method: "post"
    )
    let tool = bench.tools.tools[0]
    #expect(tool.inputSchema["$defs"]?.object?.names == ["home"])
    #expect(tool.outputSchema?["$defs"]?.object?.names == ["home"])
  }

  @Test func `definitions that nothing leads to are left out, also those that lead to each other`() {
    let kept: JSONValue = ["type": "object", "properties": ["kid": ["$ref": "#/$defs/kid"]]]
    let schema: JSONObject = [
      "type": "object",
      "properties": ["a": ["type": ["object", "null"], "properties": ["b": ["items": ["$ref": "#/$defs/kept"]]]]],
      "$defs": [
        "kept": kept, "kid": ["type": ["string", "null"]], "lone": ["type": "string"],
        "one": ["items": ["$ref": "#/$defs/other"]], "other": ["items": ["$ref": "#/$defs/one"]],
      ],
    ]
    for dialect in [ToolDialect.default, .openai] {
      #expect(dialect.output(schema)["$defs"]?.object?.names.sorted() == ["kept", "kid"])
      #expect(dialect.input(schema)["$defs"]?.object?.names.sorted() == ["kept", "kid"])
    }
    for dialect in [ToolDialect.gemini, .noRefs] {
      #expect(dialect.output(schema)["$defs"] == nil)
      #expect(dialect.input(schema)["$defs"] == nil)
    }
    var none = schema
    none["properties"] = ["a": ["type": "string"]]
    for dialect in ToolDialect.allCases { #expect(dialect.output(none)["$defs"] == nil) }
  }
}
