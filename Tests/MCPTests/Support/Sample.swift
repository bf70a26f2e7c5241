import JSON
import JSONRPC
import MCP

/// Answers what it was given, and says so on the way.
struct Echo: ToolHandler {
  func call(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    context.log(.info, logger: "echo", "called")
    context.log(.debug, logger: "echo", "details")
    context.progress(1, total: 2, message: "half")
    context.progress(1, total: 2, message: "again")
    context.progress(2, total: 2)
    let sound = Content(.audio(data: "UklGRg==", mimeType: "audio/wav"))
    let link = Content(.resourceLink(ResourceDescription(uri: "docs://a", name: "a")))
    return .complete(
      ToolResult(content: [.text("done"), sound, link], structuredContent: .array([.object(arguments)]))
    )
  }
}

/// Asks for a name and greets.
struct Greeting: ToolHandler {
  func call(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    switch context.elicitation("name") {
    case .accepted(let content):
      if let name = content["name"]?.string { return .complete(ToolResult(content: [.text("Hello, \(name)!")])) }
    case .declined, .cancelled: return .complete(.failure("Nobody to greet"))
    case nil: break
    }
    let form = InputRequest.form(message: "Your name?", requestedSchema: ["type": "object", "properties": [:]])
    return .inputRequired(InputRequired([("name", form), ("roots", .roots)]))
  }
}

struct Introduction: PromptHandler {
  func get(
    _ arguments: [String: String],
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<PromptResult> {
    .complete(PromptResult(messages: [.init(.user, .text("I am \(arguments["name"] ?? "")"))]))
  }
}

enum Sample {
  static func catalog(
    pageSize: Int = 200,
    changing lists: Set<CatalogList> = [],
    hasSubscriptions: Bool = false,
    tools: [Tool] = []
  ) -> Catalog {
    var features = Catalog.Features()
    features.pageSize = pageSize
    features.loggingEras = [.legacy, .modern]
    features.changingLists = lists
    features.instructions = "Use it."
    features.hasResourceSubscriptions = hasSubscriptions
    let schema: JSONObject = ["type": "object", "additionalProperties": false]
    let annotations = ToolAnnotations(readOnly: true)
    let text = StaticText("# A", mimeType: "text/markdown")
    let template = URITemplate("docs://pages/{page}")
    return Catalog(
      server: Implementation(name: "sample", version: "1.0.0", title: "Sample", description: "For tests"),
      tools: [
        Tool(
          name: "echo",
          title: "Echo",
          description: "Echoes",
          inputSchema: schema,
          outputSchema: ["type": "array"],
          annotations: annotations,
          meta: ["com.example/operation": "echo"],
          handler: Echo()
        ),
        Tool(name: "greet", description: "Greets", inputSchema: schema, handler: Greeting()),
      ] + tools,
      resources: [
        Resource(ResourceDescription(uri: "docs://a", name: "a", title: "A", mimeType: "text/markdown"), handler: text)
      ],
      resourceTemplates: template.map {
        [
          ResourceTemplate(
            uriTemplate: $0,
            name: "page",
            handler: text,
            completer: FixedCompleter(["page": (0..<150).map { "page\($0)" }])
          )
        ]
      } ?? [],
      prompts: [
        Prompt(
          name: "introduce",
          arguments: [.init(name: "name", isRequired: true)],
          handler: Introduction(),
          completer: FixedCompleter(["name": ["Ada", "Grace"]])
        )
      ],
      features: features
    )
  }
}
