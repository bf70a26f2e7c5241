import JSON

/// The constraints of a schema, in a few words of Markdown.
package enum SchemaPhrase {
  /// The most allowed values that are listed.
  private static let maximumValues = 30

  /// The type: `string (date-time) or null`, `array of APIKey`.
  ///
  /// - Parameters:
  ///   - view: The schema.
  ///   - addresses: The URIs of the pages of named schemas.
  /// - Returns: Markdown on one line.
  package static func type(_ view: SchemaView, _ addresses: PageAddresses) -> String { type(view, addresses, depth: 0) }

  private static func type(_ view: SchemaView, _ addresses: PageAddresses, depth: Int) -> String {
    let alternatives = view.alternatives
    if !alternatives.isEmpty, view.name == nil, view.keywords["type"] == nil, depth < 3 {
      let names = alternatives.map { type($0, addresses, depth: depth + 1) } + view.types
      return unique(names).joined(separator: " or ")
    }
    let isNullable = view.types.contains("null")
    if let name = view.name, view.keywords["enum"] != nil || view.hasMembers || !alternatives.isEmpty {
      return addresses.link(name, to: .schema(name)) + (isNullable ? " or null" : "")
    }
    var names = view.types
    if names.isEmpty || names == ["null"] { names.insert(impliedType(view), at: 0) }
    return names.map { describe($0, view, addresses, depth: depth) }.joined(separator: " or ")
  }

  private static func impliedType(_ view: SchemaView) -> String {
    if view.hasMembers || view.keywords["additionalProperties"]?.object != nil { return "object" }
    if view.keywords["items"] != nil { return "array" }
    if let values = view.keywords["enum"]?.array { return unique(values.map(\.typeName)).joined(separator: " or ") }
    return view.keywords["const"]?.typeName ?? "anything"
  }

  private static func describe(
    _ type: String,
    _ view: SchemaView,
    _ addresses: PageAddresses,
    depth: Int
  ) -> String {
    func of(_ part: SchemaView?) -> String {
      part.map { depth < 4 ? " of \(Self.type($0, addresses, depth: depth + 1))" : "" } ?? ""
    }
    return switch type {
    case "array": "array" + of(view.element)
    case "object": "object" + of(view.otherMember)
    case "string", "number", "integer": type + format(view)
    default: type
    }
  }

  private static func format(_ view: SchemaView) -> String {
    guard let format = view.keywords["format"]?.string, format != "password" else { return "" }
    return " (\(Markdown.line(format)))"
  }

  /// The limits: `1 to 365`, `` one of `read`, `write` ``; empty if there are none.
  package static func limits(_ view: SchemaView) -> String {
    var parts: [String] = []
    let keywords = view.keywords
    if let value = keywords["const"] { parts.append("always \(Markdown.code(value.description))") }
    if let values = keywords["enum"]?.array { parts.append("\(values.count == 1 ? "only" : "one of") \(list(values))") }
    parts += [
      count(keywords["minLength"], keywords["maxLength"], of: "character"),
      numbers(keywords),
      keywords["multipleOf"].map { "a multiple of \($0)" },
      keywords["pattern"]?.string.map { "matches \(Markdown.code($0))" },
      count(keywords["minItems"], keywords["maxItems"], of: "element"),
      count(keywords["minProperties"], keywords["maxProperties"], of: "member"),
      keywords["uniqueItems"] == true ? "each element once" : nil,
    ].compactMap(\.self)
    if let element = view.element, view.keywords["enum"] == nil {
      let limits = element.name == nil ? limits(element) : ""
      if !limits.isEmpty { parts.append("each \(limits)") }
    }
    return parts.joined(separator: ", ")
  }

  /// Values as JSON, but strings without quotation marks.
  static func list(_ values: [JSONValue]) -> String {
    let names = values.prefix(maximumValues).map { Markdown.code($0.string ?? $0.description) }.filter { !$0.isEmpty }
    let rest = values.count > maximumValues ? " and \(values.count - maximumValues) more" : ""
    return names.joined(separator: ", ") + rest
  }

  private static func numbers(_ keywords: JSONObject) -> String? {
    let above = keywords["exclusiveMinimum"].map { "more than \($0)" }
    let below = keywords["exclusiveMaximum"].map { "less than \($0)" }
    let parts = [range(keywords["minimum"], keywords["maximum"]), above, below].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private static func count(_ minimum: JSONValue?, _ maximum: JSONValue?, of unit: String) -> String? {
    if minimum == 1, maximum == nil { return "not empty" }
    return range(minimum, maximum).map { "\($0) \(unit)\((maximum ?? minimum) == 1 ? "" : "s")" }
  }

  private static func range(_ minimum: JSONValue?, _ maximum: JSONValue?) -> String? {
    switch (minimum?.number, maximum?.number) {
    case (let minimum?, let maximum?): minimum == maximum ? minimum.text : "\(minimum.text) to \(maximum.text)"
    case (let minimum?, nil): "at least \(minimum.text)"
    case (nil, let maximum?): "at most \(maximum.text)"
    case (nil, nil): nil
    }
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
