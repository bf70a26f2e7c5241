package import JSON

/// The parts of a response that a model selected with the argument `fields`.
///
/// Each part is a JSON Pointer (RFC 6901) in which a step that meets an array goes to every element, for a model wants
/// the same fields of all of them. The spellings that models use instead (`data.items[*].name`, `$.data`) are accepted,
/// too.
package struct FieldSelection: Sendable {
  private let paths: [(text: String, tokens: [String])]

  /// Limits of a selection, all far above the size of any response.
  private enum Limit {
    static let paths = 1_000
    /// The steps of one path: the depth to which responses are parsed.
    static let steps = JSONParser.Options().maximumDepth
    /// The most paths without a match that a note names, and the characters of each.
    static let named = 20
    static let characters = 200
  }

  /// Parses the paths of a call.
  ///
  /// - Throws: A failure if there are too many paths, or one is deeper than any response.
  package init(_ paths: [String]) throws(CallFailure) {
    guard paths.count <= Limit.paths else {
      throw CallFailure(
        "\"fields\" names \(paths.count) parts, and \(Limit.paths) are the most, so nothing was sent. "
          + "Name the objects that hold them, or leave \"fields\" out."
      )
    }
    self.paths = paths.map { ($0, Self.tokens($0)) }
    for (text, tokens) in self.paths where tokens.count > Limit.steps {
      throw CallFailure(
        "\"fields\" has a path of \(tokens.count) steps (\(text.prefix(40))…), and no answer is nested deeper than "
          + "\(Limit.steps), so nothing was sent. Write it as a JSON Pointer, such as /data/items/name."
      )
    }
  }

  /// Reduces a value to the selected parts, and returns the paths that match nothing in it.
  package func select(from value: JSONValue) -> (value: JSONValue, missing: [String]) {
    var tree = FieldTree()
    for path in paths { tree.insert(path.tokens) }
    let selected = tree.select(from: value)
    return (selected, paths.filter { !tree.found($0.tokens) }.map(\.text))
  }

  /// The note for a model about paths that match nothing, each redacted before it is shortened.
  package static func note(missing paths: [String], scrub: (String) -> String) -> String? {
    guard !paths.isEmpty else { return nil }
    let names = paths.prefix(Limit.named).map { path in
      let path = scrub(path)
      return path.count > Limit.characters ? "\(path.prefix(Limit.characters))…" : path
    }
    let rest = paths.count > names.count ? " and \(paths.count - names.count) other places" : ""
    return "Note: the answer has nothing at \(names.joined(separator: ", "))\(rest)."
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
  /// The fewest fields of an item for which a selection pays: fewer cost less than the argument itself.
  private static let leastFields = 16

  /// Whether the argument pays for responses of a schema: those with a list of long items, or without a known shape.
  ///
  /// The argument costs some 60 tokens in every list of tools, so it is not offered where responses are short anyway.
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

  /// The schema of the argument `fields`.
  static let schema: JSONValue = [
    "type": "array", "items": ["type": "string"],
    "description":
      "Only these parts of the answer, as JSON Pointers; a step into an array goes to each element (/data/items/name). Leave out for all.",
  ]
}
