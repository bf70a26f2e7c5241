import JSON
import OpenAPI

/// Writes input schemas in JSON Schema 2020-12, in forms that all clients support.
///
/// Some clients drop every tool of a server for one `type` array, and some take an empty schema for text.
enum DefaultDialect {
  static func root(_ schema: JSONObject) -> JSONObject {
    var result = SchemaTransform.apply(.object(schema)) { TypeAlternatives.of(filled($0)) }.object ?? schema
    guard result["properties"] == nil else { return result }
    // After the type, where people look for them.
    let position = result.members.firstIndex { $0.name == "type" }.map { $0 + 1 } ?? 0
    var members = result.members
    members.insert(("properties", [:]), at: position)
    result = JSONObject(members)
    return result
  }

  /// Expands empty subschemas of keywords that must have a value.
  private static func filled(_ schema: JSONObject) -> JSONObject {
    var schema = schema
    for keyword in ["items", "additionalProperties", "unevaluatedProperties", "unevaluatedItems"] {
      guard let value = schema[keyword] else { continue }
      let isItem = keyword == "items"
      if !isItem, value.object?.isEmpty == true { schema[keyword] = true }
      if isItem || value.object?.isEmpty == false { schema[keyword] = AnyValue.written(value) }
    }
    for keyword in ["prefixItems", "anyOf", "oneOf"] {
      if let list = schema[keyword]?.array { schema[keyword] = .array(list.map(AnyValue.written)) }
    }
    for keyword in ["properties", "patternProperties", "$defs"] {
      guard let map = schema[keyword]?.object else { continue }
      schema[keyword] = .object(JSONObject(map.members.map { ($0.name, AnyValue.written($0.value)) }))
    }
    return schema
  }
}
