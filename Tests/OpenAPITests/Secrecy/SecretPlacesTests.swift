import JSON
import OpenAPI
import Testing

/// Where secrets are, as a report lists them.
struct SecretPlacesTests {
  static func places(_ schema: JSONValue) -> [String] {
    SecretFields(schema: schema, role: .input).places.map { "\($0.path): \($0.rule.phrase)" }
  }

  @Test func `arrays, maps and items are listed with their rules`() {
    let schema: JSONValue = [
      "properties": [
        "passwords": ["type": "array", "items": ["type": "string"]],
        "access_tokens": ["type": "object", "additionalProperties": ["type": "string"]],
        "rows": ["type": "array", "items": ["properties": ["pin": ["type": "string"], "note": ["type": "string"]]]],
        "byName": ["additionalProperties": ["properties": ["api_key": ["type": "string"]]]],
        "sendInvite": ["type": "boolean", "writeOnly": true],
      ]
    ]
    #expect(
      Self.places(schema).sorted() == [
        "access_tokens: named as a token that lets in", "byName.*.api_key: named as a key that opens or signs",
        "passwords[]: named as a password or secret", "rows[].pin: named as a code that proves who somebody is",
      ]
    )
  }

  @Test func `schemas that contain themselves end`() {
    let tree: JSONValue = [
      "$ref": "#/$defs/Tree",
      "$defs": [
        "Tree": ["properties": ["token": ["type": "string"], "next": ["items": ["$ref": "#/$defs/Tree"]]]]
      ],
    ]
    #expect(Self.places(tree).first == "token: named as a token that lets in")
  }

  @Test func `an argument is a secret as a whole, or of several secrets`() {
    let schema: JSONValue = [
      "properties": [
        "token": ["type": "string"], "tokens": ["type": "array", "items": ["type": "string"]],
        "credentials": ["type": "object"], "access_tokens": ["additionalProperties": ["type": "string"]],
        "user": ["properties": ["password": ["type": "string"]]], "name": ["type": "string"],
        "list": ["additionalProperties": ["format": "password"]],
      ]
    ]
    let fields = SecretFields(schema: schema, role: .input)
    #expect(fields.whole("token") == .value(.token))
    #expect(fields.whole("tokens") == .several(.token))
    #expect(fields.whole("credentials") == .value(.password))
    #expect(fields.whole("access_tokens") == .value(.token))
    #expect(fields.whole("list") == .several(.format))
    #expect(fields.whole("user") == nil)
    #expect(fields.whole("name") == nil)
  }
}
