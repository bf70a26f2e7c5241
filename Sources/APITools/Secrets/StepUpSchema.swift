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
    "description": .string(StepUpWords.rule),
    "properties": [
      "step_up": [
        "type": "object",
        "properties": [
          "url": ["type": "string", "description": "The page on which the user approves."],
          "status": [
            "type": "string", "enum": ["waiting", "sent"],
            "description": "Whether the user has to approve, or has approved and the outcome is awaited.",
          ],
          "expires_at": ["type": "string", "description": "When the page ends."],
          "next": ["type": "string", "description": "What to do now."],
        ],
        "required": ["url", "status", "expires_at", "next"],
      ]
    ],
    "required": ["step_up"],
  ]

  /// What a call comes to that waits for a person: the same words as text and as `next`.
  static func result(_ link: ApprovalLink, _ next: ApprovalNext, tool: String) -> ToolResult {
    let words = StepUpWords.next(link, next, tool: tool)
    let stepUp: JSONValue = [
      "url": .string(link.url), "status": next.isSent ? "sent" : "waiting", "expires_at": .string(link.expiresAt),
      "next": .string(words),
    ]
    return ToolResult(content: [.text(words)], structuredContent: ["step_up": stepUp])
  }
}

extension ApprovalNext {
  fileprivate var isSent: Bool {
    switch self {
    case .awaitOutcome, .hearOutcome: true
    case .callAgain, .askUser, .lookElsewhere: false
    }
  }
}
