import HTTPTypes
import JSON
@testable import Operations
import Testing

@testable import APITools

/// Null for arguments that may be left out: frameworks fill every one of them that way.
struct NullArgumentTests {
  private static let operation = #"""
    {"parameters": [{"name": "q", "in": "query", "schema": {"type": "integer"}},
                    {"name": "r", "in": "query", "required": true, "schema": {"type": "string"}}],
     "requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "object", "properties": {
       "a": {"type": "string"}, "z": {"type": ["string", "null"]}, "map": {"type": "object"},
       "o": {"type": "object", "properties": {"b": {"type": "integer"}, "c": {"type": "integer"}}},
       "l": {"type": "array", "items": {"type": "object", "properties": {"d": {"type": "string"}}}}}}}}}}
    """#

  private func bench(_ dialect: ToolDialect = .default) throws -> Bench {
    var options = APITools.Options()
    options.dialect = dialect
    return try Bench(operation: Self.operation, method: "post", options: options)
  }

  @Test(arguments: ToolDialect.allCases)
  func `null is left out at every depth, and stays where it is a value`(dialect: ToolDialect) async throws {
    let bench = try bench(dialect)
    let result = await bench.call(
      nil,
      ["q": nil, "r": "x", "a": nil, "z": nil, "map": ["k": nil], "o": ["b": nil, "c": 2], "l": [["d": nil]]]
    )
    #expect(bench.backend.asked.first?.request.path?.hasSuffix("?r=x") == true)
    #expect(bench.backend.asked.first?.text == #"{"z":null,"map":{"k":null},"o":{"c":2},"l":[{}]}"#)
    // Nothing was wrong, so nothing is said of it.
    #expect(result["content"]?.array?.count == 1)
  }

  @Test func `null for what is required is refused, and nothing else is`() async throws {
    let failure = try #require(await bench().failure(nil, ["r": nil, "a": nil, "q": nil]))
    #expect(failure.contains("r must be a string (given: null)"))
    #expect(!failure.contains("- a") && !failure.contains("- q"))
  }

  @Test func `null in JSON text is left out as well`() async throws {
    let bench = try bench()
    _ = await bench.call(nil, ["r": "x", "q": nil, "o": #"{"b": null, "c": "3"}"#])
    #expect(bench.backend.asked.first?.text == #"{"o":{"c":3}}"#)
  }

  @Test func `null for a parameter of no type is left out`() async throws {
    let bench = try Bench(
      operation: #"""
        {"parameters": [{"name": "any", "in": "query", "schema": {}}, {"name": "X-Any", "in": "header", "schema": {}},
          {"name": "z", "in": "query", "schema": {"type": ["string", "null"]}}]}
        """#
    )
    _ = await bench.call(nil, ["any": nil, "X-Any": nil, "z": nil])
    let request = try #require(bench.backend.asked.first?.request)
    #expect(request.path?.hasSuffix("/things?z=") == true)
    #expect(!request.headerFields.contains { $0.name.canonicalName == "x-any" })
  }

  @Test func `any number of arguments can be null`() async throws {
    let names = (0..<300).map { "a\($0)" }
    let properties = JSONValue.object(JSONObject(names.map { ($0, ["type": "string"]) }))
    let bench = try Bench(
      operation: #"""
        {"requestBody": {"required": true, "content": {"application/json": {"schema":
          {"type": "object", "properties": \#(properties)}}}}}
        """#,
      method: "post"
    )
    _ = await bench.call(nil, JSONObject(names.map { ($0, $0 == "a7" ? "x" : nil) }))
    #expect(bench.backend.asked.first?.text == #"{"a7":"x"}"#)
  }
}
