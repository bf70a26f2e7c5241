import JSON

/// One file that is read: the document, or one that its references lead to.
struct DocumentFile {
  /// The way from the document's folder; the document's own name is empty if nobody told it.
  let path: String
  /// The content; Swagger 2.0 as the OpenAPI 3.0 that says the same.
  let root: JSONValue
  /// How its schemas are written.
  let version: OpenAPIVersion
  /// Where things stand in the file itself, if it is of Swagger 2.0.
  let swagger: SwaggerConversion.Origins?

  /// Makes a file of what is written in it.
  ///
  /// - Parameters:
  ///   - path: The way from the document's folder.
  ///   - content: What is written in it, overlays applied.
  ///   - version: The version of the document; a file that says nothing of a version is of the same.
  init(path: String, content: JSONValue, version: OpenAPIVersion) {
    self.path = path
    guard version == .v2_0 else {
      root = content
      self.version = version
      swagger = nil
      return
    }
    var conversion = SwaggerConversion(content)
    root = conversion.document()
    self.version = .v3_0
    swagger = conversion.origins
  }

  /// Where a pointer, as the file's author writes it, leads in ``root``.
  func pointer(_ written: JSONPointer) -> JSONPointer {
    guard swagger != nil, let first = written.tokens.first,
      let moved = SwaggerConversion.movedComponents[first]
    else { return written }
    return JSONPointer(["components", moved] + written.tokens.dropFirst())
  }
}
