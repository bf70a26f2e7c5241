import JSON

extension Lint {
  /// Members whose values hold schemas and the fields that `x-mcp` can speak of.
  private static let homes: Set<String> = ["schema", "schemas", "itemSchema", "parameters", "headers"]

  /// `x-mcp` where nothing reads it, and misspelled members where it is read of a field.
  ///
  /// What operations and parameters say, the reader has checked.
  mutating func checkExtensions() {
    // Places, not pointers: a deep document has a place for each of its values and few that anything is said of.
    var pending = [Located(root: document.root)]
    while let part = pending.popLast() {
      if let said = part.value["x-mcp"] { check(said, part.place.pointer.tokens) }
      let inner = part.value.array != nil ? part.elements : part.members.filter { $0.name != "x-mcp" }.map(\.part)
      pending += inner.reversed().filter(\.value.isContainer)
    }
  }

  private mutating func check(_ said: JSONValue, _ tokens: [String]) {
    // The reader has said what it does not read at the root.
    if tokens.isEmpty { return }
    // Operations and path items.
    if tokens.first == "paths", 2...3 ~= tokens.count { return }
    if tokens.count == 4, tokens[0] == "paths", tokens[2] == "additionalOperations" { return }
    // Parameters, and their schemas.
    if tokens.dropLast().last == "parameters" || tokens.last == "schema" && tokens.dropLast(2).last == "parameters" {
      return
    }
    let place = tokens + ["x-mcp"]
    guard tokens.contains(where: Self.homes.contains) else {
      return report(.warning, "x-mcp is read at operations and fields, not here. It is ignored; move it.", at: place)
    }
    guard let members = said.object else {
      return report(.warning, "x-mcp is an object, as {\"secret\": true}. It is ignored.", at: place)
    }
    for (name, value) in members {
      let known = DocumentReader.fieldMembers
      if !known.contains(name) {
        let near = known.nearest(to: name).map { "did you mean \"\($0)\"?" }
        let hint = near ?? "there are \(known.joined(separator: ", "))."
        let words = "\"\(name.prefix(80))\" is nothing that x-mcp knows of a field, and is ignored; \(hint)"
        report(.warning, words, at: place + [name])
      } else if name == "secret", value.bool == nil {
        report(.warning, "\"secret\" is true or false, not \(value.typeName). It is ignored.", at: place + [name])
      } else if name == "credential", let scheme = value.string, !schemes.contains(scheme) {
        let words = "\"\(scheme.prefix(80))\" is no security scheme of the document\(Self.hint(scheme, schemes))"
        report(.error, "\(words) The field stays an argument: correct the name.", at: place + [name])
      } else if name == "credential", value.string == nil, value != false {
        let words = "\"credential\" is the name of a security scheme, or false, not \(value.typeName). It is ignored."
        report(.warning, words, at: place + [name])
      }
    }
  }

  /// The names of the document's security schemes.
  private var schemes: [String] { document.root["components"]?["securitySchemes"]?.object?.names ?? [] }

  /// What may have been meant by a name, as the end of a sentence.
  private static func hint(_ name: String, _ known: [String]) -> String {
    if let near = known.nearest(to: name) { return "; did you mean \"\(near)\"?" }
    return known.isEmpty ? ", which has none." : "; there are \(known.prefix(20).joined(separator: ", "))."
  }

  /// Parameters and members of forms that are to carry the credential of a scheme that their operation does not ask for,
  /// each once; the others have been taken out of the operation.
  mutating func checkCredentialNames() {
    var told: Set<[String]> = []
    for operation in document.operations {
      let schemes = operation.security.flatMap(\.schemes).map(\.scheme.name)
      for (field, name) in unusedCredentials(of: operation) where told.insert([field, name]).inserted {
        let message =
          "x-mcp of \"\(field)\" names the credential \"\(name.prefix(80))\", which is no scheme of the security of "
          + "\(operation.request)\(Self.hint(name, schemes)) It stays an argument: correct the name."
        report(.error, message, about: operation)
      }
    }
  }

  private func unusedCredentials(of operation: Operation) -> [(field: String, scheme: String)] {
    var found = operation.parameters.compactMap { parameter -> (String, String)? in
      if case .scheme(let name)? = parameter.mcp.credential { (parameter.name, name) } else { nil }
    }
    // Of names that no scheme of the document has, it is said where they stand.
    let declared = Set(schemes)
    for content in operation.requestBody?.content ?? [] {
      let named = content.schema?["$ref"]?.string.flatMap(Reference.schemaName).flatMap { document.schemas[$0] }
      for (name, property) in (named ?? content.schema)?["properties"]?.object ?? [:] {
        guard let scheme = property["x-mcp"]?["credential"]?.string, declared.contains(scheme),
          !operation.carriedMembers.contains(name)
        else { continue }
        found.append((name, scheme))
      }
    }
    return found
  }

  /// Extensions of other programs that were read, each once.
  mutating func checkForeign() {
    for foreign in ForeignExtension.allCases {
      let operations = document.operations.filter { $0.mcp.foreign.contains(foreign) }
      guard let first = operations.first else { continue }
      let others = operations.count == 1 ? "" : " and \(operations.count - 1) more"
      let message =
        "\(foreign.rawValue) of \(first.request)\(others) is read as \(foreign.meaning) of x-mcp, which goes before it."
      report(.note, message, about: first)
    }
  }
}

extension JSONValue {
  fileprivate var isContainer: Bool { object != nil || array != nil }
}
