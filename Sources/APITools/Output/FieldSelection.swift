import JSON

/// The parts of an answer that a model asked for.
///
/// Each is a JSON Pointer (RFC 6901) in which a step that meets an array goes to every element, for a model wants the
/// same fields of all of them. What models write instead (`data.items[*].name`, `$.data`) is understood, too.
struct FieldSelection: Sendable {
  private let paths: [(text: String, tokens: [String])]

  init(_ paths: [String]) { self.paths = paths.map { ($0, Self.tokens($0)) } }

  /// The value with nothing in it but what was asked for, and the paths at which there is nothing.
  func select(from value: JSONValue) -> (value: JSONValue, missing: [String]) {
    var tree = Tree()
    for path in paths { tree.insert(path.tokens[...]) }
    let missing = paths.filter { !Self.exists($0.tokens[...], in: value) }.map(\.text)
    return (Self.pruned(value, to: tree), missing)
  }

  /// What of a value is wanted: all of it if there is nothing below.
  private struct Tree {
    var children: [String: Tree] = [:]
    var isWhole = false

    mutating func insert(_ tokens: ArraySlice<String>) {
      guard let token = tokens.first else {
        isWhole = true
        return
      }
      children[token, default: Tree()].insert(tokens.dropFirst())
    }
  }

  private static func pruned(_ value: JSONValue, to tree: Tree) -> JSONValue {
    if tree.isWhole { return value }
    switch value {
    case .object(let object):
      let kept = object.members.compactMap { member in
        tree.children[member.name].map { (name: member.name, value: pruned(member.value, to: $0)) }
      }
      return .object(JSONObject(kept))
    case .array(let elements): return .array(elements.map { pruned($0, to: tree) })
    default: return value
    }
  }

  private static func exists(_ tokens: ArraySlice<String>, in value: JSONValue) -> Bool {
    guard let token = tokens.first else { return true }
    switch value {
    case .object(let object): return object[token].map { exists(tokens.dropFirst(), in: $0) } ?? false
    case .array(let elements): return elements.isEmpty || elements.contains { exists(tokens, in: $0) }
    default: return false
    }
  }

  private static func tokens(_ path: String) -> [String] {
    if path.hasPrefix("/"), let pointer = JSONPointer(text: path) {
      return pointer.tokens.filter { !isStepOverArray($0) }
    }
    let names = path.split { ".[]'\"".contains($0) }.map(String.init)
    return (names.first == "$" ? names.dropFirst() : names[...]).filter { !isStepOverArray($0) }
  }

  private static func isStepOverArray(_ token: String) -> Bool { token == "*" || token == "-" }
}

extension FieldSelection {
  /// Items of fewer fields than these cost less than the argument that would leave some of them out.
  private static let leastFields = 16

  /// Whether it is worth offering for answers of a schema: a list of long items, or one of which nothing is known.
  ///
  /// The argument costs some 60 tokens in every list of tools, so it is not offered where an answer is short anyway.
  static func isWorthwhile(for schema: JSONValue?) -> Bool {
    guard let object = schema?.object, !object.isEmpty else { return schema != false }
    return hasLongList(.object(object), depth: 0)
  }

  private static func hasLongList(_ schema: JSONValue, depth: Int) -> Bool {
    guard depth < 8, let object = schema.object else { return false }
    if let items = object["items"], fieldCount(items, depth: 0) >= leastFields { return true }
    let below = (object["properties"]?.object ?? [:]).members.map(\.value) + [object["items"]].compactMap { $0 }
    return below.contains { hasLongList($0, depth: depth + 1) }
  }

  private static func fieldCount(_ schema: JSONValue, depth: Int) -> Int {
    guard depth < 4, let object = schema.object else { return 0 }
    let own = (object["properties"]?.object ?? [:]).members
    let inner = own.map { fieldCount($0.value, depth: depth + 1) }.reduce(own.count, +)
    return inner + (object["items"].map { fieldCount($0, depth: depth + 1) } ?? 0)
  }

  /// What a model is told of the argument.
  static let schema: JSONValue = [
    "type": "array", "items": ["type": "string"],
    "description":
      "Only these parts of the answer, as JSON Pointers; a step into an array goes to each element (/data/items/name). Leave out for all.",
  ]
}
