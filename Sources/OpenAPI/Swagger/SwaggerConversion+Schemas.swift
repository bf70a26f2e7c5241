import JSON

extension SwaggerConversion {
  /// Converts a schema with all of its subschemas to 3.0.
  static func schema(_ value: JSONValue) -> JSONValue {
    guard case .object(let schema) = value else { return value }
    var result = JSONObject()
    for (name, value) in schema {
      switch (name, SchemaKeyword.subschemas(of: name), value) {
      case ("$ref", _, .string(let text)): result.append(name, .string(reference(text)))
      case ("discriminator", _, .string): result.append(name, .object(["propertyName": value]))
      case ("x-nullable", _, _): result.append("nullable", value)
      case ("type", _, "file"):
        result.append(name, "string")
        result["format"] = "binary"
      case ("format", _, _) where schema["type"] == "file": break
      case ("collectionFormat", _, _): break
      case ("items", _, .array(let schemas)), (_, .list?, .array(let schemas)):
        result.append(name, .array(schemas.map(Self.schema)))
      case (_, .map?, .object(let schemas)):
        result.append(name, .object(JSONObject(schemas.members.map { ($0.name, Self.schema($0.value)) })))
      case (_, .one?, _): result.append(name, Self.schema(value))
      default: result.append(name, value)
      }
    }
    return .object(result)
  }

  /// The members of a parameter, header or item that describe its values.
  static let schemaMembers: Set<String> = [
    "type", "format", "items", "default", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength",
    "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "enum", "multipleOf", "x-nullable",
  ]

  /// The schema of a parameter or header, which has a member of its own in 3.0.
  static func schema(of part: JSONObject) -> JSONValue {
    schema(.object(JSONObject(part.members.filter { schemaMembers.contains($0.name) })))
  }
}
