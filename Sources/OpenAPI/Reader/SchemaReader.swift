import JSON

/// Converts the schemas of a document on demand, and keeps track of the unusable ones.
struct SchemaReader {
  private var conversion: SchemaConversion
  private var converted: [JSONObject.Member] = []
  private var graph = SchemaGraph()
  private var families = SchemaFamilies()
  /// The schemas that are unusable, by their own fault or by that of a schema that they refer to.
  private var unusable: Set<String> = []
  private var problems: [UnusablePart] = []
  /// Results by the position of the schema: operations share parameters and responses, and the schemas in them.
  private var known: [SchemaNames.Key: Result<JSONValue, UnusablePart>] = [:]

  init(documents: DocumentSet) { conversion = SchemaConversion(documents: documents) }

  /// Converts the schemas of the document's components, and those that they refer to.
  mutating func readComponents(of document: Located) {
    convert(document["components"]?["schemas"]?.members.map { ($0.name, $0.part) } ?? [])
  }

  /// Converts a schema, if all of its references are usable.
  ///
  /// - Parameters:
  ///   - schema: The schema.
  ///   - isOpen: Whether a schema that is itself a reference without a target is read as anything.
  /// - Returns: The schema in JSON Schema 2020-12, or the reason why it is unusable.
  mutating func read(_ schema: Located, isOpen: Bool) -> Result<JSONValue, UnusablePart> {
    // The target of a mere reference is converted only once anyway.
    guard schema.value.object?.count != 1 else { return reading(schema, isOpen: isOpen) }
    let key = SchemaNames.Key(schema.place)
    if let known = known[key] { return known }
    let result = reading(schema, isOpen: isOpen)
    // `isOpen` concerns only a reference.
    if schema.value["$ref"] == nil { known[key] = result }
    return result
  }

  private mutating func reading(_ schema: Located, isOpen: Bool) -> Result<JSONValue, UnusablePart> {
    conversion.references = []
    do throws(UnusablePart) {
      // A small part of a schema may be missing. The whole may be missing only if the encoding is known without it: for
      // JSON, and for a parameter with a known name and location, whose value the backend checks.
      if !isOpen, let text = schema.value["$ref"]?.string { _ = try conversion.name(of: text, at: schema.place) }
      let value = try conversion.convert(schema)
      let references = conversion.references
      convertPending()
      if let name = references.intersection(unusable).min() {
        throw UnusablePart(
          "The schema refers to \"\(name)\", which cannot be used: see what was said of that schema.",
          at: schema.place
        )
      }
      return .success(value)
    } catch {
      convertPending()
      return .failure(error)
    }
  }

  /// Returns and clears the faults found so far.
  mutating func takeProblems() -> [UnusablePart] {
    let taken = problems + conversion.omissions
    problems = []
    conversion.omissions = []
    return taken
  }

  /// A resolver with all converted schemas.
  var resolver: SchemaResolver {
    let schemas = JSONObject(converted)
    return SchemaResolver(schemas: schemas, cyclicNames: graph.cyclicNames, unions: families.unions(of: schemas))
  }

  private mutating func convertPending() {
    guard !conversion.pending.isEmpty else { return }
    let pending = conversion.pending
    conversion.pending = []
    convert(pending)
  }

  /// Converts schemas, and the unconverted ones that they refer to.
  private mutating func convert(_ first: [(name: String, schema: Located)]) {
    var batch = first
    var added = SchemaGraph()
    var direct = SchemaGraph()
    // Only schemas of this batch: earlier ones need not be examined again.
    var broken: Set<String> = []
    var places: [String: Place] = [:]
    while !batch.isEmpty {
      for (name, schema) in batch {
        conversion.references = []
        places[name] = schema.place
        do throws(UnusablePart) {
          let value = try conversion.convert(schema)
          converted.append((name, value))
          families.add(name, schema.value)
          direct.references[name] = SchemaGraph.names(inPlace: value)
        } catch {
          problems.append(error)
          broken.insert(name)
        }
        if !conversion.references.isDisjoint(with: unusable) { broken.insert(name) }
        added.references[name] = conversion.references
      }
      batch = conversion.pending
      conversion.pending = []
    }
    for (name, targets) in added.references { graph.references[name] = targets }
    for name in direct.cyclicNames.sorted() where !broken.contains(name) && !unusable.contains(name) {
      let message = "The schema \"\(name)\" refers to itself without end. Let a property or an item lead back to it."
      problems.append(UnusablePart(message, at: places[name] ?? Place(file: 0)))
      broken.insert(name)
    }
    unusable.formUnion(added.dependents(of: broken))
  }
}
