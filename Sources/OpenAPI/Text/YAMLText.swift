import JSON
import Yams

/// YAML text as a JSON value: member order is kept, numbers keep their text, names are strings.
///
/// Scalars are read by the core schema of YAML 1.2, as OpenAPI asks for: `yes`, `no`, `on` and `off` are strings.
struct YAMLText {
  /// How many values may still come.
  private var remaining = DocumentText.Limit.values

  private init() {}

  static func value(of text: String) throws(DocumentError) -> JSONValue {
    // Yams hashes each key to find those that occur twice, and a key made of nested aliases takes it for ever.
    guard !YAMLKeys.containAliases(in: text) else {
      throw .malformed("A key of the YAML text contains an alias (`*name`). Write the key out.")
    }
    let node: Node?
    do {
      // Without rules the resolver tries no regular expression on any scalar, which is most of the time it would take.
      node = try compose(yaml: text, .basic)
    } catch {
      throw .malformed("The text is not YAML that can be read: \(sentence(for: error))")
    }
    guard let node else { throw .malformed("The document is empty.") }
    var reader = YAMLText()
    return try reader.value(node, depth: 0)
  }

  private mutating func value(_ node: Node, depth: Int) throws(DocumentError) -> JSONValue {
    guard depth <= DocumentText.Limit.depth else {
      throw .malformed("The YAML text is nested deeper than \(DocumentText.Limit.depth) levels\(Self.place(node)).")
    }
    remaining -= 1
    guard remaining > 0 else {
      throw .malformed(
        "The YAML text has more than \(DocumentText.Limit.values) values, its aliases followed. Use fewer aliases."
      )
    }
    switch node {
    case .scalar(let scalar): return YAMLScalar.value(of: scalar)
    case .sequence(let sequence):
      var elements: [JSONValue] = []
      elements.reserveCapacity(sequence.count)
      for element in sequence { elements.append(try value(element, depth: depth + 1)) }
      return .array(elements)
    case .mapping(let mapping): return .object(try object(mapping, depth: depth))
    case .alias(let alias): throw .malformed("The alias *\(alias.anchor.rawValue) leads nowhere.")
    }
  }

  private mutating func object(_ mapping: Node.Mapping, depth: Int) throws(DocumentError) -> JSONObject {
    var members: [JSONObject.Member] = []
    members.reserveCapacity(mapping.count)
    for (key, member) in mapping {
      guard case .scalar(let name) = key else {
        throw .malformed("A key of the YAML text is a list or a mapping\(Self.place(key)). Keys must be text.")
      }
      guard name.string != "<<" || name.style != .plain else {
        throw .malformed("YAML merge keys (`<<`) are not part of YAML 1.2\(Self.place(key)). Use `allOf` or `$ref`.")
      }
      members.append((name.string, try value(member, depth: depth + 1)))
    }
    return JSONObject(members)
  }

  private static func place(_ node: Node) -> String { node.mark.map { " in line \($0.line)" } ?? "" }

  /// Says what is wrong without quoting the whole text, as the library does.
  private static func sentence(for error: any Error) -> String {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      "\(problem) in line \(mark.line), column \(mark.column)."
    case .reader(let problem, _, _, _): "\(problem)."
    case .duplicatedKeysInMapping(let duplicates, let context):
      "the key \"\(duplicates.first ?? "")\" occurs twice in one mapping; the first is in line \(context.mark.line)."
    default: "\(error)"
    }
  }
}
