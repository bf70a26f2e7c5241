import Canary
import JSON
import Testing

struct SchemaSampleTests {
  private static let schema: JSONValue = [
    "type": "object",
    "properties": [
      "name": ["type": "string", "example": "Nightly"], "mode": ["enum": ["read", "write"]],
      "note": ["type": "string"], "ends": ["type": ["string", "null"]], "items": ["$ref": "#/$defs/list"],
    ],
    "required": ["name", "mode"],
    "$defs": [
      "list": ["type": "array", "items": ["allOf": [["type": "object", "properties": ["id": ["type": "string"]]]]]]
    ],
  ]

  @Test func `arguments are what is required, with examples`() {
    #expect(SchemaSample.arguments(Self.schema) == ["name": "Nightly", "mode": "read"])
  }

  @Test func `an answer has everything, and the text that is wanted in every string`() {
    let answer = SchemaSample.answer(Self.schema) { name, number in "\(name) \(number)" }
    let wanted: JSONValue = [
      "name": "name 1", "mode": "read", "note": "note 2", "ends": nil, "items": [["id": "id 3"]],
    ]
    #expect(answer == wanted)
  }

  @Test(arguments: ["9223372036854775807", "-9223372036854775808", "1e18", "-1", "1e400"])
  func `sizes that a document asks for are bounded`(size: String) throws {
    let number = JSONValue.number(try #require(JSONNumber(text: size)))
    let schema: JSONValue = [
      "type": "object", "required": ["a", "s", "m"],
      "properties": [
        "a": ["type": "array", "minItems": number], "s": ["type": "string", "minLength": number],
        "m": ["type": "string", "maxLength": number],
      ],
    ]
    #expect(SchemaSample.arguments(schema).description.utf8.count < 20_000)
  }

  @Test func `schemas that contain themselves end`() {
    let schema: JSONValue = ["type": "object", "properties": ["a": ["$ref": "#"], "b": ["$ref": "#"]]]
    #expect(SchemaSample.answer(schema) { _, _ in "x" }.object != nil)
  }
}
