import JSON
import OpenAPI

/// The page of a component schema.
struct SchemaPage {
  let manual: Manual
  let name: String

  private var role: Secrecy.Role { manual.secrets.role(ofSchema: name) }

  var text: String {
    let reference: JSONValue = ["$ref": .string("#\(JSONPointer(["components", "schemas", name]))")]
    let schema = manual.schemas(role: role)[name] ?? [:]
    let sample = sample(reference)
    let users = manual.toolNames(using: name).map { manual.addresses.link($0, to: .operation($0)) }
    let parts = [
      "# \(Markdown.line(name))",
      schema["description"]?.string.map(Markdown.block) ?? "",
      SchemaText.text(of: reference, manual: manual, role: role),
      users.isEmpty ? "" : "Used by \(users.joined(separator: ", ")).",
      sample.map { "## Example\n\n" + Markdown.fenced(JSONText.indented($0), language: "json") } ?? "",
      "## JSON Schema\n\n" + Markdown.fenced(JSONText.indented(schema), language: "json"),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private func sample(_ reference: JSONValue) -> JSONValue? {
    let view = manual.view(reference, role: role)
    guard view.hasMembers else { return nil }
    let value = manual.secrets.fields(of: reference, role: role).masking(SampleValue.value(of: view))
    return value.object?.isEmpty == true ? .none : value
  }
}
