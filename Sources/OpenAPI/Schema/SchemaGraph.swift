import JSON

/// The references between component schemas.
struct SchemaGraph: Sendable {
  /// The names that each schema refers to.
  var references: [String: Set<String>] = [:]

  /// The names that a converted schema refers to for the value itself, not for a part of it.
  static func names(inPlace schema: JSONValue) -> Set<String> {
    var names: Set<String> = []
    var pending = [schema]
    while let next = pending.popLast() {
      guard let schema = next.object else { continue }
      if let name = schema["$ref"]?.string.flatMap(Reference.schemaName) { names.insert(name) }
      for keyword in ["not", "if", "then", "else"] {
        if let part = schema[keyword] { pending.append(part) }
      }
      for keyword in ["allOf", "anyOf", "oneOf"] { pending += schema[keyword]?.array ?? [] }
      pending += (schema["dependentSchemas"]?.object?.members ?? []).map(\.value)
    }
    return names
  }

  /// The schemas that contain themselves through references.
  ///
  /// Repeatedly removes schemas without references, then schemas without users; what remains lies on a cycle, or
  /// between two.
  var cyclicNames: Set<String> {
    let left = Self.removingEnds(references)
    var reversed = Dictionary(uniqueKeysWithValues: left.keys.map { ($0, Set<String>()) })
    for (name, targets) in left {
      for target in targets { reversed[target]?.insert(name) }
    }
    return Set(Self.removingEnds(reversed).keys)
  }

  /// The given schemas, and those that refer to them directly or indirectly.
  func dependents(of names: Set<String>) -> Set<String> {
    guard !names.isEmpty else { return [] }
    let users = Self.reversed(references)
    var found = names
    var pending = Array(names)
    while let name = pending.popLast() {
      for user in users[name] ?? [] where found.insert(user).inserted { pending.append(user) }
    }
    return found
  }

  /// The graph after repeatedly removing nodes without references to others.
  private static func removingEnds(_ graph: [String: Set<String>]) -> [String: Set<String>] {
    var graph = graph.mapValues { targets in targets.filter { graph[$0] != nil } }
    let users = reversed(graph)
    var ends = graph.filter(\.value.isEmpty).map(\.key)
    while let end = ends.popLast() {
      graph[end] = nil
      for user in users[end] ?? [] {
        graph[user]?.remove(end)
        if graph[user]?.isEmpty == true { ends.append(user) }
      }
    }
    return graph
  }

  private static func reversed(_ graph: [String: Set<String>]) -> [String: [String]] {
    var users: [String: [String]] = [:]
    for (name, targets) in graph {
      for target in targets { users[target, default: []].append(name) }
    }
    return users
  }
}
