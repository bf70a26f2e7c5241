import JSON
import OpenAPI

/// The fields of a schema and of its nested objects and arrays, as one table.
struct FieldTable {
  private let manual: Manual
  private let role: Secrecy.Role
  private var rows: [[String]] = []
  /// The components around the current row, so that a recursive one becomes a link.
  private var path: [String] = []

  /// The rows that named schemas within others may still add: beyond these they are links.
  private var remaining = 120
  private var isCut = false

  /// The most rows of a table.
  private static let maximumRows = 20_000
  /// The deepest level of named schemas, and of objects without a name.
  private static let (maximumDepth, maximumPlainDepth) = (6, 24)
  /// The longest example in a cell, in characters.
  private static let maximumExample = 100

  /// The fields of a body.
  static func text(
    of schema: JSONValue,
    manual: Manual,
    for operation: OperationSubjects,
    role: Secrecy.Role
  ) -> String {
    var table = FieldTable(manual: manual, role: role)
    let context = SecretContext(operation: operation, role: role)
    table.add(below: manual.view(schema, role: role), prefix: "", depth: 0, context)
    return table.text
  }

  /// The parameters of one location.
  static func text(
    of parameters: [Parameter],
    among names: ParameterSubjects,
    manual: Manual,
    for operation: OperationSubjects
  ) -> String {
    var table = FieldTable(manual: manual, role: .input)
    for parameter in parameters {
      guard table.take() else { break }
      let shown = manual.shown(parameter, among: names, of: operation)
      table.add(parameter.name, shown.view, isRequired: parameter.isRequired, isSecret: shown.isSecret)
    }
    return table.text
  }

  private init(manual: Manual, role: Secrecy.Role) {
    self.manual = manual
    self.role = role
  }

  private var text: String {
    let required = role == .input ? "Required" : ""
    let header = ["Field", "Type", required, "Limits", "Default", "Example", "Meaning"]
    let table = Markdown.table(header, rows)
    let remark = "Further fields are left out: \(manual.addresses.link("openapi.json", to: .document)) has all of them."
    return isCut ? "\(table)\n\n\(remark)" : table
  }

  /// Takes room for a row.
  private mutating func take() -> Bool {
    isCut = isCut || rows.count >= Self.maximumRows
    return !isCut
  }

  /// Adds rows for the members and elements of a value: of a named schema within others as long as there is room.
  private mutating func add(below view: SchemaView, prefix: String, depth: Int, _ context: SecretContext) {
    guard !isCut else { return }
    var view = view
    let extended = view.extendedNames
    if let name = view.name ?? extended.first {
      let isInside = path.contains(name) || extended.contains { path.contains($0) }
      if isInside || depth > 0 && (depth >= Self.maximumDepth || remaining <= 0) {
        // The members that a schema adds to those that it extends stand nowhere else.
        guard view.name == nil, depth < Self.maximumPlainDepth else { return }
        view = view.withoutExtended
      }
      path.append(name)
    } else if depth >= Self.maximumPlainDepth {
      isCut = view.hasMembers || view.element != nil
      return
    }
    defer { if view.name != nil || !extended.isEmpty { path.removeLast() } }
    let through = context.through(schema: view.name)
    let viewed = view.members
    let properties = JSONObject(viewed.map { ($0.name, $0.schema) })
    let members = through.members(["properties": .object(properties)])
    for (name, schema, isRequired) in viewed {
      guard take() else { return }
      if !path.isEmpty { remaining -= 1 }
      let member = view.view(schema)
      let context = members.named(name)
      let rule = Secrecy.rule(.object(member.keywords), in: context)
      let place = prefix.isEmpty ? name : "\(prefix).\(name)"
      add(place, member, isRequired: isRequired, isSecret: rule != nil)
      add(below: member, prefix: place, depth: depth + 1, context)
    }
    if let element = view.element { add(below: element, prefix: "\(prefix)[]", depth: depth + 1, through) }
    if let member = view.otherMember {
      add(below: member, prefix: prefix.isEmpty ? "*" : "\(prefix).*", depth: depth + 1, members)
    }
    guard viewed.isEmpty else { return }
    for alternative in view.alternatives { add(below: alternative, prefix: prefix, depth: depth + 1, through) }
  }

  private mutating func add(_ place: String, _ view: SchemaView, isRequired: Bool, isSecret: Bool) {
    let keywords = view.keywords
    let example = view.example.map { isSecret ? $0.string ?? $0.description : $0.description } ?? ""
    let remarks = [
      isSecret ? "**Secret.**" : nil,
      keywords["deprecated"] == true ? "**Deprecated.**" : nil,
      keywords["description"]?.string.map(Markdown.line),
      keywords["readOnly"] == true && role == .input ? "Read only: the backend sets it." : nil,
    ]
    rows.append([
      Markdown.code(place),
      SchemaPhrase.type(view, manual.addresses),
      role == .input ? (isRequired ? "yes" : "no") : "",
      SchemaPhrase.limits(view),
      keywords["default"].map { Markdown.code($0.description) } ?? "",
      example.utf8.count <= Self.maximumExample ? Markdown.code(example) : "",
      remarks.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " "),
    ])
  }
}
