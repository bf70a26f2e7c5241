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
    .content(.text("The region is \(arguments["region"]?.string ?? "not given")."))
  }
}
