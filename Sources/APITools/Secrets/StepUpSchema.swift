import JSON
import MCP

/// What a model reads while a person is asked.
enum StepUpSchema {
  /// The schema of the results of a tool that may ask: the answer, or where a person is asked (TOOL-11).
  static func either(_ answer: JSONObject) -> JSONObject {
    var answer = answer
    let definitions = answer["$defs"]
    answer["$defs"] = nil
    // An answer of another type is declared only to clients that take any root.
    let isObject = answer["type"] == "object"
    var schema: JSONObject = isObject ? ["type": "object"] : [:]
    schema.append("anyOf", [.object(answer), waiting])
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
  static func result(_ link: ApprovalLink, _ next: ApprovalNext, tool: String) -> ToolResult {
    let text =
      "\(words(link, next, tool: tool)) The page ends at \(link.expiresAt). \(warning)"
      + (link.notice.map { " Tell the user first: \($0)" } ?? "")
    let stepUp: JSONValue = [
      "url": .string(link.url), "status": "waiting", "expires_at": .string(link.expiresAt),
    ]
    return ToolResult(content: [.text(text)], structuredContent: ["step_up": stepUp])
  }

  private static let warning = "Do not ask for secrets in this conversation."

  private static func words(_ link: ApprovalLink, _ next: ApprovalNext, tool: String) -> String {
    let request =
      "Nothing was sent yet: the user has to approve this on a private page, and types the secret there. Give the user "
      + "this link: \(link.url)\n"
    return switch next {
    case .callAgain:
      request + "Then call \(tool) again with exactly the same arguments: that waits for the user and gives the "
        + "outcome. It never makes a second call of the API."
    case .askUser:
      request
        + "The page shows the outcome to the user, who can tell you. Do not call \(tool) again for it: this server "
        + "cannot tell its callers apart, so each call asks anew."
    case .lookElsewhere:
      "This is not finished here: another server asks the user to approve it, at \(link.url)\nNothing was done about it "
        + "here. Ask the user, or look whether it was done, before you call \(tool) again."
    }
  }
}
