import JSON

extension DocumentReader {
  private static let methods: Set<String> = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
  ]

  /// The operations that can be served.
  ///
  /// For each of the others, a diagnostic gives the reason.
  mutating func operations() -> [Operation] {
    var operations: [Operation] = []
    for (path, declared) in followedIfPresent(document["paths"], "paths")?.members ?? [] where !path.hasPrefix("x-") {
      do throws(UnusablePart) {
        guard path.utf8.count <= Limit.pathLength else {
          throw UnusablePart("It is longer than \(Limit.pathLength) bytes. Correct the document.", at: declared.place)
        }
        var item = try PathItem(declared, path, in: self)
        for part in item.parts { try checkExtension(of: part) }
        // Read once for all of its operations, which share them.
        item.servers = servers(of: item)
        for (method, part) in methods(of: item) {
          guard operations.count < Limit.operations else {
            report(
              .error,
              "There are more than \(Limit.operations) operations: from here on none is served. Split the document.",
              at: part.place
            )
            return withUniqueIDs(operations)
          }
          guard let operation = served(method, path, part, in: item) else { continue }
          operations.append(operation)
        }
      } catch {
        report(.error, "No operation of \(path.prefix(200)) can be served. \(error.message)", at: error.place)
      }
    }
    return withUniqueIDs(operations)
  }

  private func methods(of item: PathItem) -> [(method: String, part: Located)] {
    var seen: Set<String> = []
    var methods: [(method: String, part: Located)] = []
    for part in item.parts {
      let fixed = part.members.filter { Self.methods.contains($0.name) && ($0.name != "query" || version == .v3_2) }
      let additional = version == .v3_2 ? part["additionalOperations"]?.members ?? [] : []
      let all = fixed.map { ($0.name.uppercased(), $0.part) } + additional.map { ($0.name, $0.part) }
      for (method, part) in all where seen.insert(method).inserted { methods.append((method, part)) }
    }
    return methods
  }

  private mutating func served(_ method: String, _ path: String, _ part: Located, in item: PathItem) -> Operation? {
    do throws(UnusablePart) {
      return try operation(method, path, part, in: item)
    } catch {
      report(.error, "\(method) \(path) cannot be served. \(error.message)", at: error.place)
      return nil
    }
  }

  private mutating func operation(
    _ method: String,
    _ path: String,
    _ declared: Located,
    in item: PathItem
  ) throws(UnusablePart) -> Operation {
    let part = try followed(declared, "\(method) \(path)")
    try count(part, times: 1 + item.length / 64)
    guard part.value.object != nil else {
      throw UnusablePart("It is \(part.value.typeName), not an object. Correct the document.", at: part.place)
    }
    guard path.hasPrefix("/") else {
      throw UnusablePart("The path does not begin with a slash. Correct the document.", at: part.place)
    }
    let (location, source) = documents.written(part.place)
    return Operation(
      method: method,
      path: path,
      operationID: part.text("operationId"),
      summary: part.text("summary") ?? item.text("summary"),
      description: part.text("description") ?? item.text("description"),
      tags: part.texts("tags"),
      isDeprecated: part.flag("deprecated"),
      parameters: try parameters(of: part, in: item, method, path: path),
      requestBody: try requestBody(of: part),
      responses: responses(of: part),
      security: security(of: part),
      servers: servers(of: part, in: item),
      mcp: try operationExtension(of: part),
      location: location,
      source: source
    )
  }

  /// Resolves a reference where OpenAPI allows none; its siblings take precedence over the members of its target.
  ///
  /// - Parameters:
  ///   - part: The part that may be a reference.
  ///   - name: Its name in the warning.
  /// - Returns: The part itself, or its target.
  /// - Throws: The reason why the reference cannot be resolved.
  mutating func followed(_ part: Located, _ name: String) throws(UnusablePart) -> Located {
    guard part.value["$ref"]?.string != nil else { return part }
    let target = try resolve(part)
    report(
      .warning,
      "\(name) is a $ref, which OpenAPI does not have there. It is followed; other programs may not do that.",
      at: part.place
    )
    guard case .object(var object) = target.value else { return target }
    for (name, value) in part.value.object ?? [:] where name != "$ref" { object[name] = value }
    return Located(value: .object(object), place: target.place)
  }

  /// The same for an optional part, which is left out if the reference has no target.
  mutating func followedIfPresent(_ part: Located?, _ name: String) -> Located? {
    guard let part else { return nil }
    do throws(UnusablePart) {
      return try followed(part, name)
    } catch {
      report(.warning, "\(name) cannot be read. \(error.message)", at: error.place)
      return nil
    }
  }

  /// Removes ids that an earlier operation has, so that an id names one operation.
  private mutating func withUniqueIDs(_ operations: [Operation]) -> [Operation] {
    var operations = operations
    var seen: Set<String> = []
    for position in operations.indices {
      guard let id = operations[position].operationID, !seen.insert(id).inserted else { continue }
      reportTaken(id, by: operations[position])
      operations[position].takenID = id
      operations[position].operationID = nil
    }
    return operations
  }
}

/// A path item (OpenAPI 3.1.1, 4.8.9): the value at the path, and the target of its reference, which it may extend.
struct PathItem {
  /// The parts, highest precedence first.
  let parts: [Located]
  /// The servers of operations without any of their own.
  var servers: [Server] = []
  /// The size of the path and of texts for all of its operations, in bytes: they are repeated for each.
  let length: Int

  init(_ declared: Located, _ path: String, in reader: DocumentReader) throws(UnusablePart) {
    guard declared.value.object != nil else {
      throw UnusablePart("It is \(declared.value.typeName), not an object. Correct the document.", at: declared.place)
    }
    parts = declared.value["$ref"]?.string == nil ? [declared] : [declared, try reader.resolve(declared)]
    let texts = parts.flatMap { part in ["summary", "description"].compactMap { part.value[$0]?.string } }
    length = texts.reduce(path.utf8.count) { $0 + $1.utf8.count }
  }

  func text(_ name: String) -> String? { parts.lazy.compactMap { $0.text(name) }.first }
}
