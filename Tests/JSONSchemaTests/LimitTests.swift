import JSON
import JSONSchema
import Testing

@Suite
struct LimitTests {
  private func schema(_ text: String, _ limits: Schema.Limits = .init()) throws -> Schema {
    try Schema(JSONParser.parse(text), limits: limits)
  }

  private func nested(_ depth: Int) -> JSONValue {
    (0..<depth).reduce(JSONValue.array([])) { value, _ in .array([value]) }
  }

  private func limits(_ failures: [Failure]) -> [String] { failures.map(\.keyword) }

  @Test func `SCH-07: more subschemas than allowed are refused`() throws {
    let text = #"{"properties":{"a":true,"b":true}}"#
    _ = try schema(text, .init(schemas: 3))
    let error = #expect(throws: SchemaError.self) { try schema(text, .init(schemas: 2)) }
    #expect(error?.reason == .tooManySchemas(limit: 2))
  }

  @Test func `SCH-07: a schema that is nested very deep compiles without a stack`() throws {
    let deep = (0..<5_000).reduce(JSONValue.bool(true)) { schema, _ in ["not": schema] }
    let failures = try Schema(deep).failures(1)
    #expect(limits(failures) == ["limit"])
  }

  @Test func `SCH-07: a value that is nested too deep for its schema is refused`() throws {
    let schema = try schema(##"{"items":{"anyOf":[{"allOf":[{"$ref":"#"}]}]}}"##)
    #expect(schema.accepts(nested(50)))
    #expect(limits(schema.failures(nested(1_000))) == ["limit"])
  }

  @Test func `SCH-07: alternatives that multiply end within the budget`() throws {
    let branch = ##"{"properties":{"x":{"$ref":"#"}},"required":["x"]}"##
    let schema = try schema("{\"anyOf\":[\(branch),\(branch)]}", .init(steps: 100_000))
    let value = (0..<40).reduce(JSONValue.object([:])) { value, _ in ["x": value] }
    #expect(!schema.accepts(value))
    #expect(limits(schema.failures(value)) == ["limit"])
  }

  @Test func `SCH-07: what could not be checked is not accepted by a negation`() throws {
    let text = ##"{"not":{"items":{"$ref":"#/$defs/list"}},"$defs":{"list":{"items":{"$ref":"#/$defs/list"}}}}"##
    #expect(limits(try schema(text).failures(nested(1_000))) == ["limit"])
    let pattern = try schema(#"{"not":{"pattern":"(?=b)é"}}"#, .init(steps: 100))
    #expect(limits(pattern.failures(.string(String(repeating: "b", count: 1_000)))) == ["limit"])
  }

  @Test func `SCH-07: a dynamic reference to the same value ends`() throws {
    let text = ##"{"$id":"urn:a","$dynamicAnchor":"x","$dynamicRef":"#x"}"##
    #expect(limits(try schema(text).failures(1)) == ["limit"])
  }

  @Test func `SCH-07: unique items are found among many without comparing each with each`() throws {
    let items = (0..<5_000).map { index in JSONValue.object(["id": .number(JSONNumber(index))]) }
    let schema = try schema(#"{"uniqueItems":true}"#)
    #expect(schema.accepts(.array(items)))
    #expect(!schema.accepts(.array(items + [["id": 4_999]])))
    #expect(try !schema.accepts(JSONParser.parse(#"[{"a":1,"b":[2.0]},{"b":[2],"a":1}]"#)))
  }
}
