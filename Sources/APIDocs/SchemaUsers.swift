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

extension Operation {
  /// The schemas of parameters, bodies and response headers.
  fileprivate var schemas: [JSONValue] {
    parameters.map(\.schema) + (requestBody?.content ?? []).compactMap(\.schema)
      + responses.flatMap { $0.content.compactMap(\.schema) + $0.headers.map(\.schema) }
  }
}

extension JSONValue {
  /// The names of the component schemas that the value refers to.
  fileprivate var schemaReferences: Set<String> {
    var names: Set<String> = []
    var pending = [self]
    while let value = pending.popLast() {
      switch value {
      case .array(let elements): pending += elements
      case .object(let object):
        pending += object.members.map(\.value)
        guard let text = object["$ref"]?.string, text.hasPrefix("#/components/schemas/") else { continue }
        let tokens = JSONPointer(text: text.dropFirst())?.tokens ?? []
        if tokens.count == 3 { names.insert(tokens[2]) }
      default: break
      }
    }
    return names
  }
}
