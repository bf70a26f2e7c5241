import JSON
import OpenAPI

/// The fields of a schema and of its nested objects and arrays, as one table.
struct FieldTable {
  private let manual: Manual
  private let role: Secrecy.Role
  private var rows: [[String]] = []
  /// The components around the current row, so that a recursive one becomes a link.
  private var path: [String] = []

  /// Limits of the table's size: a larger table would help less than its links.
  private static let maximumRows = 120
  private static let maximumDepth = 6
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
    table.add(below: manual.view(schema, role: role), prefix: "", context)
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
    for parameter in parameters.prefix(Self.maximumRows + 1) {
      let schema = manual.secrets.masking(
        schema: parameter.schema,
        name: parameter.name,
        mcp: parameter.mcp,
        of: operation,
        role: .input
      )
      var view = manual.view(schema, role: .input)
      let context = SecretContext(parameter: parameter.name, among: names, operation: operation)
      let fields = manual.secrets.fields(of: parameter.described, mcp: parameter.mcp, context)
      view.setIfAbsent("examples", parameter.examples.first.map { [fields.masking($0)] })
      view.set("description", parameter.description.map(JSONValue.string))
      if parameter.isDeprecated { view.set("deprecated", true) }
      let rule = Secrecy.rule(.object(view.keywords), in: context, mcp: parameter.mcp)
      table.add(parameter.name, view, isRequired: parameter.isRequired, isSecret: rule != nil)
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
    guard rows.count > Self.maximumRows else { return Markdown.table(header, rows) }
    return Markdown.table(header, Array(rows.prefix(Self.maximumRows))) + "\n\nFurther fields are left out."
  }

  /// Adds rows for the members and elements of a value.
  private mutating func add(below view: SchemaView, prefix: String, _ context: SecretContext) {
    guard path.count < Self.maximumDepth, rows.count <= Self.maximumRows else { return }
    if let name = view.name {
      guard !path.contains(name) else { return }
    }
    path.append(view.name ?? "")
    defer { path.removeLast() }
    let through = context.through(schema: view.name)
    let viewed = view.members
    let properties = JSONObject(viewed.map { ($0.name, $0.schema) })
    let members = through.members(["properties": .object(properties)])
    for (name, schema, isRequired) in viewed {
      // Each member costs a look at all parts of its schema.
      guard rows.count <= Self.maximumRows else { return }
      let member = view.view(schema)
      let context = members.named(name)
      let rule = Secrecy.rule(.object(member.keywords), in: context)
      let place = prefix.isEmpty ? name : "\(prefix).\(name)"
      add(place, member, isRequired: isRequired, isSecret: rule != nil)
      add(below: member, prefix: place, context)
    }
    if let element = view.element { add(below: element, prefix: "\(prefix)[]", through) }
    if let member = view.otherMember { add(below: member, prefix: prefix.isEmpty ? "*" : "\(prefix).*", members) }
    if viewed.isEmpty {
      for alternative in view.alternatives {
        guard rows.count <= Self.maximumRows else { return }
        add(below: alternative, prefix: prefix, through)
      }
    }
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
