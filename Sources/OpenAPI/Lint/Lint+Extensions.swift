import JSON

extension Lint {
  /// Members whose values hold schemas and the fields that `x-mcp` can speak of.
  private static let homes: Set<String> = ["schema", "schemas", "itemSchema", "parameters", "headers"]

  /// `x-mcp` where nothing reads it, and misspelled members where it is read of a field.
  ///
  /// What operations and parameters say, the reader has checked.
  mutating func checkExtensions() {
    var pending: [(value: JSONValue, tokens: [String])] = [(document.root, [])]
    while let (value, tokens) = pending.popLast() {
      switch value {
      case .array(let elements):
        for (index, element) in elements.enumerated().reversed() where element.isContainer {
          pending.append((element, tokens + [String(index)]))
        }
      case .object(let object):
        if let said = object["x-mcp"] { check(said, tokens) }
        for (name, member) in object.members.reversed() where name != "x-mcp" && member.isContainer {
          pending.append((member, tokens + [name]))
        }
      default: break
      }
    }
  }

  private mutating func check(_ said: JSONValue, _ tokens: [String]) {
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
      }
    }
  }
}

extension JSONValue {
  fileprivate var isContainer: Bool { object != nil || array != nil }
}
