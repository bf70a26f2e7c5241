import Calls
import DocsSearch
import JSON
import LazyValue
import MCP
import OpenAPI
import Operations

/// The three tools that give access to all operations of a large API.
struct SearchTools {
  let tools: [Tool]
  /// The operations that they find, describe and call.
  let operations: FoundOperations

  /// Makes the tools.
  ///
  /// - Parameters:
  ///   - documents: The documents whose operations can be found, described and called.
  ///   - dialect: The language of the input schemas.
  ///   - maximumResultBytes: The most bytes of an operation's description, and of a list of found operations.
  ///   - index: The index of the pages of all documents.
  init(_ documents: [ServedDocument], dialect: ToolDialect, maximumResultBytes: Int, index: Lazy<SearchIndex>) {
    let taken = Set(documents.flatMap(\.entries).map(\.name))
    let titles = documents.map(\.document.title).joined(separator: ", ")
    let search = OwnToolName.free("search_operations", besides: taken)
    let describe = OwnToolName.free("describe_operation", besides: taken)
    let call = OwnToolName.free("call_operation", besides: taken)
    let operations = FoundOperations(documents, index: index, searchTool: search)
    self.operations = operations
    let name: JSONValue = [
      "type": "string", "description": .string("The name of the operation, as \(search) gives it."),
    ]
    let limit: JSONValue = [
      "type": "integer", "minimum": 1, "maximum": 50, "default": 10, "description": "How many to give at most.",
    ]
    func tool(
      _ name: String,
      title: String,
      description: String,
      schema: JSONObject,
      annotations: ToolAnnotations,
      _ implementation: any CheckedTool
    ) -> Tool {
      Tool(
        name: name,
        title: title,
        description: description,
        inputSchema: schema,
        annotations: annotations,
        meta: UserInteraction.meta(asks: false, annotations),
        access: .documentation,
        handler: CheckedHandler(implementation, check: ArgumentCheck(schema: schema, dialect: dialect))
      )
    }
    let tools = [
      tool(
        search,
        title: "Search operations",
        description: "Finds operations of \(titles) by words: what is to be done, and to what. There are "
          + "\(taken.count). Give three phrasings with synonyms, one a line. Then \(describe) tells what one takes, and \(call) calls it.",
        schema: Self.schema(
          [
            (
              "query",
              [
                "type": "string", "minLength": 1,
                "description":
                  "Words such as \"list users of a customer\"; several phrasings one a line, or separated by semicolons.",
              ]
            ),
            ("limit", limit),
          ],
          required: ["query"]
        ),
        annotations: ToolAnnotations(readOnly: true, destructive: false, idempotent: true, openWorld: false),
        SearchOperations(operations, maximum: maximumResultBytes)
      ),
      tool(
        describe,
        title: "Describe an operation",
        description:
          "Tells what an operation does, the JSON Schema of the arguments that \(call) takes for it, and what it "
          + "answers. Read it before the first call of an operation.",
        schema: Self.schema(
          [
            ("name", name),
            (
              "part",
              [
                "type": "string",
                "description": "The part of a long description to give: the x-part that stands in its place.",
              ]
            ),
            (
              "from",
              ["type": "integer", "minimum": 0, "description": "Where in a long part to begin: its x-from."]
            ),
          ],
          required: ["name"]
        ),
        annotations: ToolAnnotations(readOnly: true, destructive: false, idempotent: true, openWorld: false),
        DescribeOperation(operations, maximum: maximumResultBytes)
      ),
      tool(
        call,
        title: "Call an operation",
        description:
          "Calls an operation of \(titles). Depending on the operation this reads, changes or deletes: "
          + "\(describe) tells which, and what the arguments have to be.",
        schema: Self.schema(
          [
            ("name", name),
            ("arguments", ["type": "object", "description": .string("As the schema of \(describe) says.")]),
          ],
          required: ["name"]
        ),
        annotations: Self.annotations(of: documents.flatMap(\.entries).map(\.operation)),
        CallOperation(operations)
      ),
    ]
    self.tools = tools.map { tool in
      var tool = tool
      // The tool that calls needs what the operation needs; that of an operation that there is not fails without any.
      if tool.name == call { tool.statedAccess = Self.access(to: operations, documents) }
      tool.inputSchema = dialect.input(tool.inputSchema)
      return tool
    }
  }

  /// The access that a call of any of the operations needs.
  private static func access(to operations: FoundOperations, _ documents: [ServedDocument]) -> ToolAccess {
    ToolAccess(among: Set(documents.flatMap(\.entries).map { AccessLevel($0.operation) })) { arguments in
      (try? operations.entry(arguments)).map { AccessLevel($0.operation) }
    }
  }

  /// The annotations of a tool that may call any of several operations.
  private static func annotations(of operations: [Operation]) -> ToolAnnotations {
    let isReadOnly = operations.allSatisfy(\.isReadOnly)
    return ToolAnnotations(
      readOnly: isReadOnly,
      destructive: operations.contains { $0.isDestructive ?? true },
      idempotent: isReadOnly,
      openWorld: true
    )
  }

  private static func schema(_ properties: [JSONObject.Member], required: [JSONValue]) -> JSONObject {
    [
      "type": "object", "properties": .object(JSONObject(properties)), "required": .array(required),
      "additionalProperties": false,
    ]
  }
}
