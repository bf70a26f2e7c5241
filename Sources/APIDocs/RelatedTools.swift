import OpenAPI

/// The tools that list and revoke the items that another tool creates, according to `x-mcp.verify`.
package struct RelatedTools: Sendable {
  /// The tool that lists the existing items.
  package let list: DocumentedTool?
  /// The tool that revokes the item that a call created.
  package let revoke: DocumentedTool?
  /// The most items that can exist at a time.
  package let maximum: Int?

  /// An index of the relations, so that no page has to search all tools.
  package struct Index: Sendable {
    /// The tools by their `operationId`.
    fileprivate let tools: [String: DocumentedTool]
    /// Verifications of tools that create something, by the `operationId` of the operation that revokes it.
    fileprivate let makers: [String: OperationExtension.Verification]

    /// Indexes tools.
    package init(_ tools: [DocumentedTool]) {
      let named = tools.compactMap { tool in tool.operation.operationID.map { ($0, tool) } }
      self.tools = Dictionary(named) { first, _ in first }
      let rules = tools.compactMap(\.operation.mcp.verify)
      makers = Dictionary(rules.compactMap { rule in rule.revoke.map { ($0.operation, rule) } }) { first, _ in first }
    }
  }

  /// Finds the tools related to a creating or a revoking one.
  package init(of tool: DocumentedTool, in index: Index) {
    func named(_ id: String?) -> DocumentedTool? { id.flatMap { index.tools[$0] } }
    let own = tool.operation.mcp.verify
    let undone = tool.operation.operationID.flatMap { index.makers[$0] }
    list = named((own ?? undone)?.list)
    revoke = named(own?.revoke?.operation)
    maximum = own?.limit?.maximum
  }
}
