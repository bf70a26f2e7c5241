import JSON

/// A schema with its reference followed and its `allOf` taken as one, as far as a reader wants to see it.
struct SchemaView {
  /// The name of the component that the schema is, for a link.
  let name: String?
  /// The keywords of the schema itself.
  private(set) var keywords: JSONObject
  private let components: JSONObject

  /// Looks at a schema.
  ///
  /// - Parameters:
  ///   - schema: A JSON Schema 2020-12.
  ///   - components: What its references to `components/schemas` lead into.
  init(_ schema: JSONValue, in components: JSONObject) {
    self.components = components
    (name, keywords) = Self.followed(schema, in: components)
  }

  /// The schema that a reference leads to, with what stands beside the reference, and the name of the first component.
  private static func followed(_ schema: JSONValue, in components: JSONObject) -> (name: String?, JSONObject) {
    var keywords = schema.object ?? [:]
    var name: String?
    // A reference may lead to another; those that lead back end.
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

  /// How much of a schema is gathered: of many that extend each other, each may lead to all others.
  struct Limits {
    /// The schemas that `allOf` joins.
    var parts: Int
    var members: Int

    /// Far more than a page has room for.
    static let page = Limits(parts: 20_000, members: 400)
    /// Limits of a glance at one schema of many.
    static let glance = Limits(parts: 100, members: 100)
    static let none = Limits(parts: .max, members: .max)
  }

  /// A property, and whether the schema requires it.
  typealias Member = (name: String, schema: JSONValue, isRequired: Bool)

  /// The properties of the schema and of its `allOf`, in their order.
  var members: [Member] { members(within: .page) }

  /// Whether there are any.
  var hasMembers: Bool {
    if keywords["properties"]?.object?.isEmpty == false { return true }
    return keywords["allOf"] != nil && !members(within: Limits(parts: Limits.page.parts, members: 1)).isEmpty
  }

  /// Gathers the properties of the schema and of its `allOf`, of each component once.
  ///
  /// Not by recursion: a chain of components may be long.
  func members(within limits: Limits) -> [Member] {
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

  /// Another schema of the same page.
  func view(_ schema: JSONValue) -> SchemaView { SchemaView(schema, in: components) }

  /// The elements of an array.
  var element: SchemaView? { keywords["items"].map(view) }

  /// The members without a name of their own, where their schema says something.
  var otherMember: SchemaView? {
    guard let schema = keywords["additionalProperties"], let object = schema.object, !object.isEmpty else { return nil }
    return view(schema)
  }

  /// The schemas of which one holds, or several, null left out; of very many, the first.
  var alternatives: [SchemaView] {
    (keywords["anyOf"]?.array ?? keywords["oneOf"]?.array ?? []).lazy.filter { $0["type"] != "null" }
      .prefix(Self.maximumAlternatives).map(view)
  }

  private static let maximumAlternatives = 200

  /// The names of the types, null last.
  var types: [String] {
    let types = keywords["type"].map { $0.array ?? [$0] } ?? []
    let isNullable = (keywords["anyOf"]?.array ?? keywords["oneOf"]?.array ?? []).contains { $0["type"] == "null" }
    let names = types.compactMap(\.string)
    return names.filter { $0 != "null" } + (names.contains("null") || isNullable ? ["null"] : [])
  }

  /// Sets a keyword, if there is a value for it.
  mutating func set(_ keyword: String, _ value: JSONValue?) { keywords[keyword] = value ?? keywords[keyword] }

  /// Sets a keyword that has no value yet, if there is one for it.
  mutating func setIfAbsent(_ keyword: String, _ value: JSONValue?) { keywords[keyword] = keywords[keyword] ?? value }

  /// The best example of the value.
  var example: JSONValue? { keywords["examples"]?.array?.first }
}
