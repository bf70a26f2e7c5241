package import JSON

/// Transforms a schema with all of its subschemas.
package enum SchemaTransform {
  /// Applies a change to a schema and to each of its subschemas, inner ones first.
  ///
  /// - Parameters:
  ///   - schema: A schema that has been converted to JSON Schema 2020-12.
  ///   - change: Returns the new members of one schema.
  /// - Returns: The changed schema; a value other than an object is returned unchanged.
  package static func apply(_ schema: JSONValue, _ change: (JSONObject) -> JSONObject) -> JSONValue {
    guard case .object(let object) = schema else { return schema }
    var result = JSONObject()
    for (keyword, value) in object {
      switch (SchemaKeyword.subschemas(of: keyword), value) {
      case (.one, _): result.append(keyword, apply(value, change))
      case (.list, .array(let schemas)): result.append(keyword, .array(schemas.map { apply($0, change) }))
      case (.map, .object(let schemas)):
        result.append(keyword, .object(JSONObject(schemas.members.map { ($0.name, apply($0.value, change)) })))
      default: result.append(keyword, value)
      }
    }
    return .object(change(result))
  }
}

extension SchemaTransform {
  /// The form in which a keyword holds subschemas.
  package enum Holding {
    /// Its value is a schema.
    case one
    /// Its value is an array of schemas.
    case list
    /// Its value is an object with a schema in each member.
    case map
  }

  /// The form in which a keyword holds subschemas; `nil` if its value is something else.
  package static func holding(_ keyword: String) -> Holding? {
    switch SchemaKeyword.subschemas(of: keyword) {
    case .one: .one
    case .list: .list
    case .map: .map
    case nil: nil
    }
  }
}
