import JSON

/// The words of a document as its makers wrote them, in the document that overlays have changed.
///
/// Overlays put words for models in the place of those for people; their extensions, on which secrets and names depend,
/// stay.
enum OriginalWords {
  /// Members whose own members have names of the document's makers, not of the specification.
  private static let maps: Set = [
    "properties", "patternProperties", "$defs", "definitions", "schemas", "responses", "parameters", "headers",
    "requestBodies", "securitySchemes", "securityDefinitions", "paths", "callbacks", "links", "pathItems", "content",
    "variables", "encoding", "dependentSchemas",
  ]
  private static let examples = ["example", "examples"]

  /// Puts descriptions, summaries, examples and defaults back.
  ///
  /// Recurses once per level of nesting, which the readers of JSON and YAML limit.
  ///
  /// - Parameters:
  ///   - value: The changed value.
  ///   - original: The value before.
  ///   - isMap: Whether the names of its members are the makers' own.
  /// - Returns: The changed value with the words of the original.
  static func restored(_ value: JSONValue, from original: JSONValue, isMap: Bool = false) -> JSONValue {
    switch (value, original) {
    case (.object(let object), .object(let before)):
      var members: [(name: String, value: JSONValue)] = []
      let hasExamples = !isMap && examples.contains { before[$0] != nil }
      for (name, value) in object.members {
        if !isMap, hasExamples, examples.contains(name) { continue }
        members.append((name, member(name, value, before[name], isMap: isMap)))
      }
      if hasExamples { members += examples.compactMap { name in before[name].map { (name, $0) } } }
      return .object(JSONObject(members))
    case (.array(let elements), .array(let before)):
      let partners = ElementPairs.partners(of: elements, in: before)
      return .array(zip(elements, partners).map { $1.map { [element = $0] in restored(element, from: $0) } ?? $0 })
    default: return value
    }
  }

  private static func member(_ name: String, _ value: JSONValue, _ before: JSONValue?, isMap: Bool) -> JSONValue {
    guard let before else { return value }
    if isMap { return restored(value, from: before) }
    switch name {
    case "x-mcp": return value
    case "description", "summary": return value.string != nil && before.string != nil ? before : value
    case "default": return before
    default: return restored(value, from: before, isMap: maps.contains(name))
    }
  }
}
