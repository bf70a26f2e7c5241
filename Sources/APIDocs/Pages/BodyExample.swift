package import JSON
package import OpenAPI

/// An example of a body, with secrets masked.
package struct BodyExample {
  /// The document's words on the example.
  package let title: String?
  /// The example.
  package let value: JSONValue

  /// The examples in the document.
  package static func given(
    _ mediaType: MediaType,
    manual: Manual,
    for operation: OperationSubjects,
    role: Secrecy.Role
  ) -> [BodyExample] {
    guard !mediaType.examples.isEmpty else { return [] }
    let fields = manual.secrets.fields(of: mediaType.schema ?? true, of: operation, role: role)
    return mediaType.examples.map { BodyExample(title: $0.summary ?? $0.name, value: fields.masking($0.value)) }
  }

  /// The examples in the document, or one made from the schema; empty if the schema says too little.
  package static func all(
    _ mediaType: MediaType,
    manual: Manual,
    for operation: OperationSubjects,
    role: Secrecy.Role
  ) -> [BodyExample] {
    let given = given(mediaType, manual: manual, for: operation, role: role)
    guard given.isEmpty, let schema = mediaType.schema else { return given }
    let view = manual.view(schema, role: role)
    guard view.hasMembers || view.example != nil || view.element?.hasMembers == true else { return [] }
    let value = manual.secrets.fields(of: schema, of: operation, role: role).masking(SampleValue.value(of: view))
    return value.object?.isEmpty == true ? [] : [BodyExample(title: nil, value: value)]
  }

  /// The example as a code block, under the document's words on it.
  var blocks: [String] {
    let title = title.map { [Markdown.line($0) + ":"] } ?? []
    return title + [Markdown.fenced(JSONText.indented(value), language: "json")]
  }
}
