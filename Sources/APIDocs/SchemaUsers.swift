import JSON
import OpenAPI

/// Finds the tools that use a component schema, on demand: a complete table would have every schema for every tool.
struct SchemaUsers: Sendable {
  /// Names of the component schemas that refer to a schema, by its name.
  private let users: [String: [String]]
  /// Positions of the tools that refer to a schema directly, by its name.
  private let tools: [String: [Int]]

  init(document: APIDocument, tools: [DocumentedTool]) {
    var users: [String: [String]] = [:]
    for (name, schema) in document.schemas {
      for target in schema.schemaReferences { users[target, default: []].append(name) }
    }
    self.users = users
    var positions: [String: [Int]] = [:]
    for (position, tool) in tools.enumerated() {
      let schemas = JSONValue.array(tool.operation.schemas)
      for name in schemas.schemaReferences { positions[name, default: []].append(position) }
    }
    self.tools = positions
  }

  /// Positions of the tools that refer to a schema directly or indirectly, in order.
  func positions(using name: String) -> [Int] {
    var found: Set<String> = [name]
    var pending = [name]
    var positions: Set<Int> = []
    while let next = pending.popLast() {
      positions.formUnion(tools[next] ?? [])
      for user in users[next] ?? [] where found.insert(user).inserted { pending.append(user) }
    }
    return positions.sorted()
  }
}
