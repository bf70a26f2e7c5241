import JSON

/// Replaces mentions of a document's own tools in its sentences, by the names that `x-mcp` gives them.
///
/// If tools are published under other names, a sentence such as "use list_items" would lead nowhere. Names of one word
/// are left alone, because they may be ordinary words.
struct ToolMentions {
  private let names: [String: String]

  /// Finds the names of tools in a document, and their published names.
  init(of root: JSONValue, servedAs served: (String) -> String) {
    var names: [String: String] = [:]
    for path in root["paths"]?.object ?? [:] {
      for operation in path.value.object ?? [:] {
        guard let name = operation.value["x-mcp"]?["name"]?.string, name.contains("_") else { continue }
        names[name] = served(name)
      }
    }
    self.names = names
  }

  /// The document with the names in its sentences replaced.
  func rewritten(_ root: JSONValue) -> JSONValue {
    guard names.contains(where: { $0.key != $0.value }) else { return root }
    return rewritten(root, isSentence: false)
  }

  /// Recurses once per level of nesting, which the readers of JSON and YAML limit.
  private func rewritten(_ value: JSONValue, isSentence: Bool) -> JSONValue {
    switch value {
    case .string(let text): return isSentence ? .string(rewritten(text)) : value
    case .array(let elements): return .array(elements.map { rewritten($0, isSentence: false) })
    case .object(let object):
      var members = object.members
      for index in members.indices {
        let (name, value) = members[index]
        members[index].value = rewritten(value, isSentence: ["description", "summary", "otherwise"].contains(name))
        guard name == "x-mcp", let errors = value["errors"]?.object else { continue }
        var own = members[index].value.object ?? [:]
        own["errors"] = .object(JSONObject(errors.members.map { ($0.name, rewritten($0.value, isSentence: true)) }))
        members[index].value = .object(own)
      }
      return .object(JSONObject(members))
    case .number, .bool, .null: return value
    }
  }

  private func rewritten(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(where: Self.isPart) {
      result += rest[..<start]
      let word = rest[start...].prefix(while: Self.isPart)
      result += names[String(word)] ?? String(word)
      rest = rest[word.endIndex...]
    }
    return result + rest
  }

  /// Whether a character can be part of a tool's name.
  private static func isPart(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "_" || character == "-")
  }
}
