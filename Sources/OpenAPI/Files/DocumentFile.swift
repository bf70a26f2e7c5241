import JSON

/// A file that has been read: the document, or a target of its references.
struct DocumentFile {
  /// The path from the document's folder; empty for the document itself if its name is unknown.
  let path: String
  /// The content; Swagger 2.0 is converted to the equivalent OpenAPI 3.0.
  let root: JSONValue
  /// The version that decides the dialect of its schemas.
  let version: OpenAPIVersion
  /// The positions of parts in the file itself, if it is Swagger 2.0.
  let swagger: SwaggerConversion.Origins?

  /// Makes a file from its parsed content.
  ///
  /// - Parameters:
  ///   - path: The path from the document's folder.
  ///   - content: The parsed content, with overlays applied.
  ///   - version: The version of the document, which also holds for files that name none.
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

  /// The position in ``root`` of a pointer as its author writes it.
  func pointer(_ written: JSONPointer) -> JSONPointer {
    guard swagger != nil, let first = written.tokens.first,
      let moved = SwaggerConversion.movedComponents[first]
    else { return written }
    return JSONPointer(["components", moved] + written.tokens.dropFirst())
  }
}
