import JSON

/// Reads the parts of one document and collects their faults.
///
/// The extensions of this type follow the document: schemas, operations, parameters, bodies, responses, security,
/// servers, `x-mcp`.
struct DocumentReader {
  /// Limits on the size that a document can reach, so that none can exhaust the program that reads it.
  enum Limit {
    static let operations = 50_000
    /// Parameters, bodies, responses, headers and examples, counted again for each reference to them.
    static let parts = 1_000_000
    /// The number of parts allowed for any document, and for each of its values.
    ///
    /// Path items repeat their parameters for all operations, so a few lines could ask for millions.
    static let fewestParts = 20_000
    static let partsOfValue = 10
    /// The longest path, in bytes.
    static let pathLength = 1 << 17
    /// The most security schemes, or servers, in a list: each costs work for every operation.
    static let alternatives = 100
    static let diagnostics = 10_000
  }

  let documents: DocumentSet
  let document: Located
  let version: OpenAPIVersion
  private(set) var diagnostics: [Diagnostic]
  var schemas: SchemaReader
  /// The security schemes in use, by name.
  var schemes: [String: SecurityScheme] = [:]
  /// Defaults for operations without an `x-mcp` of their own.
  var defaults = ExtensionDefaults()
  /// The default security of operations, once it has been read.
  var standardSecurity: [SecurityRequirement]?
  /// The number of parts that may still be read.
  private var remaining: Int

  init(documents: DocumentSet, diagnostics: [Diagnostic]) {
    self.documents = documents
    self.diagnostics = diagnostics
    document = Located(root: documents.files[0].root)
    version = documents.files[0].version
    schemas = SchemaReader(documents: documents)
    let size = document.value.count(upTo: Limit.parts / Limit.partsOfValue)
    remaining = min(Limit.parts, Limit.fewestParts + size * Limit.partsOfValue)
  }

  mutating func report(_ severity: Diagnostic.Severity, _ message: String, at place: Place) {
    guard diagnostics.count < Limit.diagnostics else {
      if diagnostics.count == Limit.diagnostics {
        diagnostics.append(
          Diagnostic(
            severity: .warning,
            message: "More is wrong than is said here. Correct what is said first.",
            location: JSONPointer()
          )
        )
      }
      return
    }
    let (location, source) = documents.written(place)
    diagnostics.append(Diagnostic(severity: severity, message: message, location: location, source: source))
  }

  /// Counts a part that is about to be read.
  mutating func count(_ part: Located, times: Int = 1) throws(UnusablePart) {
    remaining -= times
    guard remaining > 0 else {
      throw UnusablePart("The document is too large, its references followed. Make it smaller.", at: part.place)
    }
  }

  // MARK: References

  /// Follows a part's chain of references to its end, if it is a reference.
  ///
  /// A summary or description beside the reference (3.1) replaces that of its target.
  func resolve(_ part: Located) throws(UnusablePart) -> Located {
    var current = part
    for step in 0..<32 {
      guard case .string(let text)? = current.value["$ref"] else {
        return step == 0 ? current : Self.describing(current, as: part)
      }
      do throws(DocumentSet.Failure) {
        current = try documents.target(of: text, at: current.place)
      } catch {
        throw UnusablePart(error.message, at: current.place)
      }
    }
    throw UnusablePart("The reference leads in a circle, or over more than 32 others.", at: part.place)
  }

  private static func describing(_ target: Located, as reference: Located) -> Located {
    guard case .object(var object) = target.value, (reference.value.object?.count ?? 0) > 1 else { return target }
    for name in ["summary", "description"] {
      if let text = reference.value[name] { object[name] = text }
    }
    return Located(value: .object(object), place: target.place)
  }

  // MARK: Schemas

  /// The common starts of the names of supported dialects (OpenAPI 3.1.1, 4.8.24.5).
  private static let dialects = [
    "https://json-schema.org/draft/2020-12/schema", "https://spec.openapis.org/oas/3.1/",
    "https://spec.openapis.org/oas/3.2/",
  ]

  /// Converts the schemas of the components.
  mutating func readSchemas() {
    if let dialect = document.text("jsonSchemaDialect"), !Self.dialects.contains(where: dialect.hasPrefix) {
      let place = document.place.appending("jsonSchemaDialect")
      report(.note, "Schemas are read as JSON Schema 2020-12, whatever their dialect is called: \(dialect).", at: place)
    }
    schemas.readComponents(of: document)
    reportSchemas()
  }

  /// Converts a schema, if all of its references are usable.
  ///
  /// - Parameters:
  ///   - schema: The schema.
  ///   - isOpen: Whether a schema that is itself a reference without a target is read as anything.
  /// - Returns: The schema in JSON Schema 2020-12.
  /// - Throws: The reason why it is unusable.
  mutating func schema(_ schema: Located, isOpen: Bool = false) throws(UnusablePart) -> JSONValue {
    let converted: Result<JSONValue, UnusablePart> = schemas.read(schema, isOpen: isOpen)
    reportSchemas()
    return try converted.get()
  }

  private mutating func reportSchemas() {
    for problem in schemas.takeProblems() { report(.warning, problem.message, at: problem.place) }
  }

  /// Reports an id that is ignored because an earlier operation has it.
  mutating func reportTaken(_ id: String, by operation: Operation) {
    let message = "The operationId \"\(id)\" is taken by an earlier operation and ignored here. Give it another one."
    guard diagnostics.count < Limit.diagnostics else { return }
    diagnostics.append(
      Diagnostic(severity: .warning, message: message, location: operation.location, source: operation.source)
    )
  }

  // MARK: Tags

  func tags() -> [Tag] {
    (document["tags"]?.elements ?? []).compactMap { tag in
      tag.text("name").map {
        Tag(
          name: $0,
          description: tag.text("description"),
          summary: tag.text("summary"),
          parent: tag.text("parent"),
          kind: tag.text("kind")
        )
      }
    }
  }
}
