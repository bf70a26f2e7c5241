import JSON
import JSONRPC
import MCP

/// A tool that is what its closure does.
struct Asking: ToolHandler {
  let body: @Sendable (RequestContext) -> Outcome<ToolResult>

  func call(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    body(context)
  }
}

extension Tool {
  static func asking(_ name: String, _ body: @escaping @Sendable (RequestContext) -> Outcome<ToolResult>) -> Tool {
    Tool(
      name: name,
      description: "Asks",
      inputSchema: ["type": "object"],
      annotations: ToolAnnotations(readOnly: true),
      handler: Asking(body: body)
    )
  }
}

extension Outcome<ToolResult> {
  static func text(_ text: String) -> Outcome { .complete(ToolResult(content: [.text(text)])) }

  static func ask(_ requests: [(String, InputRequest)], state: JSONValue? = nil) -> Outcome {
    .inputRequired(InputRequired(requests.map { (key: $0.0, request: $0.1) }, state: state))
  }
}

extension InputRequest {
  static func form(_ name: String, type: JSONValue = "string") -> InputRequest {
    var properties = JSONObject()
    properties[name] = ["type": type]
    return .form(
      message: "Your \(name)?",
      requestedSchema: [
        "type": "object", "properties": .object(properties), "required": [.string(name)],
      ]
    )
  }

  static let capital = InputRequest.sampling([
    "messages": [["role": "user", "content": ["type": "text", "text": "The capital of France?"]]], "maxTokens": 100,
  ])
}

/// Tools that behave as the fixtures of the official suite do, written as any handler is.
enum Fixture {
  static let everything: JSONObject = ["elicitation": [:], "sampling": [:], "roots": [:]]

  static let elicitation = Tool.asking("elicitation") { context in
    switch context.elicitation("user_name") {
    case .accepted(let content) where content["name"]?.string != nil:
      .text("Hello, \(content["name"]?.string ?? "")!")
    case .declined: .text("declined")
    case .cancelled: .text("cancelled")
    case .accepted, nil: .ask([("user_name", .form("name"))])
    }
  }

  static let sampling = Tool.asking("sampling") { context in
    guard let text = context.inputResponses["capital_question"]?["content"]?["text"]?.string else {
      return .ask([("capital_question", .capital)])
    }
    return .text(text)
  }

  static let roots = Tool.asking("roots") { context in
    guard let roots = context.inputResponses["client_roots"]?["roots"]?.array else {
      return .ask([("client_roots", .roots)])
    }
    return .text("\(roots.count) roots")
  }

  static let several = Tool.asking("several") { context in
    let questions: [(String, InputRequest)] = [
      ("user_name", .form("name")), ("greeting", .capital), ("client_roots", .roots),
    ]
    guard questions.allSatisfy({ context.inputResponses[$0.0] != nil }) else {
      return .ask(questions, state: ["round": 1])
    }
    return .text(context.state == ["round": 1] ? "state-ok" : "state lost")
  }

  static let rounds = Tool.asking("rounds") { context in
    guard case .accepted(let first)? = context.elicitation("step1") else {
      return .ask([("step1", .form("name"))], state: "one")
    }
    guard case .accepted(let second)? = context.elicitation("step2") else {
      return .ask([("step2", .form("color"))], state: "two")
    }
    return .text("\(first["name"] ?? "") likes \(second["color"] ?? ""), \(context.state ?? "")")
  }

  static let page = Tool.asking("page") { context in
    guard case .accepted? = context.elicitation("page") else {
      return .ask([("page", .url(message: "Open it", url: "https://example.com/p"))])
    }
    context.elicitationCompleted("page")
    context.elicitationCompleted("other")
    return .text("opened")
  }

  static let catalog = Sample.catalog(tools: [elicitation, sampling, roots, several, rounds, page])

  /// What a willing client answers to a question.
  static func answer(to method: JSONValue?, _ params: JSONValue?) -> JSONValue {
    switch method {
    case "sampling/createMessage":
      return ["role": "assistant", "content": ["type": "text", "text": "Paris"], "model": "m"]
    case "roots/list": return ["roots": [["uri": "file:///work"]]]
    default:
      guard let properties = params?["requestedSchema"]?["properties"]?.object else { return ["action": "accept"] }
      let content = properties.map { ($0.name, JSONValue.string("my \($0.name)")) }
      return ["action": "accept", "content": .object(JSONObject(content))]
    }
  }
}
