import OpenAPI

/// The tools that show and take back what another one makes, by what `x-mcp.verify` says.
struct RelatedTools: Sendable {
  /// The tool that lists what there is.
  let list: DocumentedTool?
  /// The tool that takes back what a call made.
  let revoke: DocumentedTool?
  /// How many there may be at a time.
  let maximum: Int?

  /// The tools by what relates them, so that no page goes through all of them.
  struct Index: Sendable {
    /// The tools by their `operationId`.
    fileprivate let tools: [String: DocumentedTool]
    /// Verifications of tools that create something, by the `operationId` of the operation that revokes it.
    fileprivate let makers: [String: OperationExtension.Verification]

    init(_ tools: [DocumentedTool]) {
      let named = tools.compactMap { tool in tool.operation.operationID.map { ($0, tool) } }
      self.tools = Dictionary(named) { first, _ in first }
      let rules = tools.compactMap(\.operation.mcp.verify)
      makers = Dictionary(rules.compactMap { rule in rule.revoke.map { ($0.operation, rule) } }) { first, _ in first }
    }
  }

  /// Looks up what belongs to a tool, which is itself the one that makes or the one that takes back.
  init(of tool: DocumentedTool, in index: Index) {
    func named(_ id: String?) -> DocumentedTool? { id.flatMap { index.tools[$0] } }
    let own = tool.operation.mcp.verify
    let undone = tool.operation.operationID.flatMap { index.makers[$0] }
    list = named((own ?? undone)?.list)
    revoke = named(own?.revoke?.operation)
    maximum = own?.limit?.maximum
  }
}
