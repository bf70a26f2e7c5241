import JSON

extension DocumentReader {
  /// The parts of `components` that map names to objects (OpenAPI 3.2.0, 4.8.7).
  private static let components = [
    "schemas", "responses", "parameters", "examples", "requestBodies", "headers", "securitySchemes", "links",
    "callbacks", "pathItems", "mediaTypes",
  ]

  /// Reports values of a wrong type that would otherwise be ignored silently.
  mutating func reportShapes() {
    if let info = document["info"], isObject(info) {
      for name in ["title", "version"] { checkText(info[name]) }
    }
    if let components = document["components"], isObject(components) {
      for name in Self.components {
        if let part = components[name] { _ = isObject(part) }
      }
    }
    guard let tags = document["tags"] else { return }
    guard tags.value.array != nil else { return reportShape(of: tags, "an array") }
    for tag in tags.elements where isObject(tag) { checkText(tag["name"]) }
  }

  private mutating func isObject(_ part: Located) -> Bool {
    guard part.value.object == nil else { return true }
    reportShape(of: part, "an object")
    return false
  }

  private mutating func checkText(_ part: Located?) {
    guard let part, part.value.string == nil, part.value.number == nil else { return }
    reportShape(of: part, "a string")
  }

  private mutating func reportShape(of part: Located, _ expected: String) {
    report(
      .warning,
      "This is \(part.value.typeName), not \(expected), and passed over. Correct the document.",
      at: part.place
    )
  }
}
