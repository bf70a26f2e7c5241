import JSON

/// A value made up from a schema: its examples and defaults where it has some, or else something of the right type.
struct SampleValue {
  /// How deep objects and arrays may be in one another.
  private static let maximumDepth = 8
  /// How many values may still come, so that schemas which contain one another many times over end.
  private var remaining = 500
  /// How many members may still be looked at: those that are left out are, too.
  private var looks = 2_000

  /// A value with the required members of objects, and those that have an example.
  static func value(of view: SchemaView) -> JSONValue {
    var sample = SampleValue()
    return sample.value(of: view, depth: 0)
  }

  private mutating func value(of view: SchemaView, depth: Int) -> JSONValue {
    let keywords = view.keywords
    if let value = view.example ?? keywords["const"] ?? keywords["default"] ?? keywords["enum"]?.array?.first {
      return value
    }
    remaining -= 1
    guard depth < Self.maximumDepth, remaining > 0 else { return [:] }
    if view.hasMembers { return object(view, depth: depth) }
    if let alternative = view.alternatives.first { return value(of: alternative, depth: depth + 1) }
    switch view.types.first {
    case "array": return .array(view.element.map { [value(of: $0, depth: depth + 1)] } ?? [])
    case "object": return [:]
    case "integer", "number": return keywords["minimum"] ?? 1
    case "boolean": return true
    case "string": return .string(Self.text(format: keywords["format"]?.string))
    default: return view.keywords["items"] == nil ? "…" : .array([])
    }
  }

  private mutating func object(_ view: SchemaView, depth: Int) -> JSONValue {
    var object = JSONObject()
    for (name, schema, isRequired) in view.members {
      looks -= 1
      guard looks > 0 else { break }
      let member = view.view(schema)
      guard isRequired || member.example != nil else { continue }
      object.append(name, value(of: member, depth: depth + 1))
    }
    return .object(object)
  }

  private static func text(format: String?) -> String {
    switch format {
    case "date-time": "2026-01-31T12:00:00Z"
    case "date": "2026-01-31"
    case "uuid": "00000000-0000-4000-8000-000000000000"
    case "email": "name@example.com"
    case "uri", "url": "https://example.com/"
    default: "…"
    }
  }
}
