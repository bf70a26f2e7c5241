import HTTPTypes
import JSON
@testable import Operations
import Testing

@testable import APITools

/// Values of `enum` that are not of their schema's type, or are there twice.
struct ListedValuesTests {
  private static let half = JSONNumber(text: "1.5").map(JSONValue.number) ?? .null

  private func written(_ schema: JSONObject) -> JSONObject { ListedValues(in: [:]).written(schema) }

  @Test(
    arguments: [
      (["type": "string", "enum": ["a", "b", "a"]], ["type": "string", "enum": ["a", "b"]]),
      (["type": "string", "enum": [1, 2, "X", "1"]], ["type": "string", "enum": ["1", "2", "X"]]),
      (["type": "string", "enum": [true, false]], ["type": "string", "enum": ["true", "false"]]),
      (["type": "integer", "enum": ["1", "2"]], ["type": "integer", "enum": [1, 2]]),
      (["type": "number", "enum": ["1.5", 2]], ["type": "number", "enum": [half, 2]]),
      (["type": "boolean", "enum": ["true"]], ["type": "boolean", "enum": [true]]),
      (["type": ["string", "null"], "enum": [1, nil]], ["type": ["string", "null"], "enum": ["1", nil]]),
      // No value can be null where the type is not.
      (["type": "string", "enum": ["a", nil]], ["type": "string", "enum": ["a"]]),
      (["type": "integer", "enum": [1, "all"]], ["type": "integer", "enum": [1]]),
      // Nothing that is listed could be given: the list says what is meant.
      (["type": "integer", "enum": ["low", "high"]], ["enum": ["low", "high"]]),
      (["type": ["integer", "null"], "enum": ["low", nil]], ["enum": ["low", nil]]),
      (["type": "string", "const": 1], ["type": "string", "const": "1"]),
      (["type": "string", "default": 1], ["type": "string", "default": "1"]),
      (["type": "integer", "default": "none"], ["type": "integer"]),
      (["enum": [1, "1", 1]], ["enum": [1, "1"]]), (["type": "string", "enum": []], ["type": "string", "enum": []]),
      (
        ["type": "array", "items": ["type": "string"], "enum": ["a", 1]],
        ["type": "array", "items": ["type": "string", "enum": ["a", "1"]]]
      ),
    ] as [(JSONObject, JSONObject)]
  )
  func `each value once, in the type of the schema`(schema: JSONObject, expected: JSONObject) {
    #expect(written(schema) == expected)
  }

  @Test func `the type of what is referred to counts, in cycles as well`() {
    let listed = ListedValues(in: [
      "$defs": [
        "T": ["allOf": [["$ref": "#/$defs/S"]]], "S": ["type": "string"], "L": ["allOf": [["$ref": "#/$defs/L"]]],
      ]
    ])
    #expect(listed.written(["$ref": "#/$defs/T", "enum": [1]])["enum"] == ["1"])
    #expect(listed.written(["$ref": "#/$defs/L", "enum": [1]])["enum"] == [1])
  }

  private static let operation = #"""
    {"parameters": [{"name": "q", "in": "query", "schema": {"type": "string", "enum": [1, true, "x"]}}],
     "requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "object", "properties": {
       "n": {"type": "integer", "enum": ["1", "2"]}, "s": {"type": "string", "enum": [1]},
       "z": {"type": ["string", "null"], "enum": ["a", null]}}}}}}}
    """#

  @Test(arguments: ToolDialect.allCases)
  func `the API gets what the caller gave, in the type that the document names`(dialect: ToolDialect) async throws {
    var options = APITools.Options()
    options.dialect = dialect
    let bench = try Bench(operation: Self.operation, method: "post", options: options)
    _ = await bench.call(nil, ["q": "true", "n": 2, "s": "1", "z": nil])
    #expect(bench.backend.asked.first?.request.path?.hasSuffix("?q=true") == true)
    #expect(bench.backend.asked.first?.text == #"{"n":2,"s":"1","z":null}"#)
    #expect(await bench.failure(nil, ["q": "2"])?.contains("must be one of") == true)
  }
}
