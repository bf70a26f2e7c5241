import JSON
import MCP
import Testing

@Suite struct HeaderParameterTests {
  private static func schema(_ property: JSONValue, _ more: JSONObject = [:]) -> JSONObject {
    var schema: JSONObject = ["type": "object", "properties": ["p": property]]
    for member in more { schema.append(member.name, member.value) }
    return schema
  }

  @Test func `XHDR-02: annotations are found along properties, with their paths`() throws {
    let inner: JSONValue = ["type": ["boolean", "null"], "x-mcp-header": "In"]
    let schema = Self.schema(
      ["type": "string", "x-mcp-header": "Out"],
      ["title": "x-mcp-header"]
    )
    var nested = schema
    nested["properties"] = [
      "p": ["type": "string", "x-mcp-header": "Out"], "o": ["type": "object", "properties": ["q": inner]],
      "x-mcp-header": ["type": "object"],
    ]
    #expect(try HeaderParameter.all(in: schema).map(\.path) == [["p"]])
    #expect(try HeaderParameter.all(in: nested).map(\.path) == [["p"], ["o", "q"]])
    #expect(try HeaderParameter.all(in: nested).map(\.name) == ["Out", "In"])
  }

  @Test func `XHDR-04: an argument that is absent or null has no value`() throws {
    let parameters = try HeaderParameter.all(in: Self.schema(["type": "integer", "x-mcp-header": "P"]))
    let parameter = try #require(parameters.first)
    #expect(parameter.value(in: ["p": 1]) == 1)
    #expect(parameter.value(in: ["p": nil]) == nil)
    #expect(parameter.value(in: [:]) == nil)
  }

  static let violations: [(String, JSONObject)] = [
    ("empty", schema(["type": "string", "x-mcp-header": ""])),
    ("no token", schema(["type": "string", "x-mcp-header": "a b"])),
    ("a line break", schema(["type": "string", "x-mcp-header": "a\n"])),
    ("no text", schema(["type": "string", "x-mcp-header": 1])),
    ("a number", schema(["type": "number", "x-mcp-header": "P"])),
    ("two types", schema(["type": ["string", "integer"], "x-mcp-header": "P"])),
    ("no type", schema(["x-mcp-header": "P"])),
    ("at the root", ["type": "object", "x-mcp-header": "P"]),
    ("under items", schema(["type": "array", "items": ["type": "string", "x-mcp-header": "P"]])),
    ("under oneOf", schema([:], ["oneOf": [["properties": ["p": ["type": "string", "x-mcp-header": "P"]]]]])),
    ("under $defs", schema([:], ["$defs": ["d": ["type": "string", "x-mcp-header": "P"]]])),
    (
      "twice",
      [
        "type": "object",
        "properties": [
          "a": ["type": "string", "x-mcp-header": "P"], "b": ["type": "string", "x-mcp-header": "p"],
        ],
      ]
    ),
  ]

  @Test(arguments: violations)
  func `XHDR-01, XHDR-02: an annotation that clients would refuse is refused`(_ name: String, _ schema: JSONObject) {
    #expect(throws: HeaderParameter.Violation.self) { try HeaderParameter.all(in: schema) }
  }

  @Test func `XHDR-01: a tool with such an annotation is not published, and it is said why`() {
    func tool(_ name: String, _ annotation: JSONValue) -> Tool {
      let schema = Self.schema(["type": "string", "x-mcp-header": annotation])
      var tool = Tool.asking(name) { _ in .text("") }
      tool.inputSchema = schema
      return tool
    }
    let catalog = Sample.catalog(tools: [tool("good", "Good"), tool("bad", "no token")])
    #expect(catalog.tools.map(\.name).contains("bad") == false)
    #expect(catalog.refusedTools.map(\.name) == ["bad"])
    #expect(catalog.refusedTools.first?.reason.contains("token of RFC 9110") == true)
    #expect(catalog.headerParameters(of: "good").map(\.name) == ["Good"])
    #expect(catalog.headerParameters(of: "bad") == [])
  }
}
