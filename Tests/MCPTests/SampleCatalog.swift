import JSON
import JSONRPC
import MCP
import Synchronization

/// Collects what a request says before it is answered.
final class Collector: MessageSink {
  private let collected = Mutex<[JSONValue]>([])

  func send(_ message: [UInt8]) {
    if let value = try? JSONParser.parse(message) { collected.withLock { $0.append(value) } }
  }

  var messages: [JSONValue] { collected.withLock { $0 } }
}

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
    if let name = context.inputResponses["name"]?["content"]?["name"]?.string {
      return .complete(ToolResult(content: [.text("Hello, \(name)!")]))
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
  static func catalog(pageSize: Int = 200, loggingEras: Set<ProtocolVersion.Era> = [.legacy, .modern]) -> Catalog {
    var features = Catalog.Features()
    features.pageSize = pageSize
    features.loggingEras = loggingEras
    let schema: JSONObject = ["type": "object", "additionalProperties": false]
    let annotations = ToolAnnotations(readOnly: true)
    let text = StaticText("# A", mimeType: "text/markdown")
    let template = URITemplate("docs://pages/{page}")
    return Catalog(
      server: Implementation(name: "sample", version: "1.0.0", title: "Sample", description: "For tests"),
      instructions: "Use it.",
      tools: [
        Tool(
          name: "echo",
          title: "Echo",
          description: "Echoes",
          inputSchema: schema,
          outputSchema: ["type": "array"],
          annotations: annotations,
          handler: Echo()
        ),
        Tool(name: "greet", description: "Greets", inputSchema: schema, handler: Greeting()),
      ],
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

extension Handling {
  /// The answer, after the work that it may take.
  func answer() async throws -> JSONValue {
    let reply =
      switch self {
      case .now(let reply): reply
      case .later(let request): await request.reply()
      }
    return try JSONParser.parse(reply.bytes)
  }
}
