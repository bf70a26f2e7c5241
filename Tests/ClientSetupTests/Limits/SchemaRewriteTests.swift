import ClientSetup
import JSON
import Testing

struct SchemaRewriteTests {
  private static let gemini = SchemaRewrite.drops(["$schema", "additionalProperties"], defaultsOfAlternatives: true)

  @Test(arguments: [
    (#"{"$schema":"s","type":"object","additionalProperties":false}"#, #"{"type":"object"}"#),
    (
      #"{"properties":{"additionalProperties":{"items":{"additionalProperties":true}}}}"#,
      #"{"properties":{"additionalProperties":{"items":{}}}}"#
    ),
    (
      #"{"properties":{"a":{"default":1,"anyOf":[{"default":2},{"properties":{"default":{"default":3}}}]}}}"#,
      #"{"properties":{"a":{"default":1,"anyOf":[{},{"properties":{"default":{}}}]}}}"#
    ),
    (
      #"{"enum":[{"additionalProperties":1}],"default":{"$schema":1}}"#,
      #"{"enum":[{"additionalProperties":1}],"default":{"$schema":1}}"#
    ),
    (#"{"items":true,"allOf":[1,{"$schema":""}]}"#, #"{"items":true,"allOf":[1,{}]}"#),
  ])
  func `keywords go, and values and names of properties stay`(schema: String, passed: String) throws {
    let object = try #require(try JSONParser.parse(schema).object)
    #expect(JSONValue.object(Self.gemini.applied(to: object).schema).description == passed)
  }

  @Test func `losses are counted`() throws {
    let schema = #"{"additionalProperties":false,"properties":{"a":{"additionalProperties":false}},"$schema":"s"}"#
    let object = try #require(try JSONParser.parse(schema).object)
    #expect(
      Self.gemini.applied(to: object).losses
        == ["$schema is taken out of its schema", "additionalProperties is taken out of its schema in 2 places"]
    )
  }

  @Test func `alternatives at the root are named, those below are not`() {
    let rewrite = SchemaRewrite.flattensRootAlternatives
    #expect(rewrite.applied(to: ["anyOf": [[:]]]).losses.count == 1)
    #expect(rewrite.applied(to: ["properties": ["a": ["anyOf": [[:]]]]]).losses == [])
  }

  @Test func `a schema of any depth is taken`() throws {
    var schema: JSONObject = ["$schema": "s"]
    for _ in 0..<400 { schema = ["items": .object(schema)] }
    #expect(JSONValue.object(Self.gemini.applied(to: schema).schema).json.count > 1000)
  }
}
