import APIDocs
import JSON
import OpenAPI

/// Reads the fields of schemas for a page.
///
/// Everything that has no page of its own is there: a field, and an object within it. A named schema is unfolded as long as
/// a page has room for it, and is a link to its page from there on.
struct FieldTreeReader {
  let manual: Manual
  /// The number of fields that named schemas may still add.
  private var remaining: Int
  /// The number of all fields that may still follow.
  private var remainingInAll = 20_000
  /// Whether fields are left out that no other page has.
  private(set) var isCut = false
  private var role: Secrecy.Role = .input
  /// The components around the current field, so that one that contains itself becomes a link.
  private var path: [String] = []

  /// The deepest level of named schemas, and of objects without a name.
  private static let (maximumDepth, maximumPlainDepth) = (6, 24)
  private static let maximumAlternatives = 200
  private static let maximumDescription = 16_000
  private static let maximumFact = 2_000
  private static let maximumExample = 200
  /// The number of fields that named schemas add to the parameters, to the body, and to the responses.
  private static let standard = 120

  init(_ manual: Manual, atMost remaining: Int = standard) {
    self.manual = manual
    self.remaining = remaining
  }

  /// Whether a further named schema would be a link only.
  var isFull: Bool { remaining <= 0 }

  /// Gives the next section of the page room of its own for named schemas.
  mutating func startSection() { remaining = Self.standard }

  /// The fields of a body.
  ///
  /// - Parameters:
  ///   - schema: The schema of the body.
  ///   - operation: The subjects of its operation.
  ///   - role: The direction of the body.
  ///   - id: The start of the anchors.
  ///   - isUnfolded: Whether a named schema is unfolded even if the page has no room for it.
  /// - Returns: The fields; empty for a schema that is only a link.
  mutating func fields(
    of schema: JSONValue,
    for operation: OperationSubjects = .none,
    role: Secrecy.Role,
    id: String,
    isUnfolded: Bool = true
  ) -> [Field] {
    self.role = role
    let masked = manual.secrets.masking(schema: schema, of: operation, role: role)
    let view = manual.view(masked, role: role)
    let context = SecretContext(operation: operation, role: role)
    return members(of: view, id: id, depth: 0, context, isUnfolded: isUnfolded)
  }

  /// The fields of parameters.
  mutating func fields(of parameters: [Parameter], of operation: Operation) -> [Field] {
    role = .input
    let names = ParameterSubjects(operation.parameters.map(\.name))
    let subjects = OperationSubjects(operation)
    var result: [Field] = []
    for parameter in parameters {
      guard take() else { break }
      let shown = manual.shown(parameter, among: names, of: subjects)
      let id = "\(parameter.location.rawValue).\(parameter.name)"
      let isRequired = parameter.isRequired
      var field = field(parameter.name, shown.view, id: id, isRequired: isRequired, isSecret: shown.isSecret)
      field.fields = below(shown.view, id: id, depth: 1, shown.context)
      result.append(field)
    }
    return result
  }

  /// Takes room for a field.
  private mutating func take() -> Bool {
    guard remainingInAll > 0 else {
      isCut = true
      return false
    }
    remainingInAll -= 1
    return true
  }

  // MARK: The tree

  private mutating func members(
    of view: SchemaView,
    id: String,
    depth: Int,
    _ context: SecretContext,
    isUnfolded: Bool = false
  ) -> [Field] {
    var view = view
    let extended = view.extendedNames
    if let name = view.name ?? extended.first {
      let isInside = path.contains(name) || extended.contains { path.contains($0) }
      if isInside || !isUnfolded && (depth >= Self.maximumDepth || isFull) {
        // The members that a schema adds to those that it extends stand nowhere else.
        guard view.name == nil, depth < Self.maximumPlainDepth else { return [] }
        view = view.withoutExtended
      }
      path.append(name)
    } else if depth >= Self.maximumPlainDepth {
      isCut = isCut || view.hasMembers || view.element != nil
      return []
    }
    defer { if view.name != nil || !extended.isEmpty { path.removeLast() } }
    let through = context.through(schema: view.name)
    let viewed = view.members
    let inner = through.members(["properties": .object(JSONObject(viewed.map { ($0.name, $0.schema) }))])
    var result: [Field] = []
    for (name, schema, isRequired) in viewed {
      guard take() else { return result }
      if !path.isEmpty { remaining -= 1 }
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
      let title = alternative.keywords["title"]?.string ?? alternative.name
      let name = title.map { "either \($0)" } ?? "either \(number + 1)"
      result += group(name, alternative, id: "\(id).either-\(number + 1)", depth: depth, context)
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
    guard take() else { return [] }
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
    if let text = field.description, text.utf8.count > Self.maximumDescription {
      field.description = String(text.prefix(Self.maximumDescription)) + " …"
    }
    field.isSecret = isSecret
    if role == .input { field.marks.append(isRequired ? "required" : "optional") }
    if isSecret { field.marks.append("secret") }
    if keywords["deprecated"] == true { field.marks.append("deprecated") }
    if keywords["readOnly"] == true, role == .input { field.marks.append("read only") }
    let limits = SchemaPhrase.limits(view)
    if !limits.isEmpty { field.facts.append(Self.short(limits.prefix(1).uppercased() + limits.dropFirst())) }
    if let value = keywords["default"] {
      field.facts.append("Default: \(Markdown.code(Self.short(value.description)))")
    }
    if let example = view.example, !isSecret {
      let text = example.string ?? example.description
      if text.utf8.count <= Self.maximumExample { field.facts.append("Example: \(Markdown.code(text))") }
    }
    if keywords["not"] != nil { field.facts.append("Some values are excluded: see the JSON Schema") }
    let extended = view.extendedNames
    if !extended.isEmpty { field.facts.append("Extends \(extended.prefix(20).map(link).joined(separator: ", "))") }
    if let name = view.name, path.contains(name) { field.facts.append("Contains itself: see \(link(name))") }
    return field
  }

  /// The description of a schema; of one that has none and extends others, that of the first that has one.
  private static func description(of view: SchemaView) -> String? {
    if let text = view.keywords["description"]?.string { return text }
    let parts = view.keywords["allOf"]?.array?.prefix(maximumAlternatives) ?? []
    return parts.lazy.compactMap { view.view($0).keywords["description"]?.string }.first
  }

  private static func short(_ text: String) -> String {
    text.utf8.count <= maximumFact ? text : "\(text.prefix(maximumFact)) …"
  }

  private func link(_ name: String) -> String { manual.addresses.link(name, to: .schema(name)) }

  private func type(of view: SchemaView) -> String {
    let type = SchemaPhrase.type(view, manual.addresses)
    return view.keywords["format"] == "password" ? "\(type) (format password)" : type
  }
}

extension FieldTreeReader {
  /// The remark on a page that lacks some fields.
  static let cut = "Further fields are left out: the OpenAPI document has all of them."

  /// A value without fields, in words.
  static func phrase(_ view: SchemaView, _ manual: Manual) -> String {
    let limits = SchemaPhrase.limits(view)
    return "\(SchemaPhrase.type(view, manual.addresses))\(limits.isEmpty ? "" : ", \(limits)"): no named fields."
  }
}
