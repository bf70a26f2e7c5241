import JSON

/// The parts of an answer that a model asked for.
///
/// Each is a JSON Pointer (RFC 6901) in which a step that meets an array goes to every element, for a model wants the
/// same fields of all of them. What models write instead (`data.items[*].name`, `$.data`) is understood, too.
struct FieldSelection: Sendable {
  private let paths: [(text: String, tokens: [String])]

  /// Limits of what a model may ask for, all far above what an answer can hold.
  private enum Limit {
    static let paths = 1_000
    /// Steps of one path: as deep as answers are read.
    static let steps = JSONParser.Options().maximumDepth
    /// Paths that led nowhere, as a note names them, and the characters of each.
    static let named = 20
    static let characters = 200
  }

  /// Reads the paths of a call.
  ///
  /// - Throws: That they are too many, or that one is longer than any answer is deep.
  init(_ paths: [String]) throws(CallFailure) {
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

  /// The value with nothing in it but what was asked for, and the paths at which there is nothing.
  func select(from value: JSONValue) -> (value: JSONValue, missing: [String]) {
    var tree = FieldTree()
    for path in paths { tree.insert(path.tokens) }
    let selected = tree.select(from: value)
    return (selected, paths.filter { !tree.found($0.tokens) }.map(\.text))
  }

  /// The note for a model on paths at which there is nothing, each scrubbed before it is shortened.
  static func note(missing paths: [String], scrub: (String) -> String) -> String? {
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
