import JSON

/// Converts the schemas of a document as they are come to, and knows which of them cannot be used.
struct SchemaReader {
  private var conversion: SchemaConversion
  private var converted: [JSONObject.Member] = []
  private var graph = SchemaGraph()
  private var families = SchemaFamilies()
  /// The schemas that cannot be used, because of themselves or because of what they refer to.
  private var unusable: Set<String> = []
  private var problems: [Obstacle] = []
  /// What came of schemas by where they stand: operations share parameters and responses, and the schemas in them.
  private var known: [SchemaNames.Key: Result<JSONValue, Obstacle>] = [:]

  init(documents: DocumentSet) { conversion = SchemaConversion(documents: documents) }

  /// Converts the schemas of the document's components, and what they refer to.
  mutating func readComponents(of document: Located) {
    convert(document["components"]?["schemas"]?.members.map { ($0.name, $0.part) } ?? [])
  }

  /// Converts a schema, if everything that it refers to can be used.
  ///
  /// - Parameters:
  ///   - schema: The schema.
  ///   - isOpen: Whether one that is itself a reference that leads nowhere is read as anything.
  /// - Returns: The schema in JSON Schema 2020-12, or why it cannot be used.
  mutating func read(_ schema: Located, isOpen: Bool) -> Result<JSONValue, Obstacle> {
    // Of a mere reference the target is converted once anyway.
    guard schema.value.object?.count != 1 else { return reading(schema, isOpen: isOpen) }
    let key = SchemaNames.Key(schema.place)
    if let known = known[key] { return known }
    let result = reading(schema, isOpen: isOpen)
    // Whether it is open matters to a reference alone.
    if schema.value["$ref"] == nil { known[key] = result }
    return result
  }

  private mutating func reading(_ schema: Located, isOpen: Bool) -> Result<JSONValue, Obstacle> {
    conversion.references = []
    do throws(Obstacle) {
      // Of a small part of a schema one can do without. Of the whole only where the bytes are known without it: JSON,
      // and a parameter of a known name and place, which the backend checks.
      if !isOpen, let text = schema.value["$ref"]?.string { _ = try conversion.name(of: text, at: schema.place) }
      let value = try conversion.convert(schema)
      let references = conversion.references
      convertPending()
      if let name = references.intersection(unusable).min() {
        throw Obstacle(
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

  /// What was wrong since this was last asked.
  mutating func takeProblems() -> [Obstacle] {
    let taken = problems + conversion.omissions
    problems = []
    conversion.omissions = []
    return taken
  }

  /// All schemas that were converted, to make others stand alone.
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

  /// Converts schemas, and those that they refer to and that are not converted yet.
  private mutating func convert(_ first: [(name: String, schema: Located)]) {
    var batch = first
    var added = SchemaGraph()
    var direct = SchemaGraph()
    // Only of the schemas that are converted now: those of before need not be gone through each time.
    var broken: Set<String> = []
    var places: [String: Place] = [:]
    while !batch.isEmpty {
      for (name, schema) in batch {
        conversion.references = []
        places[name] = schema.place
        do throws(Obstacle) {
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
      problems.append(Obstacle(message, at: places[name] ?? Place(file: 0)))
      broken.insert(name)
    }
    unusable.formUnion(added.dependents(of: broken))
  }
}
