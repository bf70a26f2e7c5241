import JSON
import OpenAPI
import Testing

/// Schemas as models see them.
struct SchemaMaskingTests {
  static let string: JSONValue = ["type": "string"]

  static func text(_ schema: JSONValue) -> String { Secrecy.masking(schema: schema, role: .input).description }

  @Test(arguments: ["default", "const", "example"])
  func `what a schema gives as a value is masked`(keyword: String) {
    let schema = JSONValue.object(["format": "password", "\(keyword)": "canary"] as JSONObject)
    #expect(Secrecy.masking(schema: schema, name: "pin", role: .output)[keyword] == "<pin>")
  }

  @Test(
    arguments: [
      ["properties": ["password": ["type": "string", "examples": ["canary", "canary"]]]],
      ["properties": ["password": ["type": "string"]], "examples": [["password": "canary"]]],
      ["properties": ["password": ["type": "string"]], "default": ["password": "canary"]],
      ["properties": ["passwords": ["items": ["type": "string", "examples": ["canary"]]]]],
      ["properties": ["passwords": ["items": ["type": "string"], "examples": [["canary"]]]]],
      [
        "properties": ["a": ["x-mcp": ["secret": true], "properties": ["b": ["type": "string", "default": "canary"]]]]
      ],
      ["properties": ["a": ["format": "password", "anyOf": [["type": "string", "examples": ["canary"]]]]]],
      ["allOf": [["properties": ["password": ["type": "string"]]], ["examples": [["password": "canary"]]]]],
      [
        "properties": ["password": ["$ref": "#/$defs/Text"]],
        "$defs": ["Text": ["type": "string", "examples": ["canary"]]],
      ],
      ["$defs": ["Password": ["type": "string", "examples": ["canary"]]]],
      ["additionalProperties": ["format": "password", "default": "canary"]],
      ["examples": [["undeclared": ["token": "canary"]]]],
    ] as [JSONValue]
  )
  func `no secret stays in a schema`(schema: JSONValue) {
    #expect(!Self.text(schema).contains("canary"))
    #expect(Self.text(schema).contains("<your "))
    #expect(SecretFields(schema: schema, role: .input).masked(schema).description == Self.text(schema))
  }

  @Test func `everything else stays as it is`() {
    let schema: JSONValue = [
      "type": "object", "properties": ["default": ["type": "string", "examples": ["a"]], "n": ["default": 1]],
      "required": ["n"], "examples": [["default": "a", "n": 2]], "enum": ["token"],
    ]
    #expect(Self.text(schema) == schema.description)
    #expect(SecretFields(schema: schema, role: .input).masked(schema) == schema)
  }
}
