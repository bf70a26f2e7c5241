import JSON
import MCP

/// What a model reads while a person is asked.
enum StepUpSchema {
  /// The schema of the results of a tool that may ask: the answer, or where a person is asked (TOOL-11).
  static func either(_ answer: JSONObject) -> JSONObject {
    var answer = answer
    let definitions = answer["$defs"]
    answer["$defs"] = nil
    var schema: JSONObject = ["type": "object", "anyOf": [.object(answer), waiting]]
    schema.append("$defs", ifPresent: definitions)
    return schema
  }

  private static let waiting: JSONValue = [
    "type": "object",
    "description": "The user has not approved yet: pass on the link, then call again with the same arguments.",
    "properties": [
      "step_up": [
        "type": "object",
        "properties": [
          "url": ["type": "string", "description": "The page on which the user approves."],
          "status": ["type": "string", "enum": ["waiting"]],
          "expires_at": ["type": "string", "description": "When the page ends."],
        ],
        "required": ["url", "status", "expires_at"],
      ]
    ],
    "required": ["step_up"],
  ]

  /// What a call comes to that waits for a person.
  static func result(_ link: ApprovalLink, tool: String) -> ToolResult {
    let text =
      "Nothing was sent yet: the user has to approve this on a private page, and types the secret there. Give the user "
      + "this link: \(link.url)\nThen call \(tool) again with exactly the same arguments: that waits for the user and "
      + "gives the outcome. It never makes a second call of the API. The page ends at \(link.expiresAt). Do not ask for "
      + "secrets in this conversation."
    let stepUp: JSONValue = [
      "url": .string(link.url), "status": "waiting", "expires_at": .string(link.expiresAt),
    ]
    return ToolResult(content: [.text(text)], structuredContent: ["step_up": stepUp])
  }
}
