package import JSON

/// A schema with its reference resolved and its `allOf` merged, as far as a reader needs.
package struct SchemaView {
  /// The name of the schema's component, for a link; `nil` if it is none.
  package let name: String?
  /// The keywords of the schema itself.
  package private(set) var keywords: JSONObject
  private let components: JSONObject

  /// Resolves the reference of a schema.
  ///
  /// - Parameters:
  ///   - schema: A JSON Schema 2020-12.
  ///   - components: The target of its references into `components/schemas`.
  package init(_ schema: JSONValue, in components: JSONObject) {
    self.components = components
    (name, keywords) = Self.followed(schema, in: components)
  }

  /// Resolves a reference, merges the keywords beside it, and returns the name of the first component.
  private static func followed(_ schema: JSONValue, in components: JSONObject) -> (name: String?, JSONObject) {
    var keywords = schema.object ?? [:]
    var name: String?
    // A reference may lead to another; a cycle ends after a few steps.
    for _ in 0..<8 {
      guard let target = componentName(keywords), let component = components[target]?.object else { break }
      name = name ?? target
      keywords["$ref"] = nil
      var merged = component
      for (keyword, value) in keywords { merged[keyword] = value }
      keywords = merged
    }
    return (name, keywords)
  }

  private static func componentName(_ schema: JSONObject) -> String? {
    guard let pointer = schema["$ref"]?.string.flatMap({ JSONPointer(text: $0.dropFirst()) }) else { return nil }
    return pointer.tokens.starts(with: ["components", "schemas"]) ? pointer.tokens.last : nil
  }

  /// Limits on the work for one schema: of many that extend each other, each may lead to all others.
  package struct Limits {
    /// The number of schemas joined by `allOf`.
    var parts: Int
    var members: Int

    /// As many members as all parts of a page show.
    static let page = Limits(parts: 20_000, members: 20_000)
    /// Limits for a glance at one schema of many.
    package static let glance = Limits(parts: 100, members: 100)
    static let none = Limits(parts: .max, members: .max)
  }

  /// A property, with its schema and whether it is required.
  package typealias Member = (name: String, schema: JSONValue, isRequired: Bool)

  /// The properties of the schema and of its `allOf`, in order.
  package var members: [Member] { members(within: .page) }

  /// Whether there are any properties.
  package var hasMembers: Bool {
    var pending = [keywords]
    var position = 0
    var seen = Set([name].compactMap(\.self))
    // The nearest first: of schemas that extend each other in a long chain, each has members of its own mostly.
    while position < pending.count {
      let schema = pending[position]
      position += 1
      if schema["properties"]?.object?.isEmpty == false { return true }
      for part in (schema["allOf"]?.array ?? []).prefix(max(0, Self.maximumLooks - pending.count)) {
        let (name, keywords) = Self.followed(part, in: components)
        if let name, !seen.insert(name).inserted { continue }
        pending.append(keywords)
      }
    }
    return false
  }

  /// The most schemas that are looked at to see whether there are properties.
  private static let maximumLooks = 1_000

  /// Collects the properties of the schema and of its `allOf`, visiting each component once.
  ///
  /// Iterative, because a chain of components may be long.
  package func members(within limits: Limits) -> [Member] {
    var members: [Member] = []
    var remaining = limits.parts
    var seen = Set([name].compactMap(\.self))
    var names: Set<String> = []
    var required: Set<String> = []
    var pending = [keywords]
    while remaining > 0, members.count < limits.members, let schema = pending.popLast() {
      remaining -= 1
      for (name, property) in schema["properties"]?.object ?? [:] where members.count < limits.members {
        if names.insert(name).inserted { members.append((name, property, false)) }
      }
      required.formUnion((schema["required"]?.array ?? []).compactMap(\.string))
      for part in (schema["allOf"]?.array ?? []).prefix(remaining).reversed() {
        let (name, keywords) = Self.followed(part, in: components)
        if let name, !seen.insert(name).inserted { continue }
        pending.append(keywords)
      }
    }
    for position in members.indices where required.contains(members[position].name) {
      members[position].isRequired = true
    }
    return members
  }

  /// Another schema of the same document.
  package func view(_ schema: JSONValue) -> SchemaView { SchemaView(schema, in: components) }

  /// The names of the components that the schema extends; empty for a component itself.
  package var extendedNames: [String] {
    guard name == nil, let parts = keywords["allOf"]?.array else { return [] }
    return parts.prefix(Self.maximumAlternatives).compactMap { $0.object.flatMap(Self.componentName) }
  }

  /// The schema without the components that it extends.
  package var withoutExtended: SchemaView {
    var view = self
    let own = (keywords["allOf"]?.array ?? []).filter { $0.object.flatMap(Self.componentName) == nil }
    view.keywords["allOf"] = own.isEmpty ? nil : .array(own)
    return view
  }

  /// The schema of an array's elements.
  package var element: SchemaView? { keywords["items"].map(view) }

  /// The schema of additional properties; `nil` if it says nothing.
  package var otherMember: SchemaView? {
    guard let schema = keywords["additionalProperties"], let object = schema.object, !object.isEmpty else { return nil }
    return view(schema)
  }

  /// The alternatives of `anyOf` or `oneOf`, without null, up to a limit.
  package var alternatives: [SchemaView] {
    (keywords["anyOf"]?.array ?? keywords["oneOf"]?.array ?? []).lazy.filter { $0["type"] != "null" }
      .prefix(Self.maximumAlternatives).map(view)
  }

  private static let maximumAlternatives = 200

  /// The names of the types, `null` last.
  var types: [String] {
    let types = keywords["type"].map { $0.array ?? [$0] } ?? []
    let isNullable = (keywords["anyOf"]?.array ?? keywords["oneOf"]?.array ?? []).contains { $0["type"] == "null" }
    let names = types.compactMap(\.string)
    return names.filter { $0 != "null" } + (names.contains("null") || isNullable ? ["null"] : [])
  }

  /// Sets a keyword if a value is given.
  package mutating func set(_ keyword: String, _ value: JSONValue?) { keywords[keyword] = value ?? keywords[keyword] }

  /// Sets a keyword that has no value yet, if one is given.
  package mutating func setIfAbsent(_ keyword: String, _ value: JSONValue?) {
    keywords[keyword] = keywords[keyword] ?? value
  }

  /// The first example of the value.
  package var example: JSONValue? { keywords["examples"]?.array?.first }
}
