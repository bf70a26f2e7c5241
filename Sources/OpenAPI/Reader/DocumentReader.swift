import JSON

/// Reads the parts of one document and collects what is wrong with them.
///
/// The extensions of this type follow the document: operations, parameters, bodies, responses, security, `x-mcp`.
struct DocumentReader {
  let document: Located
  let version: OpenAPIVersion
  var diagnostics: [Diagnostic]
  var conversion: SchemaConversion
  /// Filled by ``readSchemas()``, which comes first.
  private(set) var resolver = SchemaResolver(schemas: [:], cyclicNames: [])
  /// The component schemas that cannot be used, because of themselves or because of what they refer to.
  private var unusableSchemas: Set<String> = []

  init(root: JSONValue, version: OpenAPIVersion, diagnostics: [Diagnostic]) {
    document = Located(value: root, location: JSONPointer())
    self.version = version
    self.diagnostics = diagnostics
    conversion = SchemaConversion(root: root, version: version)
  }

  mutating func report(_ severity: Diagnostic.Severity, _ message: String, at location: JSONPointer) {
    diagnostics.append(Diagnostic(severity: severity, message: message, location: location))
  }

  // MARK: References

  /// Follows the reference that a part may be, to the end of the chain.
  ///
  /// A description beside the reference (3.1) replaces that of what it names.
  func resolve(_ part: Located) throws(Obstacle) -> Located {
    var current = part
    for _ in 0..<32 {
      guard case .string(let text)? = current.value["$ref"] else { return describing(current, as: part) }
      guard let pointer = Reference.pointer(text) else {
        throw Obstacle(
          "The reference \"\(text)\" leads to another document, and others are not read. Bring it into this one.",
          at: current.location
        )
      }
      guard let target = document.value[pointer] else {
        throw Obstacle(
          "The reference \"\(text)\" leads nowhere. Add what it names, or correct it.",
          at: current.location
        )
      }
      current = Located(value: target, location: pointer)
    }
    throw Obstacle("The reference leads in a circle, or over more than 32 others.", at: part.location)
  }

  private func describing(_ target: Located, as reference: Located) -> Located {
    guard target.location != reference.location, case .object(var object) = target.value,
      let description = reference.value["description"]
    else { return target }
    object["description"] = description
    return Located(value: .object(object), location: target.location)
  }

  // MARK: Schemas

  /// Converts the schemas of the components.
  mutating func readSchemas() {
    var schemas: [JSONObject.Member] = []
    var graph = SchemaGraph()
    var broken: Set<String> = []
    for (name, part) in document["components"]?["schemas"]?.members ?? [] {
      conversion.references = []
      do throws(Obstacle) {
        schemas.append((name, try conversion.convert(part)))
      } catch {
        report(.warning, error.message, at: error.location)
        broken.insert(name)
      }
      graph.references[name] = conversion.references
    }
    unusableSchemas = graph.dependents(of: broken)
    resolver = SchemaResolver(schemas: JSONObject(schemas), cyclicNames: graph.cyclicNames)
  }

  /// Converts a schema, if everything that it refers to can be used.
  mutating func schema(_ schema: Located) throws(Obstacle) -> JSONValue {
    conversion.references = []
    let converted = try conversion.convert(schema)
    if let name = conversion.references.intersection(unusableSchemas).min() {
      throw Obstacle(
        "The schema refers to \"\(name)\", which cannot be used: see what was said of components/schemas.",
        at: schema.location
      )
    }
    return converted
  }

  // MARK: Tags and servers

  func tags() -> [Tag] {
    (document["tags"]?.elements ?? []).compactMap { tag in
      tag.text("name").map { Tag(name: $0, description: tag.text("description")) }
    }
  }

  /// The servers that a document, path item or operation gives; `nil` if it gives none.
  func servers(of part: Located) -> [Server]? {
    guard let elements = part["servers"]?.elements, !elements.isEmpty else { return nil }
    return elements.compactMap { server in
      guard var url = server.text("url") else { return nil }
      for (name, variable) in server["variables"]?.members ?? [] {
        guard let value = variable.text("default") else { continue }
        url = Self.replacing("{\(name)}", with: value, in: url)
      }
      return Server(url: url, description: server.text("description"))
    }
  }

  private static func replacing(_ placeholder: String, with value: String, in text: String) -> String {
    text.split(separator: placeholder, omittingEmptySubsequences: false).joined(separator: value)
  }
}
