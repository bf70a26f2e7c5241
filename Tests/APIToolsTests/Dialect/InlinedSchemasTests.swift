import JSON
import JSONSchema
import MCP
import OpenAPI
@testable import Operations
import Testing

@testable import APITools

/// The dialect for clients that read no references.
struct InlinedSchemasTests {
  private func written(_ schema: JSONObject) -> JSONObject { ToolDialect.noRefs.input(schema) }

  @Test func `a definition stands where it is referred to, with what is said there`() {
    let schema = written([
      "type": "object",
      "properties": ["a": ["$ref": "#/$defs/T", "description": "Here."], "b": ["$ref": "#/$defs/T"]],
      "$defs": ["T": ["type": ["integer", "null"], "description": "There."]],
    ])
    let forms: JSONValue = [["type": "integer"], ["type": "null"]]
    #expect(schema["properties"]?["a"] == ["description": "Here.", "anyOf": forms])
    #expect(schema["properties"]?["b"] == ["description": "There.", "anyOf": forms])
    #expect(schema["$defs"] == nil)
  }

  @Test func `a schema that contains itself ends in a plain object that says so`() throws {
    let schema = written([
      "type": "object", "properties": ["tree": ["$ref": "#/$defs/Tree"]],
      "$defs": [
        "Tree": [
          "type": "object",
          "properties": ["name": ["type": "string"], "kids": ["type": "array", "items": ["$ref": "#/$defs/Tree"]]],
        ]
      ],
    ])
    let kids = schema["properties"]?["tree"]?["properties"]?["kids"]
    #expect(kids?["items"]?["type"] == "object")
    #expect(kids?["items"]?["description"] == "(Tree, again: its fields are those of the one that it is part of)")
    #expect(try Schema(.object(schema)).accepts(["tree": ["kids": [["kids": [["name": "a"]]]]]]))
  }

  @Test func `what restricts a reference holds beside what it leads to`() throws {
    let schema = written([
      "type": "object", "properties": ["a": ["$ref": "#/$defs/T", "properties": ["k": ["const": "x"]]]],
      "$defs": ["T": ["type": "object", "properties": ["n": ["type": "integer"]], "required": ["n"]]],
    ])
    let compiled = try Schema(.object(schema))
    #expect(compiled.accepts(["a": ["k": "x", "n": 1]]))
    #expect(!compiled.accepts(["a": ["k": "y", "n": 1]]) && !compiled.accepts(["a": ["k": "x"]]))
  }

  @Test(arguments: [ToolDialect.noRefs, .gemini])
  func `what multiplies is bounded`(dialect: ToolDialect) throws {
    var definitions = JSONObject()
    for level in 0..<60 {
      let next: JSONValue = ["$ref": .string("#/$defs/d\(level + 1)")]
      definitions.append("d\(level)", ["type": "object", "properties": ["a": next, "b": next, "c": next]])
    }
    definitions.append("d60", ["type": "string"])
    let root: JSONObject = [
      "type": "object", "properties": ["a": ["$ref": "#/$defs/d0"]], "$defs": .object(definitions),
    ]
    for schema in [dialect.input(root), dialect.output(root)] {
      #expect(JSONValue.object(schema).json.count < 1_000_000)
      #expect(!JSONValue.object(schema).description.contains("$ref"))
    }
  }

  @Test func `outputs have none either, and say no less of what may be null`() throws {
    var options = APITools.Options()
    options.dialect = .noRefs
    let bench = try Bench(
      operation: #"""
        {"responses": {"200": {"description": "", "content": {"application/json": {"schema":
          {"$ref": "#/components/schemas/Tree"}}}}}}
        """#,
      rest: #"""
        , "components": {"schemas": {"Tree": {"type": "object", "properties": {"kid":
          {"$ref": "#/components/schemas/Tree"}}}}}
        """#,
      options: options
    )
    let schema = try #require(bench.tools.tools[0].outputSchema)
    #expect(!JSONValue.object(schema).description.contains("$"))
    #expect(try Schema(.object(schema)).accepts(["kid": ["kid": ["kid": nil]]]))
  }
}
