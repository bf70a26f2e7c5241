import JSON
import OpenAPI
import Testing

/// The secrets in a value, by the schema of the value.
struct SecretFieldsTests {
  static func fields(_ schema: JSONValue) -> SecretFields { SecretFields(schema: schema, role: .output) }

  static let secret: JSONValue = ["type": "string", "x-mcp": ["secret": true]]

  @Test(
    arguments: [
      ["properties": ["pin": secret]],
      ["allOf": [["type": "object"], ["properties": ["pin": secret]]]],
      ["anyOf": [["type": "null"], ["properties": ["pin": secret]]]],
      ["oneOf": [["properties": ["pin": ["type": "string"]]], ["properties": ["pin": secret]]]],
      ["properties": ["pin": ["anyOf": [secret, ["type": "null"]]]]],
      ["properties": ["pin": ["x-mcp": ["secret": true], "anyOf": [["type": "string"], ["type": "null"]]]]],
      ["additionalProperties": secret],
      ["patternProperties": ["^p": secret]],
      ["$ref": "#/$defs/A", "$defs": ["A": ["properties": ["pin": ["$ref": "#/$defs/B"]]], "B": secret]],
      ["dependentSchemas": ["a": ["properties": ["pin": secret]]]],
      ["if": [:], "then": ["properties": ["pin": secret]]],
      ["x-mcp": ["secret": true]],
      ["type": "object", "writeOnly": true, "properties": ["pin": ["type": "string"]]],
    ] as [JSONValue]
  )
  func `a secret is found through every keyword that leads to it`(schema: JSONValue) {
    let fields = Self.fields(schema)
    #expect(!fields.isEmpty)
    #expect(fields.masking(["pin": "1234"]) == ["pin": "<pin>"])
  }

  @Test(
    arguments: [
      ["items": ["properties": ["pin": secret]]],
      ["prefixItems": [["properties": ["pin": secret]]]],
      ["prefixItems": [true], "items": ["properties": ["pin": secret]]],
    ] as [JSONValue]
  )
  func `a secret is found in arrays`(schema: JSONValue) {
    let value: JSONValue = [["pin": "1"], ["pin": "2"]]
    #expect(Self.fields(schema).masking(value).description.contains(#"{"pin":"<pin>"}"#))
  }

  @Test func `elements have the name of their array`() {
    let fields = Self.fields(["properties": ["passwords": ["type": "array", "items": ["type": "string"]]]])
    #expect(fields.masking(["passwords": ["a", "b"]]) == ["passwords": ["<passwords>", "<passwords>"]])
  }

  @Test func `schemas that contain themselves end`() {
    let tree: JSONValue = [
      "$ref": "#/$defs/Tree",
      "$defs": [
        "Tree": [
          "properties": ["token": ["type": "string"], "next": ["$ref": "#/$defs/Tree"]],
          "anyOf": [["$ref": "#/$defs/Tree"], true],
        ]
      ],
    ]
    let fields = Self.fields(tree)
    #expect(fields.masking(["next": ["next": ["token": "a"]]]) == ["next": ["next": ["token": "<token>"]]])
    #expect(Self.fields(["$ref": "#"]).masking("a") == "a")
  }

  @Test func `a long chain of references is followed`() {
    let names = (0..<5_000).map { "s\($0)" }
    var definitions = JSONObject(zip(names, names.dropFirst()).map { ($0, ["$ref": .string("#/$defs/\($1)")]) })
    definitions.append("s4999", ["properties": ["pin": Self.secret]])
    let fields = Self.fields(["$ref": "#/$defs/s0", "$defs": .object(definitions)])
    #expect(fields.masking(["pin": "1"]) == ["pin": "<pin>"])
  }

  @Test func `the shape stays, and what is no secret stays`() {
    let schema: JSONValue = [
      "properties": [
        "data": [
          "properties": ["id": ["type": "string"], "key_public": ["type": "string"], "token": ["type": "string"]]
        ]
      ]
    ]
    let value: JSONValue = ["code": 201, "data": ["id": "1", "token": "t", "key_public": "p"]]
    let masked = Self.fields(schema).masking(value)
    #expect(masked.description == #"{"code":201,"data":{"id":"1","token":"<token>","key_public":"p"}}"#)
  }

  @Test func `an input says whose secret it is`() {
    let fields = SecretFields(schema: ["properties": ["password": ["type": "string"]]], role: .input)
    #expect(fields.masking(["password": "hunter2"]) == ["password": "<your password>"])
  }

  @Test func `of a member that the schema does not name its name decides`() {
    let value: JSONValue = [
      "token": "t", "next_token": "n", "token_count": 3, "more": ["secret": "s", "otp": ""],
    ]
    for schema in [[:], true, ["additionalProperties": ["type": "string"]]] as [JSONValue] {
      let masked = Self.fields(schema).masking(value)
      let expected = #"{"token":"<token>","next_token":"n","token_count":3,"more":{"secret":"<secret>","otp":""}}"#
      #expect(masked.description == expected)
    }
  }

  @Test func `of a member that the schema names the schema decides`() {
    let fields = Self.fields(["properties": ["token": ["enum": ["page", "cursor"]], "secret": ["type": "boolean"]]])
    #expect(fields.isEmpty)
    #expect(fields.masking(["token": "page", "secret": true]) == ["token": "page", "secret": true])
  }

  @Test func `x-mcp takes a name's meaning from a field and from everything in a secret object`() {
    let schema: JSONValue = [
      "x-mcp": ["secret": true],
      "properties": ["token": ["x-mcp": ["secret": false]], "list": ["items": [:]]],
    ]
    let masked = Self.fields(schema).masking(["token": "t", "list": ["a", 1, true, nil], "undeclared": "u"])
    #expect(masked == ["token": "t", "list": ["<list>", "<list>", true, nil], "undeclared": "<undeclared>"])
  }

  @Test func `secrets are listed with their places`() {
    let schema: JSONValue = ["properties": ["a/b": ["items": ["properties": ["password": ["type": "string"]]]]]]
    let found = Self.fields(schema).secrets(in: ["a/b": [["password": "x"], ["password": ""], ["password": "y"]]])
    #expect(found.map(\.location.description) == ["/a~1b/0/password", "/a~1b/2/password"])
    #expect(found.map(\.value) == ["x", "y"])
  }

  @Test func `the names of secret properties are told`() {
    let schema: JSONValue = [
      "properties": ["b": ["properties": ["token": ["type": "string"]]], "a": ["$ref": "#/$defs/S"], "c": [:]],
      "$defs": ["S": ["format": "password"]],
    ]
    #expect(Self.fields(schema).names == ["a", "token"])
  }

  @Test func `a schema without secrets is empty`() {
    #expect(Self.fields(["properties": ["name": ["type": "string"], "next_token": ["type": "string"]]]).isEmpty)
    #expect(!Self.fields(["properties": ["token": ["type": "string"]]]).isEmpty)
  }
}
