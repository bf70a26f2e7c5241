import JSON

/// Reads the keywords of one schema into a node.
struct KeywordReader {
  let schema: Compiler.Found
  let dialect: Dialect
  let object: JSONObject
  var node: Node

  init(_ schema: Compiler.Found, dialect: Dialect) {
    self.schema = schema
    self.dialect = dialect
    object = schema.value.object ?? JSONObject()
    node = Node(resource: schema.resource)
  }

  mutating func node(_ compiler: inout Compiler) throws(SchemaError) -> Node {
    switch schema.value {
    case .bool(let allows): node.keywords = allows ? [] : [.assertion(.never)]
    // Before 2019-09, siblings of `$ref` were ignored.
    case .object(let object) where dialect.version == .draft07 && object.contains("$ref"):
      try readReferences(&compiler)
    case .object: try readKeywords(&compiler)
    default: throw SchemaError(.notASchema)
    }
    return node
  }

  /// Reads in the order in which failures are best reported: the value itself, its contents, other schemas applied to
  /// it.
  private mutating func readKeywords(_ compiler: inout Compiler) throws(SchemaError) {
    if dialect.hasValidation { node.keywords += try assertions().map { .assertion($0) } }
    if dialect.assertsFormats, let name = object["format"]?.string, let format = Format(rawValue: name) {
      node.keywords.append(.assertion(.format(format)))
    }
    if dialect.hasApplicators {
      try readObjectKeywords(&compiler)
      try readArrayKeywords(&compiler)
    }
    try readReferences(&compiler)
    if dialect.hasApplicators { try readLogic(&compiler) }
    if dialect.hasUnevaluated, dialect.version != .draft07 {
      node.unevaluatedItems = try child("unevaluatedItems", &compiler)
      if node.unread.isEmpty { node.unevaluatedProperties = try child("unevaluatedProperties", &compiler) }
    }
  }

  private mutating func readReferences(_ compiler: inout Compiler) throws(SchemaError) {
    if let reference = try string("$ref") {
      let target = try compiler.target(of: reference, from: schema.resource)
      node.keywords.append(.reference(try compiler.node(for: target)))
    }
    if dialect.version == .draft2020, let reference = try string("$dynamicRef") {
      node.keywords.append(try compiler.dynamicReference(reference, from: schema.resource))
    }
    if dialect.version == .draft2019, object.contains("$recursiveRef") {
      throw malformed("$recursiveRef", "written as \"$dynamicRef\" in a schema of 2020-12")
    }
  }

  private mutating func readLogic(_ compiler: inout Compiler) throws(SchemaError) {
    if let schemas = try children("allOf", &compiler) { node.keywords.append(.allOf(schemas)) }
    if let schemas = try children("anyOf", &compiler) { node.keywords.append(.anyOf(schemas)) }
    if let schemas = try children("oneOf", &compiler) { node.keywords.append(.oneOf(schemas)) }
    if let schema = try child("not", &compiler) { node.keywords.append(.not(schema)) }
    if let test = try child("if", &compiler) {
      let whenTrue = try child("then", &compiler)
      let whenFalse = try child("else", &compiler)
      node.keywords.append(.condition(Condition(test: test, whenTrue: whenTrue, whenFalse: whenFalse)))
    }
    if let schemas = try childMap("dependentSchemas", &compiler) { node.keywords.append(.dependentSchemas(schemas)) }
    if dialect.version != .draft2020 { try readDependencies(&compiler) }
  }

  /// Reads `dependencies`, which 2019-09 split into `dependentRequired` and `dependentSchemas`.
  private mutating func readDependencies(_ compiler: inout Compiler) throws(SchemaError) {
    guard let entries = try map("dependencies") else { return }
    var required: [(String, [String])] = []
    var schemas: [(String, Int)] = []
    for (name, value) in entries {
      if value.array != nil {
        required.append((name, try strings(value, of: "dependencies")))
      } else {
        schemas.append((name, try child(["dependencies", name], &compiler)))
      }
    }
    node.keywords.append(.assertion(.dependentRequired(required)))
    node.keywords.append(.dependentSchemas(schemas))
  }

  private mutating func readObjectKeywords(_ compiler: inout Compiler) throws(SchemaError) {
    let required = dialect.hasValidation ? try strings("required") ?? [] : []
    let requiredNames = Set(required)
    let schemas = try childMap("properties", &compiler) ?? []
    var properties = schemas.map {
      ObjectRules.Property(name: $0.name, schema: $0.schema, isRequired: requiredNames.contains($0.name))
    }
    let names = Set(schemas.map(\.name))
    for name in required where !names.contains(name) {
      properties.append(ObjectRules.Property(name: name, schema: nil, isRequired: true))
    }
    var patterns: [(Pattern, Int)] = []
    var isWhole = true
    for (text, schema) in try childMap("patternProperties", &compiler) ?? [] {
      if let pattern = pattern(text) { patterns.append((pattern, schema)) } else { isWhole = false }
    }
    // Without one of the patterns, additional members cannot be determined.
    let additional = isWhole ? try child("additionalProperties", &compiler) : nil
    if !properties.isEmpty || !patterns.isEmpty || additional != nil {
      let isClosed = isWhole && object["additionalProperties"] == false
      node.keywords.append(
        .object(ObjectRules(properties: properties, patterns: patterns, additional: additional, isClosed: isClosed))
      )
    }
    if let names = try child("propertyNames", &compiler) { node.keywords.append(.propertyNames(names)) }
  }

  private mutating func readArrayKeywords(_ compiler: inout Compiler) throws(SchemaError) {
    let isTuple = dialect.version != .draft2020 && object["items"]?.array != nil
    let prefix = try children(isTuple ? "items" : "prefixItems", &compiler) ?? []
    let rest = try child(isTuple ? "additionalItems" : "items", &compiler)
    if !prefix.isEmpty || rest != nil { node.keywords.append(.array(ArrayRules(prefix: prefix, rest: rest))) }
    if let schema = try child("contains", &compiler) {
      let least = dialect.hasValidation ? try count("minContains") : nil
      let most = dialect.hasValidation ? try count("maxContains") : nil
      node.keywords.append(.contains(ContainsRules(schema: schema, least: least ?? 1, most: most)))
    }
  }
}
