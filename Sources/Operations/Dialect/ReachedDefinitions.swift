import JSON
import OpenAPI

/// Removes unused `$defs` of a schema, whose users have been removed.
enum ReachedDefinitions {
  /// The same schema without definitions that it does not refer to, directly or indirectly.
  ///
  /// - Parameter root: A schema whose references lead to its `$defs`.
  /// - Returns: A schema that accepts the same values.
  static func applied(to root: JSONObject) -> JSONObject {
    guard let definitions = root["$defs"]?.object else { return root }
    var body = root
    body["$defs"] = nil
    var reached: Set<String> = []
    var pending: [JSONValue] = [.object(body)]
    while let next = pending.popLast() {
      guard let schema = next.object else { continue }
      for (keyword, value) in schema {
        switch (SchemaTransform.holding(keyword), value) {
        case (.one, _): pending.append(value)
        case (.list, .array(let schemas)): pending += schemas
        case (.map, .object(let schemas)): pending += schemas.lazy.map(\.value)
        default:
          guard keyword == "$ref", let name = value.string.flatMap(SchemaTypes.definitionName),
            let target = definitions[name], reached.insert(name).inserted
          else { continue }
          pending.append(target)
        }
      }
    }
    guard reached.count < definitions.count else { return root }
    guard !reached.isEmpty else { return body }
    var result = root
    result["$defs"] = .object(JSONObject(definitions.members.filter { reached.contains($0.name) }))
    return result
  }
}
