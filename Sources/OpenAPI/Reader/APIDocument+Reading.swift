package import JSON

extension APIDocument {
  /// Reads a document, JSON or YAML.
  ///
  /// What is wrong with a part of it becomes a diagnostic, and an operation that cannot be served is left out; only a
  /// text that is no OpenAPI document at all throws.
  ///
  /// - Parameters:
  ///   - text: The UTF-8 text of the document.
  ///   - overlays: What to change before the document is read, in this order.
  /// - Throws: Why the text is not a document that can be read.
  package init(reading text: Span<UInt8>, overlays: [Overlay] = []) throws(DocumentError) {
    var root = try DocumentText.value(of: text)
    let diagnostics = overlays.flatMap { $0.apply(to: &root) }
    try self.init(root: root, diagnostics: diagnostics)
  }

  /// Reads a document, JSON or YAML, whose text is at hand as a string.
  package init(reading text: String, overlays: [Overlay] = []) throws(DocumentError) {
    try self.init(reading: text.utf8.span, overlays: overlays)
  }

  /// Reads a document, JSON or YAML, whose text is at hand as an array of bytes.
  package init(reading text: [UInt8], overlays: [Overlay] = []) throws(DocumentError) {
    try self.init(reading: text.span, overlays: overlays)
  }

  private init(root: JSONValue, diagnostics: [Diagnostic]) throws(DocumentError) {
    let version = try OpenAPIVersion(of: root)
    let paths: JSONValue? = root["paths"] ?? (version == .v3_0 ? nil : [:])
    guard paths?.object != nil else {
      throw .notOpenAPI(
        "The document has no \"paths\" object: there is nothing to serve. Add the operations of the API."
      )
    }
    var reader = DocumentReader(root: root, version: version, diagnostics: diagnostics)
    reader.readSchemas()
    let operations = reader.operations()
    let info = Located(value: root, location: JSONPointer())["info"]
    self.init(
      version: version,
      title: info?.text("title") ?? "API",
      summary: info?.text("summary"),
      description: info?.text("description"),
      apiVersion: info?.text("version") ?? "",
      servers: reader.servers(of: reader.document) ?? [],
      tags: reader.tags(),
      operations: operations,
      schemas: reader.resolver.schemas,
      root: root,
      diagnostics: reader.diagnostics,
      resolver: reader.resolver
    )
  }

  /// The same schema with nothing left that refers to the document: what ``SchemaResolver/dereference(_:)`` says.
  package func dereference(_ schema: JSONValue) -> JSONValue { resolver.dereference(schema) }

  /// The operation of that `operationId`.
  package func operation(id: String) -> Operation? { operations.first { $0.operationID == id } }
}

extension OpenAPIVersion {
  fileprivate init(of root: JSONValue) throws(DocumentError) {
    guard case .object(let object) = root else {
      throw .notOpenAPI("The document is \(root.typeName), not an object. Give an OpenAPI document.")
    }
    if object.contains("swagger") {
      throw .notOpenAPI("The document is Swagger 2.0. Convert it to OpenAPI 3.0 or newer.")
    }
    if object.contains("overlay") {
      throw .notOpenAPI("The document is an overlay. Give it with --overlay, and an OpenAPI document with --spec.")
    }
    guard let text = object["openapi"].flatMap({ $0.string ?? $0.number?.text }) else {
      throw .notOpenAPI("The document has no \"openapi\" member: it is not an OpenAPI document.")
    }
    let known = Self.allCases.first { text == $0.rawValue || text.hasPrefix($0.rawValue + ".") }
    guard let known else {
      throw .notOpenAPI("The document is of OpenAPI \(text.prefix(20)); 3.0, 3.1 and 3.2 can be read.")
    }
    self = known
  }
}
