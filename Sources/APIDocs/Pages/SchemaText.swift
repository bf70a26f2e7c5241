import JSON
package import OpenAPI

/// A schema as part of a page.
package enum SchemaText {
  /// The table of fields, or a phrase for a value without fields.
  static func text(
    of schema: JSONValue,
    manual: Manual,
    for operation: OperationSubjects = .none,
    role: Secrecy.Role
  ) -> String {
    let schema = manual.secrets.masking(schema: schema, of: operation, role: role)
    let table = FieldTable.text(of: schema, manual: manual, for: operation, role: role)
    guard table.isEmpty else { return table }
    let view = manual.view(schema, role: role)
    let limits = SchemaPhrase.limits(view)
    return "\(SchemaPhrase.type(view, manual.addresses))\(limits.isEmpty ? "" : ", \(limits)"): no named fields."
  }

  /// A link to the component of a body; empty if it is none.
  package static func component(_ mediaType: MediaType?, _ manual: Manual, _ role: Secrecy.Role) -> String {
    guard let schema = mediaType?.schema else { return "" }
    let view = manual.view(schema, role: role)
    if let name = view.name { return "Schema: \(manual.addresses.link(name, to: .schema(name)))." }
    guard let name = view.element?.name else { return "" }
    return "An array of \(manual.addresses.link(name, to: .schema(name)))."
  }

  /// The table of a response's headers; empty if the document declares none.
  package static func headers(of response: DocumentedResponse, manual: Manual) -> String {
    let rows = response.headers.map { header in
      let view = manual.view(header.schema, role: .output)
      let meaning = header.description ?? view.keywords["description"]?.string ?? ""
      return [
        Markdown.code(header.name), SchemaPhrase.type(view, manual.addresses), SchemaPhrase.limits(view),
        Markdown.line(meaning),
      ]
    }
    return Markdown.table(["Header", "Type", "Limits", "Meaning"], rows)
  }
}
