import OpenAPI

/// The tools that show and take back what another one makes, by what `x-mcp.verify` says.
struct RelatedTools: Sendable {
  /// The tool that lists what there is.
  let list: DocumentedTool?
  /// The tool that takes back what a call made.
  let revoke: DocumentedTool?
  /// How many there may be at a time.
  let maximum: Int?

  /// Looks up what belongs to a tool, which is itself the one that makes or the one that takes back.
  init(of tool: DocumentedTool, in tools: [DocumentedTool]) {
    func named(_ id: String?) -> DocumentedTool? {
      id.flatMap { id in tools.first { $0.operation.operationID == id } }
    }
    let own = tool.operation.mcp.verify
    let undone = tools.lazy.compactMap(\.operation.mcp.verify).first {
      $0.revoke != nil && $0.revoke?.operation == tool.operation.operationID
    }
    list = named((own ?? undone)?.list)
    revoke = named(own?.revoke?.operation)
    maximum = own?.limit?.maximum
  }
}
