import APIDocs
import JSON
import OpenAPI

/// Reads the fields of schemas for a page, as many as a page may have.
struct FieldTreeReader {
  let manual: Manual
  /// The number of fields that the page may still show.
  var remaining: Int
  /// The bytes of descriptions and limits that the page may still show.
  private var remainingWords = 24_000
  private var role: Secrecy.Role = .input
  /// The components around the current field, so that one that contains itself becomes a link.
  private var path: [String] = []

  private static let maximumDepth = 6
  private static let maximumAlternatives = 12
  private static let maximumDescription = 4_000
  private static let shortDescription = 120
  private static let maximumExample = 200

  init(_ manual: Manual, atMost remaining: Int = 120) {
    self.manual = manual
    self.remaining = remaining
  }

  /// The fields of a body.
  mutating func fields(
    of schema: JSONValue,
    for operation: OperationSubjects = .none,
    role: Secrecy.Role,
    id: String
  ) -> [Field] {
    self.role = role
    let masked = manual.secrets.masking(schema: schema, of: operation, role: role)
    let view = manual.view(masked, role: role)
    return members(of: view, id: id, depth: 0, SecretContext(operation: operation, role: role))
  }

  /// The fields of parameters.
  mutating func fields(of parameters: [Parameter], of operation: Operation) -> [Field] {
    role = .input
    let names = ParameterSubjects(operation.parameters.map(\.name))
    let subjects = OperationSubjects(operation)
    return parameters.prefix(max(remaining, 0)).map { parameter in
      remaining -= 1
      let schema = manual.secrets.masking(
        schema: parameter.schema,
        name: parameter.name,
        mcp: parameter.mcp,
        of: subjects,
        role: .input
      )
      var view = manual.view(schema, role: .input)
      let context = SecretContext(parameter: parameter.name, among: names, operation: subjects)
      let fields = manual.secrets.fields(of: parameter.described, mcp: parameter.mcp, context)
      view.setIfAbsent("examples", parameter.examples.first.map { [fields.masking($0)] })
      view.set("description", parameter.description.map(JSONValue.string))
      if parameter.isDeprecated { view.set("deprecated", true) }
      let isSecret = Secrecy.rule(.object(view.keywords), in: context, mcp: parameter.mcp) != nil
      let id = "\(parameter.location.rawValue).\(parameter.name)"
      var field = field(parameter.name, view, id: id, isRequired: parameter.isRequired, isSecret: isSecret)
      field.fields = below(view, id: id, depth: 1, context)
      return field
    }
  }

  // MARK: The tree

  private mutating func members(of view: SchemaView, id: String, depth: Int, _ context: SecretContext) -> [Field] {
    guard depth < Self.maximumDepth, remaining > 0 else { return [] }
    if let name = view.name {
      guard !path.contains(name) else { return [] }
      path.append(name)
    }
    defer { if view.name != nil { path.removeLast() } }
    let through = context.through(schema: view.name)
    let viewed = view.members
    let inner = through.members(["properties": .object(JSONObject(viewed.map { ($0.name, $0.schema) }))])
    var result: [Field] = []
    for (name, schema, isRequired) in viewed {
      guard remaining > 0 else {
        result.append(Field(name: "…", id: id + ".more", type: "further fields", isGroup: true))
        return result
      }
      remaining -= 1
      let member = view.view(schema)
      let context = inner.named(name)
      let isSecret = Secrecy.rule(.object(member.keywords), in: context) != nil
      let memberID = "\(id).\(name)"
      var field = field(name, member, id: memberID, isRequired: isRequired, isSecret: isSecret)
      field.fields = below(member, id: memberID, depth: depth + 1, context)
      field.isOpen = depth == 0
      result.append(field)
    }
    if let other = view.otherMember { result += group("any other name", other, id: id + ".*", depth: depth, inner) }
    return result + (viewed.isEmpty ? elements(of: view, id: id, depth: depth, through) : [])
  }

  /// The elements of an array, and the alternatives of a choice.
  private mutating func elements(of view: SchemaView, id: String, depth: Int, _ context: SecretContext) -> [Field] {
    var result: [Field] = []
    if let element = view.element { result += group("each element", element, id: id + "[]", depth: depth, context) }
    let alternatives = view.alternatives
    guard alternatives.count > 1 else {
      return result + (alternatives.first.map { members(of: $0, id: id, depth: depth + 1, context) } ?? [])
    }
    for (number, alternative) in alternatives.prefix(Self.maximumAlternatives).enumerated() {
      guard remaining > 0 else { break }
      let title = alternative.keywords["title"]?.string ?? alternative.name
      let name = title.map { "either \($0)" } ?? "either \(number + 1)"
      result += group(name, alternative, id: "\(id).either-\(number + 1)", depth: depth, context)
    }
    if alternatives.count > Self.maximumAlternatives {
      let rest = alternatives.count - Self.maximumAlternatives
      result.append(Field(name: "…", id: id + ".more", type: "\(rest) more alternatives", isGroup: true))
    }
    return result
  }

  private mutating func group(
    _ name: String,
    _ view: SchemaView,
    id: String,
    depth: Int,
    _ context: SecretContext
  ) -> [Field] {
    guard remaining > 0, depth < Self.maximumDepth else { return [] }
    remaining -= 1
    var field = field(name, view, id: id, isRequired: false, isSecret: false)
    field.isGroup = true
    field.marks.removeAll { $0 == "required" || $0 == "optional" }
    field.fields = members(of: view, id: id, depth: depth + 1, context)
    return [field]
  }

  /// The fields in a member: its own, or those of its elements without a level between.
  private mutating func below(_ view: SchemaView, id: String, depth: Int, _ context: SecretContext) -> [Field] {
    if view.members(within: .glance).isEmpty, let element = view.element, !element.members(within: .glance).isEmpty {
      return members(of: element, id: id + "[]", depth: depth, context.through(schema: view.name))
    }
    return members(of: view, id: id, depth: depth, context)
  }

  // MARK: One field

  private mutating func field(_ name: String, _ view: SchemaView, id: String, isRequired: Bool, isSecret: Bool) -> Field
  {
    let keywords = view.keywords
    var field = Field(name: name, id: id, type: type(of: view), description: Self.description(of: view))
    if let text = field.description {
      let most = remainingWords > 0 ? Self.maximumDescription : Self.shortDescription
      if text.utf8.count > most { field.description = String(text.prefix(most)) + " …" }
      remainingWords -= min(text.utf8.count, most)
    }
    field.isSecret = isSecret
    if role == .input { field.marks.append(isRequired ? "required" : "optional") }
    if isSecret { field.marks.append("secret") }
    if keywords["deprecated"] == true { field.marks.append("deprecated") }
    if keywords["readOnly"] == true, role == .input { field.marks.append("read only") }
    let limits = SchemaPhrase.limits(view)
    if !limits.isEmpty, remainingWords > 0 || limits.utf8.count <= Self.shortDescription {
      field.facts.append(limits.prefix(1).uppercased() + limits.dropFirst())
      remainingWords -= limits.utf8.count
    }
    if let value = keywords["default"] { field.facts.append("Default: \(Markdown.code(value.description))") }
    if let example = view.example, !isSecret {
      let text = example.string ?? example.description
      if text.utf8.count <= Self.maximumExample { field.facts.append("Example: \(Markdown.code(text))") }
    }
    if keywords["not"] != nil { field.facts.append("Some values are excluded: see the JSON Schema") }
    if let name = view.name, path.contains(name) { field.facts.append("Contains itself: see \(link(name))") }
    return field
  }

  /// The description of a schema; of one that has none and extends others, that of the first that has one.
  private static func description(of view: SchemaView) -> String? {
    if let text = view.keywords["description"]?.string { return text }
    let parts = view.keywords["allOf"]?.array?.prefix(maximumAlternatives) ?? []
    return parts.lazy.compactMap { view.view($0).keywords["description"]?.string }.first
  }

  private func link(_ name: String) -> String { manual.addresses.link(name, to: .schema(name)) }

  private func type(of view: SchemaView) -> String {
    let type = SchemaPhrase.type(view, manual.addresses)
    return view.keywords["format"] == "password" ? "\(type) (format password)" : type
  }
}

extension FieldTreeReader {
  /// The remark on a page that shows a part of the fields.
  static let cut = "Further fields are left out: the OpenAPI document has all of them."

  /// A value without fields, in words.
  static func phrase(_ view: SchemaView, _ manual: Manual) -> String {
    let limits = SchemaPhrase.limits(view)
    return "\(SchemaPhrase.type(view, manual.addresses))\(limits.isEmpty ? "" : ", \(limits)"): no named fields."
  }
}
