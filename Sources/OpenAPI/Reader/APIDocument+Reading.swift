package import JSON

extension APIDocument {
  /// Reads a document in JSON or YAML.
  ///
  /// The fault of a part becomes a diagnostic, and an operation that cannot be served is left out; only a text that is
  /// no OpenAPI document at all throws.
  ///
  /// - Parameters:
  ///   - text: The UTF-8 text of the document.
  ///   - overlays: The overlays to apply before reading, in order.
  ///   - files: The files for references to other files; `nil` reads only the document.
  ///   - naming: Maps the name that the document gives a tool to its published name, for sentences that mention it.
  ///   - keepsWords: Whether descriptions, summaries and examples stay as they are without the overlays.
  /// - Throws: The reason why the text is no readable document.
  package init(
    reading text: Span<UInt8>,
    overlays: [Overlay] = [],
    files: (any SiblingFiles)? = nil,
    naming: ((String) -> String)? = nil,
    keepsWords: Bool = false
  ) throws(DocumentError) {
    var root = try DocumentText.value(of: text)
    var growth = Growth()
    let original: JSONValue? = keepsWords ? .some(root) : .none
    let diagnostics = overlays.flatMap { $0.apply(to: &root, growth: &growth) }
    if let original { root = OriginalWords.restored(root, from: original) }
    if let naming { root = ToolMentions(of: root, servedAs: naming).rewritten(root) }
    try self.init(root: root, diagnostics: diagnostics, files: files)
  }

  /// Reads a document in JSON or YAML from a string.
  package init(
    reading text: String,
    overlays: [Overlay] = [],
    files: (any SiblingFiles)? = nil
  ) throws(DocumentError) {
    try self.init(reading: text.utf8.span, overlays: overlays, files: files)
  }

  /// Reads a document in JSON or YAML from an array of bytes.
  package init(
    reading text: [UInt8],
    overlays: [Overlay] = [],
    files: (any SiblingFiles)? = nil,
    naming: ((String) -> String)? = nil,
    keepsWords: Bool = false
  ) throws(DocumentError) {
    try self.init(reading: text.span, overlays: overlays, files: files, naming: naming, keepsWords: keepsWords)
  }

  private init(root: JSONValue, diagnostics: [Diagnostic], files: (any SiblingFiles)?) throws(DocumentError) {
    let version = try OpenAPIVersion(of: root)
    let paths: JSONValue? = root["paths"] ?? (version == .v3_0 || version == .v2_0 ? nil : [:])
    guard paths?.object != nil else {
      throw .notOpenAPI(
        "The document has no \"paths\" object: there is nothing to serve. Add the operations of the API."
      )
    }
    let file = DocumentFile(path: files?.documentName ?? "", content: root, version: version)
    var reader = DocumentReader(
      documents: DocumentSet(document: file, siblings: files),
      diagnostics: diagnostics
    )
    reader.reportShapes()
    reader.readSchemas()
    let servers = reader.servers(of: reader.document) ?? []
    reader.readDefaults()
    let read = reader.operations()
    let resolver = reader.schemas.resolver
    let operations = CredentialCarriers.removed(from: read, schemas: resolver.schemas)
    let info = reader.document["info"]
    self.init(
      version: version,
      title: info?.text("title") ?? "API",
      summary: info?.text("summary"),
      description: info?.text("description"),
      apiVersion: info?.text("version") ?? "",
      servers: servers,
      tags: reader.tags(),
      operations: operations,
      schemas: resolver.schemas,
      root: file.root,
      written: root,
      diagnostics: reader.diagnostics,
      resolver: resolver,
      origins: file.swagger
    )
  }

  /// The same schema without references to the document, see ``SchemaResolver/dereference(_:)``.
  package func dereference(_ schema: JSONValue) -> JSONValue { resolver.dereference(schema) }

  /// The same, with the names of the components that it was made of, which help to recognise secrets.
  package func dereferenceNaming(_ schema: JSONValue) -> JSONValue { resolver.dereference(schema, isNaming: true) }

  /// The same for several schemas, with the definitions that they share.
  package func dereferenceNaming(_ schemas: [JSONValue]) -> (schemas: [JSONValue], definitions: JSONObject) {
    resolver.dereferenceNaming(schemas)
  }

  /// The operation with an `operationId`.
  package func operation(id: String) -> Operation? { operations.first { $0.operationID == id } }
}

extension OpenAPIVersion {
  /// Reads the version of a document.
  init(of root: JSONValue) throws(DocumentError) {
    guard case .object(let object) = root else {
      throw .notOpenAPI("The document is \(root.typeName), not an object. Give an OpenAPI document.")
    }
    if let text = object["swagger"].flatMap({ $0.string ?? $0.number?.text }) {
      guard text == "2.0" || text == "2" else {
        throw .notOpenAPI(
          "The document is of Swagger \(text.prefix(20)); 2.0 and OpenAPI 3.0, 3.1 and 3.2 can be read."
        )
      }
      self = .v2_0
      return
    }
    if object.contains("overlay") {
      throw .notOpenAPI("The document is an overlay. Give it with --overlay, and an OpenAPI document with --spec.")
    }
    guard let text = object["openapi"].flatMap({ $0.string ?? $0.number?.text }) else {
      throw .notOpenAPI("The document has no \"openapi\" member: it is not an OpenAPI document.")
    }
    let known = Self.allCases.first { $0 != .v2_0 && (text == $0.rawValue || text.hasPrefix($0.rawValue + ".")) }
    guard let known else {
      throw .notOpenAPI("The document is of OpenAPI \(text.prefix(20)); 3.0, 3.1 and 3.2 can be read.")
    }
    self = known
  }
}
