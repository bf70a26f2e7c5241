package import JSON
import MCP

/// The schema and the result that a model reads while a person is asked.
package enum StepUpSchema {
  /// The output schema of a tool that may ask: the response, or a result that waits for the person (TOOL-11).
  package static func either(_ answer: JSONObject) -> JSONObject {
    var answer = answer
    let definitions = answer["$defs"]
    answer["$defs"] = nil
    // A response of another type than `object` is declared only to clients that accept any root.
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

  /// The result of a call that waits for a person; its text and its member `next` have the same words.
  static func result(_ link: ApprovalLink, _ next: ApprovalNext, tool: String) -> ToolResult {
    let words = StepUpWords.next(link, next, tool: tool)
    // A failure: tools that need no approval declare no other result than the response.
    switch next {
    case .signIn, .link: return .failure(words)
    case .callAgain, .askUser, .awaitOutcome, .hearOutcome, .lookElsewhere: break
    }
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
    case .callAgain, .askUser, .lookElsewhere, .signIn, .link: false
    }
  }
}
