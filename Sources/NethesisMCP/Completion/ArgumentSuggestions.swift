package import JSON
import Operations

/// The arguments of a tool in the form of the command `call`: names, and values where the schema lists them.
package struct ArgumentSuggestions: Sendable {
  private let schema: JSONObject
  private let secrets: Set<String>
  private let types: SchemaTypes

  /// The most schemas that are searched for the values of one argument.
  private static let maximumSchemas = 64

  /// - Parameters:
  ///   - schema: The schema of the arguments.
  ///   - secrets: The arguments that are not offered, and whose values are not.
  package init(_ schema: JSONObject, without secrets: [String]) {
    self.schema = schema
    self.secrets = Set(secrets)
    types = SchemaTypes(in: .object(schema))
  }

  /// The names that are not given yet, with an equals sign.
  package func names(besides words: [String]) -> [CompletionCandidate?] {
    let given = Set(words.compactMap { word in word.firstIndex(of: "=").map { Self.name(word[..<$0]) } })
    let required = Set((schema["required"]?.array ?? []).compactMap(\.string))
    return (schema["properties"]?.object ?? [:]).map { name, value in
      let kinds = types.types(of: value)
      // Of a list each item is a word.
      guard !secrets.contains(name), !given.contains(name) || kinds.contains("array") else { return nil }
      let isJSON = kinds.isSubset(of: ["object", "null"]) && kinds.contains("object")
      let kind = kinds.filter { $0 != "null" }.sorted().joined(separator: " or ")
      let meaning = types.resolved(value)?["description"]?.string ?? ""
      let head = [required.contains(name) ? "required" : "", kind].filter { !$0.isEmpty }.joined(separator: " ")
      let summary = [head, meaning].filter { !$0.isEmpty }.joined(separator: ": ")
      return CompletionCandidate("\(name)\(isJSON ? ":=" : "=")", summary, isOpen: true)
    }
  }

  /// The listed values of the argument before an equals sign.
  package func values(of left: Substring) -> [CompletionCandidate?] {
    let name = Self.name(left)
    guard !secrets.contains(name), let property = schema["properties"]?[name] else { return [] }
    let isJSON = left.hasSuffix(":")
    return listed(property).map { value in
      CompletionCandidate(isJSON ? value.description : value.string ?? value.description)
    }
  }

  private static func name(_ left: Substring) -> String {
    String(left.hasSuffix(":") && left.count > 1 ? left.dropLast() : left)
  }

  /// The values that a schema lists, its alternatives and items included, each once.
  private func listed(_ schema: JSONValue) -> [JSONValue] {
    var values: [JSONValue] = []
    var seen: Set<JSONValue> = []
    var pending = [schema]
    for _ in 0..<Self.maximumSchemas {
      guard let next = pending.popLast() else { break }
      guard let object = types.resolved(next)?.object else { continue }
      var found = object["enum"]?.array ?? []
      if let value = object["const"] { found.append(value) }
      if found.isEmpty, types.types(of: .object(object)).contains("boolean") { found = [true, false] }
      for value in found where !value.isNull && seen.insert(value).inserted { values.append(value) }
      for keyword in ["anyOf", "oneOf", "allOf"] {
        pending += (object[keyword]?.array ?? []).prefix(Self.maximumSchemas).reversed()
      }
      if let items = object["items"] { pending.append(items) }
    }
    return values
  }
}
