import JSON
import JSONSchema
import Testing

/// Members that are null where that can only mean left out.
struct LeftOutTests {
  private static let string: JSONValue = ["type": "string"]

  @Test(
    arguments: [
      // Optional and not nullable.
      (["properties": ["a": string, "b": string]], ["a": nil, "b": "x"], ["b": "x"]),
      (["properties": ["o": ["properties": ["a": string]]]], ["o": ["a": nil]], ["o": [:]]),
      (
        ["properties": ["l": ["items": ["properties": ["a": string]]]]], ["l": [["a": nil], ["a": "x"]]],
        ["l": [[:], ["a": "x"]]]
      ),
      (["prefixItems": [["properties": ["a": string]]]], [["a": nil], ["a": nil]], [[:], ["a": nil]]),
      (["additionalProperties": ["properties": ["a": string]]], ["k": ["a": nil]], ["k": [:]]),
      (["allOf": [["properties": ["a": string]], ["properties": ["b": string]]]], ["a": nil, "b": nil], [:]),
      (
        [
          "$ref": "#/$defs/T",
          "$defs": ["T": ["properties": ["t": ["$ref": "#/$defs/T"], "a": string], "type": "object"]],
        ],
        ["t": ["t": ["a": nil], "a": nil]], ["t": ["t": [:]]]
      ),
      (["anyOf": [["type": "object", "properties": ["a": string]], ["type": "null"]]], ["a": nil], [:]),
      (["oneOf": [["properties": ["a": string]], ["properties": ["a": ["type": "integer"]]]]], ["a": nil], [:]),
      (["anyOf": [["properties": ["a": string], "required": ["a"]], ["properties": ["a": string]]]], ["a": nil], [:]),
      // Required, nullable, of any value, or nobody's property.
      (["properties": ["a": string], "required": ["a"]], ["a": nil], nil),
      (["anyOf": [["properties": ["a": string], "required": ["a"]], ["type": "null"]]], ["a": nil], nil),
      (["allOf": [["properties": ["a": string]], ["required": ["a"]]]], ["a": nil], nil),
      (["properties": ["a": ["type": ["string", "null"]]]], ["a": nil], nil),
      (["properties": ["a": ["anyOf": [string, ["enum": [nil]]]]]], ["a": nil], nil),
      (["oneOf": [["properties": ["a": string]], ["properties": ["a": ["type": "null"]]]]], ["a": nil], nil),
      (["properties": ["a": [:]]], ["a": nil], nil), (["additionalProperties": string], ["a": nil], nil),
      (["patternProperties": ["^a": string]], ["a": nil], nil), (["properties": ["a": string]], ["b": nil], nil),
      (["items": string], [nil], nil), ([:], ["a": nil], nil),
    ] as [(JSONValue, JSONValue, JSONValue?)]
  )
  func `null goes where it can mean nothing else`(schema: JSONValue, value: JSONValue, rest: JSONValue?) throws {
    #expect(try Schema(schema).leavingOutNulls(value) == rest)
  }

  @Test func `a schema that multiplies ends`() throws {
    var definitions = JSONObject()
    for level in 0..<40 {
      let next: JSONValue = ["$ref": .string("#/$defs/d\(level + 1)")]
      definitions.append(
        "d\(level)",
        ["anyOf": [next, next], "properties": ["a": next, "b": ["anyOf": [next, next]]]]
      )
    }
    definitions.append("d40", ["type": "object", "properties": ["z": Self.string]])
    var value: JSONValue = ["z": nil]
    for _ in 0..<8 { value = ["a": value, "b": value] }
    let schema = try Schema(["$ref": "#/$defs/d0", "$defs": .object(definitions)])
    #expect(schema.leavingOutNulls(value)?.description.contains("null") == false)
  }
}
