import JSON
import JSONRPC
import MCP

/// A tool that is what its closure does.
struct Acting: ToolHandler {
  let body: @Sendable (JSONObject, RequestContext) -> Outcome<ToolResult>

  func call(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    body(arguments, context)
  }
}

/// A page that says what it is.
struct SamplePage: ResourceHandler {
  func read(
    _ uri: String,
    _ variables: [String: String],
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<[ResourceContents]>? {
    .complete([ResourceContents(uri: uri, mimeType: "text/plain", .text("a page"))])
  }
}

enum Sample {
  static let server = Implementation(name: "sample", version: "1.0", title: "Sample")

  static func store(_ gate: Gate) -> CatalogStore { CatalogStore(catalog(gate)) }

  static func catalog(_ gate: Gate) -> Catalog {
    var features = Catalog.Features()
    features.changingLists = [.tools]
    features.hasResourceSubscriptions = true
    return Catalog(
      server: server,
      tools: [
        tool("echo") { arguments, _ in text(JSONValue.object(arguments).description) },
        tool("progress") { _, context in
          context.progress(1, total: 2, message: "half")
          return text("done")
        },
        tool("leave") { _, context in
          context.log(.info, logger: "leave", "left")
          context.endStreamEarly()
          return text("done")
        },
        tool("ask", ask),
        tool("need") { _, _ in
          .inputRequired(InputRequired([(key: "text", request: .sampling(["messages": [], "maxTokens": 1]))]))
        },
        tool("credential") { _, context in text(context.credential.map { "\($0.secret) as \($0)" } ?? "none") },
        tool("credentials") { _, context in
          text(
            ["my_zoo", "shop"].map { "\($0): \(context.credential?.credential(of: $0)?.secret ?? "none")" }
              .joined(separator: ", ")
          )
        },
        tool("ask and credential") { arguments, context in
          guard context.elicitation("name") == nil else {
            return text(context.credential.map { "\($0.secret) as \($0)" } ?? "none")
          }
          return ask(arguments, context)
        },
        Tool(
          name: "safe gate",
          description: "Waits and changes nothing",
          inputSchema: ["type": "object"],
          annotations: ToolAnnotations(readOnly: true),
          handler: gate
        ),
        Tool(name: "gate", description: "Waits", inputSchema: ["type": "object"], handler: gate),
        Tool(
          name: "region",
          description: "Has arguments in headers",
          inputSchema: [
            "type": "object",
            "properties": [
              "region": ["type": "string", "x-mcp-header": "Region"],
              "size": ["type": "integer", "x-mcp-header": "Size"],
              "options": ["type": "object", "properties": ["dry": ["type": "boolean", "x-mcp-header": "Dry"]]],
            ],
          ],
          handler: Acting { _, _ in text("there") }
        ),
      ],
      resources: [Resource(ResourceDescription(uri: "doc://page", name: "page"), handler: SamplePage())],
      features: features
    )
  }

  private static func tool(
    _ name: String,
    _ body: @escaping @Sendable (JSONObject, RequestContext) -> Outcome<ToolResult>
  ) -> Tool {
    Tool(
      name: name,
      description: "Does what it is called",
      inputSchema: ["type": "object"],
      annotations: ToolAnnotations(readOnly: true),
      handler: Acting(body: body)
    )
  }

  private static func text(_ text: String) -> Outcome<ToolResult> { .complete(ToolResult(content: [.text(text)])) }

  private static let ask: @Sendable (JSONObject, RequestContext) -> Outcome<ToolResult> = { _, context in
    guard case .accepted(let content)? = context.elicitation("name") else {
      let schema: JSONObject = ["type": "object", "properties": ["name": ["type": "string"]]]
      return .inputRequired(InputRequired([(key: "name", request: .form(message: "Who?", requestedSchema: schema))]))
    }
    return text("Hello, \(content["name"]?.string ?? "?")!")
  }
}
