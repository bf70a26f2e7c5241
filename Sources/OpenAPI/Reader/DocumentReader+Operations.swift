import JSON

extension DocumentReader {
  private static let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"]

  /// The operations that can be served.
  ///
  /// Of the others, a diagnostic says why they cannot.
  mutating func operations() -> [Operation] {
    var operations: [Operation] = []
    for (path, item) in document["paths"]?.members ?? [] where !path.hasPrefix("x-") {
      do throws(Obstacle) {
        let item = try resolve(item)
        for (method, part) in methods(of: item) {
          guard let operation = served(method, path, part, in: item) else { continue }
          operations.append(operation)
        }
      } catch {
        report(.error, "No operation of \(path) can be served. \(error.message)", at: error.location)
      }
    }
    return withUniqueIDs(operations)
  }

  private func methods(of item: Located) -> [(method: String, part: Located)] {
    let fixed = item.members.filter { Self.methods.contains($0.name) && ($0.name != "query" || version == .v3_2) }
    let additional = version == .v3_2 ? item["additionalOperations"]?.members ?? [] : []
    return fixed.map { ($0.name.uppercased(), $0.part) } + additional.map { ($0.name, $0.part) }
  }

  private mutating func served(_ method: String, _ path: String, _ part: Located, in item: Located) -> Operation? {
    do throws(Obstacle) {
      return try operation(method, path, part, in: item)
    } catch {
      report(.error, "\(method) \(path) cannot be served. \(error.message)", at: error.location)
      return nil
    }
  }

  private mutating func operation(
    _ method: String,
    _ path: String,
    _ part: Located,
    in item: Located
  ) throws(Obstacle) -> Operation {
    guard part.value.object != nil else {
      throw Obstacle("It is \(part.value.typeName), not an object. Correct the document.", at: part.location)
    }
    guard path.hasPrefix("/") else {
      throw Obstacle("The path does not begin with a slash. Correct the document.", at: item.location)
    }
    return Operation(
      method: method,
      path: path,
      operationID: part.text("operationId"),
      summary: part.text("summary") ?? item.text("summary"),
      description: part.text("description") ?? item.text("description"),
      tags: (part["tags"]?.elements ?? []).compactMap(\.value.string),
      isDeprecated: part.flag("deprecated"),
      parameters: try parameters(of: part, in: item, path: path),
      requestBody: try requestBody(of: part),
      responses: responses(of: part),
      security: security(of: part),
      servers: servers(of: part) ?? servers(of: item) ?? [],
      mcp: operationExtension(of: part),
      location: part.location
    )
  }

  /// Takes the id from operations whose id an earlier one has, so that an id names one operation.
  private mutating func withUniqueIDs(_ operations: [Operation]) -> [Operation] {
    var seen: Set<String> = []
    return operations.map { operation in
      guard let id = operation.operationID, !seen.insert(id).inserted else { return operation }
      report(
        .warning,
        "The operationId \"\(id)\" is taken by an earlier operation and ignored here. Give it another one.",
        at: operation.location
      )
      var operation = operation
      operation.operationID = nil
      return operation
    }
  }
}
