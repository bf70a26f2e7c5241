import JSON
import OpenAPI

/// Makes of a schema of the document what is shown to a model.
enum PublishedSchema {
  /// The longest description, in characters; what does not fit is cut at a word.
  static let maximumDescription = 2048

  /// The schema of what a tool takes: without what only this program reads, and without secrets to copy.
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

  /// What both directions leave out.
  static func cleaned(_ schema: JSONObject) -> JSONObject {
    var schema = schema
    schema["x-mcp"] = nil
    if let text = schema["description"]?.string { schema["description"] = .string(shortened(text)) }
    if let title = schema["title"]?.string { schema["title"] = TitleLine.of(title).map(JSONValue.string) }
    return schema
  }

  /// The object schema without the properties that are not for this direction.
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

  /// A text that is short enough, cut at a word if it was not.
  static func shortened(_ text: String, to maximum: Int = maximumDescription) -> String {
    guard text.unicodeScalars.count > maximum else { return text }
    let head = text.prefix(maximum - 1)
    let end = head.lastIndex(where: \.isWhitespace) ?? head.endIndex
    return head[..<end] + "…"
  }
}
