import JSON
import OpenAPI

/// Turns schemas of the document into the schemas that models see.
package enum PublishedSchema {
  /// The longest description, in characters; a longer one is cut at a word.
  static let maximumDescription = 2048

  /// The input schema of a tool, without this program's own keywords (`x-mcp`) and without values of secrets to copy.
  static func input(_ schema: JSONObject, _ secrets: SecretFields) -> JSONObject {
    let masked = secrets.masked(.object(schema))
    let listed = ListedValues(in: masked.object ?? schema)
    let published = SchemaTransform.apply(masked) { schema in
      var schema = listed.written(cleaned(schema))
      schema = withoutMembers(of: schema) { $0["readOnly"] == true }
      return schema
    }
    return published.object ?? schema
  }

  /// The schema without the keywords that neither input nor output publishes, and with short texts.
  static func cleaned(_ schema: JSONObject) -> JSONObject {
    var schema = schema
    schema["x-mcp"] = nil
    if let text = schema["description"]?.string { schema["description"] = .string(shortened(text)) }
    if let title = schema["title"]?.string { schema["title"] = TitleLine.of(title).map(JSONValue.string) }
    return schema
  }

  /// The object schema without the properties of the other direction.
  static func withoutMembers(of schema: JSONObject, where isLeftOut: (JSONValue) -> Bool) -> JSONObject {
    guard let properties = schema["properties"]?.object, properties.contains(where: { isLeftOut($0.value) }) else {
      return schema
    }
    var schema = schema
    let left = properties.members.filter { !isLeftOut($0.value) }
    schema["properties"] = .object(JSONObject(left))
    if let required = schema["required"]?.array {
      let names = Set(left.map(\.name))
      let kept = required.filter { $0.string.map(names.contains) ?? false }
      schema["required"] = kept.isEmpty ? nil : .array(kept)
    }
    return schema
  }

  /// The text itself if it is short enough, else its beginning, cut at a word.
  package static func shortened(_ text: String, to maximum: Int = maximumDescription) -> String {
    guard text.unicodeScalars.count > maximum else { return text }
    let head = text.prefix(maximum - 1)
    let end = head.lastIndex(where: \.isWhitespace) ?? head.endIndex
    return head[..<end] + "…"
  }
}
