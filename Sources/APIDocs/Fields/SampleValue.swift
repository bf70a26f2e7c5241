package import JSON

/// A sample value for a schema: from its examples and defaults if it has any, else of the right type.
package struct SampleValue {
  /// The deepest nesting of objects and arrays.
  private static let maximumDepth = 8
  /// The number of values that may still be made, so that mutually recursive schemas end.
  private var remaining = 500
  /// The number of members that may still be examined, including those that are left out.
  private var looks = 2_000

  /// A sample with the required members of objects, and those that have an example.
  package static func value(of view: SchemaView) -> JSONValue {
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
