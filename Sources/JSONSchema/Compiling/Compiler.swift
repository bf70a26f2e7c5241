import JSON

/// Compiles a schema, and all schemas reachable from it, into nodes.
///
/// Iterative: each schema found gets a number and waits for its turn, so that no nesting is too deep.
struct Compiler {
  /// A position in one of the documents.
  struct Place: Hashable {
    let document: Int
    var pointer: JSONPointer
  }

  /// A schema found, with its position and resource.
  struct Found {
    let place: Place
    let value: JSONValue
    let resource: Int
  }

  private let registry: Schema.Registry
  private let limits: Schema.Limits
  private let assertsFormats: Bool

  private(set) var documents: [Document] = []
  /// All resources of the documents, with indices by document, URI and position.
  private(set) var resources: [SchemaResource] = []
  private var resourceDocuments: [Int] = []
  private var resourceNumbers: [URIReference: Int] = [:]
  private var resourcesByPlace: [Place: Int] = [:]
  /// The number of a loaded document's root resource, by the document's number in the registry.
  private var loaded: [Int: Int] = [:]
  /// Numbers of the resources with a dynamic anchor, by its name.
  private var resourcesByAnchor: [String: [Int]] = [:]
  /// For each dynamic anchor in use, the number of its resources that have been searched.
  private var searched: [Int] = []
  private var dialects: [Int: Dialect] = [:]

  private(set) var nodes: [Node] = []
  /// The schemas in the order of their nodes; those after the last node remain to be compiled.
  private var found: [Found] = []
  private var numbers: [Place: Int] = [:]
  /// The names of dynamic anchors in use, with the schemas found so far.
  var dynamicAnchors: [(name: String, schemas: [Int: Int])] = []

  init(
    _ schema: JSONValue,
    _ registry: Schema.Registry,
    limits: Schema.Limits,
    assertsFormats: Bool
  ) throws(SchemaError) {
    self.registry = registry
    self.limits = limits
    self.assertsFormats = assertsFormats
    load(try Document(schema, uri: "", name: nil))
  }

  /// Compiles the schema and everything that it refers to, and returns the number of its node.
  mutating func compile() throws(SchemaError) -> Int {
    let root = try node(for: root(of: 0))
    while nodes.count < found.count {
      let next = found[nodes.count]
      do {
        var reader = KeywordReader(next, dialect: try dialect(of: next.resource))
        let node = try reader.node(&self)
        nodes.append(node)
      } catch {
        throw located(error, next)
      }
      if nodes.count == found.count { try findDynamicAnchors() }
    }
    try refuseEndlessness()
    return root
  }

  private func located(_ error: SchemaError, _ schema: Found) -> SchemaError {
    guard error.document == nil, error.location.tokens.isEmpty else { return error }
    return SchemaError(error.reason, at: schema.place.pointer, in: documents[schema.place.document].name)
  }

  /// Returns the number of a schema's node, which is compiled later.
  mutating func node(for schema: Found) throws(SchemaError) -> Int {
    if let number = numbers[schema.place] { return number }
    guard found.count < limits.schemas else { throw SchemaError(.tooManySchemas(limit: limits.schemas)) }
    let number = found.count
    numbers[schema.place] = number
    found.append(schema)
    return number
  }

  /// Finds the schema at a path below another one, and the resource that contains it.
  func descendant(of schema: Found, _ tokens: [String]) -> Found? {
    var place = schema.place
    var value = schema.value
    var resource = schema.resource
    for token in tokens {
      guard let next = value[JSONPointer([token])] else { return nil }
      value = next
      place.pointer.tokens.append(token)
      resource = resourcesByPlace[place] ?? resource
    }
    return Found(place: place, value: value, resource: resource)
  }

  private mutating func load(_ document: Document) {
    for resource in document.resources {
      let number = resources.count
      resources.append(resource)
      for name in resource.dynamicAnchors { resourcesByAnchor[name, default: []].append(number) }
      resourceDocuments.append(documents.count)
      resourceNumbers[resource.uri] = resourceNumbers[resource.uri] ?? number
      resourcesByPlace[Place(document: documents.count, pointer: resource.pointer)] = number
    }
    documents.append(document)
  }

  /// The schema at the root of a resource.
  func root(of resource: Int) -> Found {
    let document = resourceDocuments[resource]
    let pointer = resources[resource].pointer
    // The pointer was made on the way to the value, so the value exists.
    let value = documents[document].root[pointer] ?? false
    return Found(place: Place(document: document, pointer: pointer), value: value, resource: resource)
  }

  /// Finds the resource with a URI; loads the registered document that contains it.
  mutating func resource(at uri: URIReference) -> Int? {
    if let number = resourceNumbers[uri] { return number }
    guard let registered = registry.number(of: uri) else { return nil }
    if loaded[registered] == nil {
      loaded[registered] = resources.count
      load(registry.documents[registered])
    }
    return resourceNumbers[uri] ?? loaded[registered]
  }

  private mutating func dialect(of resource: Int) throws(SchemaError) -> Dialect {
    if let known = dialects[resource] { return known }
    var dialect = try dialect(named: resources[resource].dialectURI)
    if assertsFormats { dialect.assertsFormats = true }
    dialects[resource] = dialect
    return dialect
  }

  private func dialect(named uri: String?) throws(SchemaError) -> Dialect {
    guard let uri else { return .standard }
    if let known = Dialect(uri: uri) { return known }
    guard let number = registry.number(of: URIReference(uri).withoutFragment) else {
      throw SchemaError(.unknownDialect(uri))
    }
    return try Dialect(metaschema: registry.documents[number].root)
  }

  /// Finds and compiles, for each dynamic anchor in use, the schemas in all resources that have it.
  private mutating func findDynamicAnchors() throws(SchemaError) {
    while searched.count < dynamicAnchors.count { searched.append(0) }
    for index in dynamicAnchors.indices {
      let name = dynamicAnchors[index].name
      let numbers = resourcesByAnchor[name, default: []]
      for number in numbers[searched[index]...] {
        searched[index] += 1
        let resource = resources[number]
        guard let pointer = resource.anchors[name] else { continue }
        let tokens = Array(pointer.tokens.dropFirst(resource.pointer.tokens.count))
        guard let schema = descendant(of: root(of: number), tokens) else { continue }
        dynamicAnchors[index].schemas[number] = try node(for: schema)
      }
    }
  }

  /// Refuses schemas that apply themselves to the same value: a depth-first search for cycles.
  private func refuseEndlessness() throws(SchemaError) {
    enum State { case new, open, done }
    var states = [State](repeating: .new, count: nodes.count)
    for start in nodes.indices where states[start] == .new {
      var path: [(node: Int, rest: [Int])] = [(start, nodes[start].keywords.flatMap(\.inPlace))]
      states[start] = .open
      while let last = path.last {
        guard let next = last.rest.last else {
          states[last.node] = .done
          path.removeLast()
          continue
        }
        path[path.count - 1].rest.removeLast()
        switch states[next] {
        case .done: continue
        case .open: throw located(SchemaError(.endless), found[next])
        case .new:
          states[next] = .open
          path.append((next, nodes[next].keywords.flatMap(\.inPlace)))
        }
      }
    }
  }
}
