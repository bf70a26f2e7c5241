import JSON
import OpenAPI

extension APIDocument {
  /// The document with nothing but what some tools offer: their operations, and the schemas and tags of those.
  ///
  /// A document of which everything is offered stays as it is, with schemas that nothing refers to.
  func offered(_ tools: [DocumentedTool]) -> APIDocument {
    var offered = self
    offered.operations = tools.map(\.operation)
    guard let root = OfferedRoot(root, offered.operations).pruned else { return offered }
    offered.root = root
    offered.written = root
    let names = Set(schemaNames(of: offered.operations))
    offered.schemas = JSONObject(schemas.members.filter { names.contains($0.name) })
    let tags = Set(offered.operations.flatMap(\.tags))
    offered.tags = self.tags.filter { tags.contains($0.name) }
    return offered
  }

  /// Whether everything in the document is offered by as many tools.
  func isWhole(_ tools: [DocumentedTool]) -> Bool {
    tools.count == operations.count && OfferedRoot(root, tools.map(\.operation)).isWhole
  }

  /// The component schemas that operations refer to directly or indirectly, in the order of the document.
  func schemaNames(of operations: [Operation]) -> [String] {
    var found = JSONValue.array(operations.flatMap(\.schemas)).schemaReferences
    var pending = Array(found)
    while let name = pending.popLast() {
      for next in schemas[name]?.schemaReferences ?? [] where found.insert(next).inserted { pending.append(next) }
    }
    return schemas.names.filter(found.contains)
  }
}
