import JSON
import JSONSchema
import Testing

@Suite
struct FailureTests {
  static let tool = ##"""
    {"type":"object","properties":{
      "name":{"type":"string","minLength":1,"maxLength":10,"pattern":"^[a-z]+$"},
      "mode":{"enum":["read","write"]},
      "expires_in_days":{"type":"integer","minimum":1,"exclusiveMaximum":366},
      "tags":{"type":"array","items":{"type":"string"},"minItems":1,"maxItems":2,"uniqueItems":true},
      "step":{"multipleOf":0.5}},
     "required":["mode","name"],"additionalProperties":false}
    """##

  /// The sentences on a value, each behind its place.
  private func sentences(_ schema: String, _ value: String, assertsFormats: Bool = false) throws -> [String] {
    let schema = try Schema(JSONParser.parse(schema), assertsFormats: assertsFormats)
    let value = try JSONParser.parse(value)
    let failures = schema.failures(value)
    #expect(schema.accepts(value) == failures.isEmpty)
    return failures.map { "\($0.location) \($0.expectation)" }
  }

  @Test(arguments: [
    (#"{"name":"a","mode":"read"}"#, []),
    ("7", [" must be an object"]),
    ("{}", ["/name is required", "/mode is required"]),
    (#"{"mode":"reed","name":5}"#, ["/name must be a string", #"/mode must be one of "read", "write""#]),
    (#"{"name":"","mode":"read"}"#, ["/name must match the regular expression ^[a-z]+$", "/name must not be empty"]),
    (#"{"name":"abcdefghijk","mode":"read"}"#, ["/name must have at most 10 characters"]),
    (#"{"name":"a","mode":"read","expires_in_days":0}"#, ["/expires_in_days must be at least 1"]),
    (#"{"name":"a","mode":"read","expires_in_days":366}"#, ["/expires_in_days must be less than 366"]),
    (#"{"name":"a","mode":"read","expires_in_days":1.5}"#, ["/expires_in_days must be an integer"]),
    (#"{"name":"a","mode":"read","step":0.75}"#, ["/step must be a multiple of 0.5"]),
    (#"{"name":"a","mode":"read","tags":[]}"#, ["/tags must not be empty"]),
    (#"{"name":"a","mode":"read","tags":["x","x"]}"#, ["/tags must not have the same item twice"]),
    (
      #"{"name":"a","mode":"read","tags":["x",1,null]}"#,
      ["/tags must have at most 2 items", "/tags/1 must be a string", "/tags/2 must be a string"]
    ),
    (
      #"{"expire_in_days":3,"name":"a","mode":"read"}"#,
      [#"/expire_in_days is not a known field; did you mean "expires_in_days"?"#]
    ),
    (
      #"{"name":"a","mode":"read","x~/y":1}"#,
      ["/x~0~1y is not a known field; known are name, mode, expires_in_days, tags, step"]
    ),
  ])
  func `arguments of a tool are answered in the order of its properties`(value: String, expected: [String]) throws {
    #expect(try sentences(Self.tool, value) == expected)
  }

  @Test(arguments: [
    (#"{"type":["string","null"]}"#, "1", [" must be a string or null"]),
    (#"{"const":{"a":1}}"#, "1", [#" must be {"a":1}"#]),
    (#"{"properties":{"a":false}}"#, #"{"a":1}"#, ["/a is not allowed"]),
    (#"{"additionalProperties":false}"#, #"{"a":1}"#, ["/a is not a known field; none are"]),
    (
      #"{"minProperties":2,"maxProperties":0}"#, #"{"a":1}"#,
      [" must have at least 2 fields", " must have at most 0 fields"]
    ),
    (#"{"dependentRequired":{"a":["b"]}}"#, #"{"a":1}"#, [#"/b is required when "a" is given"#]),
    (#"{"dependentSchemas":{"a":{"required":["c"]}}}"#, #"{"a":1}"#, ["/c is required"]),
    (
      #"{"propertyNames":{"maxLength":1}}"#, #"{"ab":1}"#,
      ["/ab has a name that is not allowed, as the name must have at most 1 character"]
    ),
    (#"{"contains":{"type":"string"}}"#, "[1]", [" must have at least 1 item that is a string"]),
    (#"{"contains":{"const":1},"maxContains":1}"#, "[1,1]", [" must have at most 1 item that is 1"]),
    (#"{"not":{"pattern":"^x"}}"#, #""xa""#, [" must not match the regular expression ^x"]),
    (#"{"not":{"required":["a","b"]}}"#, #"{"a":1,"b":2}"#, [#" must not have "a" and "b""#]),
    (
      #"{"not":{"type":"string","minLength":2}}"#, #""ab""#,
      [" must not be something that is a string and has at least 2 characters"]
    ),
    (#"{"if":{"required":["a"]},"then":{"required":["b"]}}"#, #"{"a":1}"#, ["/b is required"]),
    (#"{"allOf":[{"minimum":2},{"minimum":2},{"maximum":0}]}"#, "1", [" must be at least 2", " must be at most 0"]),
    (
      #"{"allOf":[{"properties":{"name":true}}],"unevaluatedProperties":false}"#, #"{"nam":1}"#,
      [#"/nam is not a known field; did you mean "name"?"#]
    ),
    (#"{"prefixItems":[true],"unevaluatedItems":{"type":"null"}}"#, "[1,2]", ["/1 must be null"]),
  ])
  func `each keyword says what has to be so`(schema: String, value: String, expected: [String]) throws {
    #expect(try sentences(schema, value) == expected)
  }

  @Test func `the first of many unknown names get a suggestion`() throws {
    let schema = try Schema(JSONParser.parse(Self.tool))
    let unknown = JSONObject((0..<100).map { ("nam\($0)", 1) })
    let failures = schema.failures(.object(unknown), atMost: 100).filter { $0.expectation.contains("not a known") }
    // Two of the first twenty failures are fields that are missing.
    #expect(failures.filter { $0.expectation != "is not a known field" }.count == 18)
    #expect(failures.last?.expectation == "is not a known field")
  }

  @Test(arguments: [
    (#"{"anyOf":[{"type":"string"},{"type":"null"}]}"#, "1", [" must be a string or null"]),
    (
      #"{"oneOf":[{"const":"a","title":"A"},{"const":"b"},{"enum":["c","d"]}]}"#, #""e""#,
      [#" must be one of "a", "b", "c", "d""#]
    ),
    (#"{"anyOf":[{"type":"string","minLength":2},{"type":"integer"}]}"#, #""x""#, [" must have at least 2 characters"]),
    (#"{"anyOf":[{"required":["a"]},{"required":["b","c"]}]}"#, "{}", [#" must have "a" or "b" and "c""#]),
    (#"{"oneOf":[{"minimum":1},{"maximum":9}]}"#, "5", [" must fit exactly one of 2 alternatives, but fits several"]),
    (
      #"""
      {"oneOf":[{"properties":{"kind":{"const":"cat"},"lives":{"type":"integer"}},"required":["kind","lives","name"]},
                {"properties":{"kind":{"const":"dog"},"name":{"type":"string"}},"required":["kind"]}]}
      """#,
      #"{"kind":"cat"}"#, ["/lives is required", "/name is required"]
    ),
    (
      ##"{"items":{"anyOf":[{"type":"null"},{"$ref":"#/$defs/s"}]},"$defs":{"s":{"type":"object","required":["x"]}}}"##,
      "[{}]", ["/0/x is required"]
    ),
  ])
  func `of alternatives the one that came closest is told`(schema: String, value: String, expected: [String]) throws {
    #expect(try sentences(schema, value) == expected)
  }

  @Test func `a format is an annotation, unless it is to be asserted`() throws {
    let schema = #"{"format":"date-time"}"#
    #expect(try sentences(schema, #""tomorrow""#).isEmpty)
    let expected = [" must be a date and time with an offset, such as 2030-01-31T23:59:00Z"]
    #expect(try sentences(schema, #""tomorrow""#, assertsFormats: true) == expected)
    #expect(try sentences(#"{"format":"unheard-of"}"#, #""x""#, assertsFormats: true).isEmpty)
  }

  @Test func `no expectation tells the value, which is given apart`() throws {
    let schema = try Schema(JSONParser.parse(Self.tool))
    let value = try JSONParser.parse(#"{"name":"s3cr3t","mode":"s3cr3t","tags":"s3cr3t","note":"s3cr3t"}"#)
    let failures = schema.failures(value)
    #expect(failures.map(\.keyword) == ["pattern", "enum", "type", "additionalProperties"])
    #expect(failures.map(\.given) == ["s3cr3t", "s3cr3t", "s3cr3t", nil])
    #expect(failures.allSatisfy { !$0.expectation.contains("s3cr3t") })
  }

  @Test func `at most 20 failures are told`() throws {
    let schema = try Schema(["items": ["type": "string"]])
    #expect(schema.failures(.array([JSONValue](repeating: 1, count: 100))).count == 20)
  }

  @Test func `long lists of allowed values are cut short`() throws {
    let values = (0..<40).map { JSONValue.string("v\($0)") }
    let failures = try Schema(["enum": .array(values)]).failures("x")
    #expect(failures.first?.expectation.hasSuffix(#""v29" and 10 more"#) ?? false)
    #expect(try Schema(["enum": .array(values)]).accepts("v39"))
  }
}
