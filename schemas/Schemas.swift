/// The endpoint spec and its overlay, as they are in the files beside this one.
///
/// They are part of the binary, so that it needs no files with it, and static text, so that a start copies nothing.
/// `Schemas+Text.swift` holds the text; a test fails when it is not that of the files, and
/// `NETHESIS_MCP_UPDATE=1 swift test --filter SchemasTests` writes it anew. (`.embedInCode` would take about half a
/// second of compile time for each of these 32 KB.)
package enum Schemas {
  /// A file whose text is part of the binary.
  package struct File: Sendable {
    /// The name of the file, in the folder `schemas`.
    package let name: String
    package let text: String
  }

  /// The OpenAPI document of the API key operations.
  package static let openAPI = File(name: "my-nethesis.openapi.json", text: openAPIText)

  /// The OpenAPI Overlay that says what the document cannot.
  package static let overlay = File(name: "my-nethesis.overlay.json", text: overlayText)

  /// The document with the overlay applied, as compact JSON: a start reads one text, and applies nothing.
  package static var applied: String { appliedText }
}
