package import JSON
import OpenAPI

/// A change that a client makes to input schemas.
package enum SchemaRewrite: Sendable, Hashable {
  /// Keywords are taken out wherever they stand; so are defaults below `anyOf`, if said.
  case drops([String], defaultsOfAlternatives: Bool)
  /// Alternatives at the root are merged into one object.
  case flattensRootAlternatives

  /// The deepest nesting of schemas that is rewritten; the rest stays as it is.
  private static let maximumDepth = 64

  /// Applies the change to a schema.
  ///
  /// - Returns: The schema as the client passes it on, and the losses in words.
  package func applied(to schema: JSONObject) -> (schema: JSONObject, losses: [String]) {
    switch self {
    case .flattensRootAlternatives:
      let found = ["anyOf", "oneOf", "allOf"].filter { schema.contains($0) }
      guard !found.isEmpty else { return (schema, []) }
      return (schema, ["the \(found.joined(separator: ", ")) at the root of its schema is merged into one object"])
    case .drops(let keywords, let defaultsOfAlternatives):
      var dropping = Dropping(keywords: Set(keywords), dropsDefaults: defaultsOfAlternatives)
      let result = dropping.schema(schema, isAlternative: false, depth: 0)
      let losses = dropping.counts.sorted { $0.key < $1.key }.map { name, count in
        "\(name) is taken out of its schema\(count > 1 ? " in \(count) places" : "")"
      }
      return (result, losses)
    }
  }

  private struct Dropping {
    let keywords: Set<String>
    let dropsDefaults: Bool
    /// The number of places where each keyword was taken out.
    var counts: [String: Int] = [:]

    mutating func schema(_ object: JSONObject, isAlternative: Bool, depth: Int) -> JSONObject {
      guard depth < maximumDepth else { return object }
      var result = JSONObject()
      for (name, value) in object {
        if keywords.contains(name) || dropsDefaults && isAlternative && name == "default" {
          counts[name, default: 0] += 1
          continue
        }
        result.append(name, written(value, of: name, isAlternative: isAlternative, depth: depth))
      }
      return result
    }

    private mutating func written(_ value: JSONValue, of name: String, isAlternative: Bool, depth: Int) -> JSONValue {
      let isBelow = isAlternative || name == "anyOf"
      switch (SchemaKeyword.subschemas(of: name), value) {
      case (.map, .object(let members)):
        var result = JSONObject()
        for (member, schema) in members { result.append(member, subschema(schema, isBelow, depth)) }
        return .object(result)
      case (.list, .array(let items)): return .array(items.map { subschema($0, isBelow, depth) })
      case (.one, _): return subschema(value, isBelow, depth)
      default: return value
      }
    }

    private mutating func subschema(_ value: JSONValue, _ isAlternative: Bool, _ depth: Int) -> JSONValue {
      guard let object = value.object else { return value }
      return .object(schema(object, isAlternative: isAlternative, depth: depth + 1))
    }
  }
}
