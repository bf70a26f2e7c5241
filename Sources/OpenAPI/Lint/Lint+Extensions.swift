import JSON

extension Lint {
  /// Members whose values contain schemas and fields to which `x-mcp` applies.
  private static let homes: Set<String> = ["schema", "schemas", "itemSchema", "parameters", "headers"]

  /// Reports `x-mcp` in places where it is not read, and misspelled members of a field's `x-mcp`.
  ///
  /// The reader has already checked operations and parameters.
  mutating func checkExtensions() {
    // Positions, not pointers: a deep document has a position for each value, and few of them are reported.
    var pending = [Located(root: document.root)]
    while let part = pending.popLast() {
      if let said = part.value["x-mcp"] { check(said, part.place.pointer.tokens) } else { checkName(in: part) }
      let inner = part.value.array != nil ? part.elements : part.members.filter { $0.name != "x-mcp" }.map(\.part)
      pending += inner.reversed().filter(\.value.isContainer)
    }
  }

  /// Reports members of a field that are probably `x-mcp`, misspelled; of an operation the reader has done so.
  private mutating func checkName(in part: Located) {
    let misspelled = part.value.object?.first { DocumentReader.isMisspelled(extension: $0.name) }
    guard let name = misspelled?.name else { return }
    let tokens = part.place.pointer.tokens
    guard tokens.contains(where: Self.homes.contains) else { return }
    report(.warning, "\"\(name)\" is probably x-mcp, misspelled. It is ignored: correct it.", at: tokens + [name])
  }

  private mutating func check(_ said: JSONValue, _ tokens: [String]) {
    // The reader has already reported unknown members at the root.
    if tokens.isEmpty { return }
    // These are operations and path items.
    if tokens.first == "paths", 2...3 ~= tokens.count { return }
    if tokens.count == 4, tokens[0] == "paths", tokens[2] == "additionalOperations" { return }
    // These are parameters and their schemas.
    if tokens.dropLast().last == "parameters" || tokens.last == "schema" && tokens.dropLast(2).last == "parameters" {
      return
    }
    let place = tokens + ["x-mcp"]
    guard tokens.contains(where: Self.homes.contains) else {
      return report(.warning, "x-mcp is read at operations and fields, not here. It is ignored; move it.", at: place)
    }
    guard let members = said.object else {
      let end = FieldExtension.isSecret(said) == true ? "The field counts as a secret." : "It is ignored."
      return report(.warning, "x-mcp is an object, as {\"secret\": true}. \(end) Correct it.", at: place)
    }
    for (name, value) in members {
      let known = DocumentReader.fieldMembers
      if FieldExtension.isMisspelledMark(name) {
        report(.warning, DocumentReader.message(misspelledMark: name), at: place + [name])
      } else if !known.contains(name) {
        let near = known.nearest(to: name).map { "did you mean \"\($0)\"?" }
        let hint = near ?? "there are \(known.joined(separator: ", "))."
        let words = "\(name.quoted) is nothing that x-mcp knows of a field, and is ignored; \(hint)"
        report(.warning, words, at: place + [name])
      } else if name == "secret", value.bool == nil {
        report(.warning, DocumentReader.message(unclearMark: value), at: place + [name])
      } else if name == "credential", let scheme = value.string, !knownSchemes.contains(scheme) {
        let words = "\(scheme.quoted) is no security scheme of the document\(Self.hint(scheme, schemes))"
        report(.error, "\(words) The field stays an argument: correct the name.", at: place + [name])
      } else if name == "credential", value.string == nil, value != false {
        let words = "\"credential\" is the name of a security scheme, or false, not \(value.typeName). It is ignored."
        report(.warning, words, at: place + [name])
      }
    }
  }

  /// The likely meaning of a name, as the end of a sentence.
  private static func hint(_ name: String, _ known: [String]) -> String {
    // Of some, since each of as many fields may be misspelled.
    if let near = known.prefix(100).nearest(to: name) { return "; did you mean \"\(near)\"?" }
    return known.isEmpty ? ", which has none." : "; there are \(known.prefix(20).joined(separator: ", "))."
  }

  /// Reports credentials' parameters and form members that name a scheme which their operation does not use, each once.
  ///
  /// Those with a used scheme have been removed from the operation.
  mutating func checkCredentialNames() {
    var told: Set<[String]> = []
    var members = CredentialMembers(document.schemas, declared: knownSchemes)
    for operation in document.operations {
      let unused = members.unused(by: operation).filter { told.insert([$0.field, $0.scheme]).inserted }
      guard !unused.isEmpty else { continue }
      let schemes = operation.security.flatMap(\.schemes).map(\.scheme.name)
      for (field, name) in unused {
        let message =
          "x-mcp of \"\(field)\" names the credential \(name.quoted), which is no scheme of the security of "
          + "\(operation.request)\(Self.hint(name, schemes)) It stays an argument: correct the name."
        report(.error, message, about: operation)
      }
    }
  }

  /// Reports extensions of other programs that were read, each once.
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
