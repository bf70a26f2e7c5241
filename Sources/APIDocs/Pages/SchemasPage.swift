import JSON
import OpenAPI

/// The list of all component schemas.
struct SchemasPage {
  let manual: Manual

  /// The most characters of a schema's description in the list.
  private static let maximumDescription = 160

  var text: String {
    let schemas = manual.document.schemas
    let title = "# Schemas of \(Markdown.line(manual.document.title))"
    guard !schemas.isEmpty else { return "\(title)\n\nThe document has none.\n" }
    let lines = schemas.members.map { name, schema in
      let description = schema["description"]?.string.map { Markdown.line(String($0.prefix(Self.maximumDescription))) }
      return "- \(manual.addresses.link(name, to: .schema(name)))\(description.map { ": \($0)" } ?? "")"
    }
    return "\(title)\n\n\(manual.addresses.link("index", to: .index)) lists the other pages.\n\n"
      + lines.joined(separator: "\n") + "\n"
  }
}
