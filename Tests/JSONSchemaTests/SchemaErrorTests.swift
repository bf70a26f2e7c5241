import JSON
import JSONSchema
import Testing

@Suite
struct SchemaErrorTests {
  private func error(_ schema: String, registry: Schema.Registry = .init()) throws -> SchemaError? {
    let schema = try JSONParser.parse(schema)
    return #expect(throws: SchemaError.self) { try Schema(schema, registry: registry) }
  }

  @Test(arguments: [
    (#"{"properties":{"a":[]}}"#, SchemaError.Reason.notASchema, "/properties/a"),
    (#"{"items":{"minLength":"3"}}"#, .malformed(keyword: "minLength", expected: "a number"), "/items"),
    (#"{"minLength":-1}"#, .malformed(keyword: "minLength", expected: "a whole number of at least 0"), ""),
    (#"{"required":"a"}"#, .malformed(keyword: "required", expected: "an array of strings"), ""),
    (#"{"anyOf":[]}"#, .malformed(keyword: "anyOf", expected: "an array of at least one schema"), ""),
    (#"{"multipleOf":0}"#, .malformed(keyword: "multipleOf", expected: "a number above 0"), ""),
    (
      #"{"properties":{"a":true,"a":false}}"#,
      .malformed(keyword: "properties", expected: "an object that has no name twice"), ""
    ),
    (#"{"enum":1}"#, .malformed(keyword: "enum", expected: "an array"), ""),
    (#"{"$defs":{"a":{"$id":1}}}"#, .malformed(keyword: "$id", expected: "a string"), "/$defs/a"),
    (#"{"$defs":{"a":{"$anchor":"x"},"b":{"$anchor":"x"}}}"#, .ambiguous(identifier: "x"), "/$defs/a"),
    (##"{"items":{"$ref":"#/$defs/no"}}"##, .unresolved(reference: "#/$defs/no"), "/items"),
    (##"{"$ref":"#no"}"##, .unresolved(reference: "#no"), ""),
    (
      #"{"type":"strin"}"#, .malformed(keyword: "type", expected: "the name of a JSON type, or an array of such names"),
      ""
    ),
  ])
  func `says what is wrong with a schema and where`(schema: String, reason: SchemaError.Reason, place: String) throws {
    let error = try error(schema)
    #expect(error?.reason == reason)
    #expect(error?.location.description == place)
  }

  @Test(arguments: ["https://example.com/schema.json", "http://127.0.0.1:1/x#/a", "other.json", "file:///etc/passwd"])
  func `SCH-05, SCH-06: a reference to an unregistered document is an error that names it`(uri: String) throws {
    let error = try error(#"{"properties":{"a":{"$ref":"\#(uri)"}}}"#)
    #expect(error?.reason == .unresolved(reference: uri))
    #expect(error?.description.contains(uri) ?? false)
  }

  @Test(arguments: ["http://json-schema.org/draft-04/schema#", "https://example.com/dialect"])
  func `SCH-02: an unknown dialect is an error`(uri: String) throws {
    #expect(try error(#"{"$schema":"\#(uri)"}"#)?.reason == .unknownDialect(uri))
  }

  @Test func `SCH-02: a vocabulary that a dialect requires and nobody knows is an error`() throws {
    var registry = Schema.Registry()
    try registry.register(["$vocabulary": ["https://example.com/vocab": true]], as: "https://example.com/dialect")
    let error = try error(#"{"$schema":"https://example.com/dialect"}"#, registry: registry)
    #expect(error?.reason == .unsupportedVocabulary("https://example.com/vocab"))
  }

  @Test func `an error in a registered document names it`() throws {
    var registry = Schema.Registry()
    try registry.register(["$defs": ["a": ["type": 1]]], as: "https://example.com/other")
    let error = try error(#"{"$ref":"https://example.com/other#/$defs/a"}"#, registry: registry)
    #expect(error?.document == "https://example.com/other")
    #expect(error?.location.description == "/$defs/a")
  }

  @Test(arguments: [
    ##"{"$ref":"#"}"##,
    ##"{"anyOf":[{"type":"string"},{"$ref":"#"}]}"##,
    ##"{"$defs":{"a":{"allOf":[{"$ref":"#/$defs/b"}]},"b":{"oneOf":[{"$ref":"#/$defs/a"}]}},"$ref":"#/$defs/a"}"##,
  ])
  func `SCH-07: a schema that applies itself to the same value without end is refused`(schema: String) throws {
    #expect(try error(schema)?.reason == .endless)
  }
}
