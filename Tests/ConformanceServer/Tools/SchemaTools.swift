import JSON
import MCP

/// The tools that are about their input schemas.
extension Tool {
  /// Has the keywords of JSON Schema 2020-12 that a server must not lose (TOOL-14).
  static let schema2020 = fixture(
    "json_schema_2020_12_tool",
    "Has a schema with keywords of JSON Schema 2020-12",
    inputSchema: [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "type": "object",
      "$defs": ["address": address],
      "properties": properties,
      "allOf": [["anyOf": [["required": ["phone"]], ["required": ["email"]]]]],
      "if": ["properties": ["contactMethod": ["const": "phone"]], "required": ["contactMethod"]],
      "then": ["required": ["phone"]],
      "else": ["required": ["email"]],
      "additionalProperties": false,
    ]
  ) { arguments, _ in
    .content(.text("Called with \(JSONValue.object(arguments))"))
  }

  private static let address: JSONValue = [
    "$anchor": "addressDef", "type": "object",
    "properties": ["street": ["type": "string"], "city": ["type": "string"]],
  ]

  private static let properties: JSONValue = [
    "name": ["type": "string"],
    "address": ["$ref": "#/$defs/address"],
    "contactMethod": ["type": "string", "enum": ["phone", "email"]],
    "phone": ["type": "string"],
    "email": ["type": "string"],
  ]

  /// Has an argument that clients repeat in the header `Mcp-Param-Region` (XHDR-01).
  static let mirroredArgument = fixture(
    "test_x_mcp_header",
    "Answers with an argument that is repeated in a header",
    inputSchema: [
      "type": "object",
      "properties": [
        "region": ["type": "string", "description": "Where it is done", "x-mcp-header": "Region"],
        "query": ["type": "string", "description": "What is done"],
      ],
      "required": ["region"],
      "additionalProperties": false,
    ]
  ) { arguments, _ in
    guard let region = arguments["region"]?.string else {
      return .complete(.failure("Invalid arguments: \"region\" is required, and a string."))
    }
    return .content(.text("The region is \(region)."))
  }

  /// Returns an array as its structured content (SEP-2106, TOOL-28).
  static let arrayOutput = output(
    "sep_2106_array_output_tool",
    "Returns an array",
    schema: ["type": "array", "items": ["type": "string"]],
    value: ["one", "two", "three"]
  )

  /// Returns a string as its structured content (SEP-2106, TOOL-28).
  static let primitiveOutput = output(
    "sep_2106_primitive_output_tool",
    "Returns a string",
    schema: ["type": "string"],
    value: "one"
  )

  private static func output(_ name: String, _ description: String, schema: JSONObject, value: JSONValue) -> Tool {
    var tool = fixture(name, description) { _, _ in
      .complete(ToolResult(content: [.text(value.description)], structuredContent: value))
    }
    tool.outputSchema = schema
    return tool
  }
}
