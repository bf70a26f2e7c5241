import JSON

/// A list of changes to an OpenAPI document before it is read (OpenAPI Overlay Specification 1.0 and 1.1).
package struct Overlay: Sendable {
  /// The overlay's title.
  package let title: String
  let actions: [Action]
  /// The title of the only API that the overlay is for (`title` of its `x-mcp`); `nil` if it is for any.
  let documentTitle: String?
  /// Groups of words that mean the same to the search of documentation (`synonyms` of its `x-mcp`).
  let synonyms: [JSONValue]
  /// The endpoints at which the API makes sessions from a provider's tokens (`login` of its `x-mcp`); `nil` without.
  package let login: OverlayLogin?
  /// Whether an action without any match is worth a warning.
  ///
  /// An overlay for several documents, such as the embedded one, need not match everything in each of them.
  let reportsUnmatched: Bool
  /// Whether an update leaves values of another kind unchanged, as 1.1 requires; 1.0 replaces them.
  let isStrict: Bool

  struct Action: Sendable {
    let target: JSONPath
    /// The target as written.
    let text: String
    let change: Change
    let location: JSONPointer
  }

  enum Change: Sendable {
    case remove
    case update(JSONValue)
    /// Merges the one value that a query finds.
    case copy(JSONPath)
  }

  /// Reads an overlay in JSON or YAML.
  package init(reading text: Span<UInt8>, reportsUnmatched: Bool = true) throws(DocumentError) {
    let root = Located(root: try DocumentText.value(of: text))
    guard let version = root.text("overlay") else {
      throw .invalidOverlay(
        "It has no \"overlay\" member. Add the version, such as \"1.0.0\".",
        location: root.location
      )
    }
    let minor = version.split(separator: ".", omittingEmptySubsequences: false).prefix(2).joined(separator: ".")
    guard ["1", "1.0", "1.1"].contains(minor) else {
      throw .invalidOverlay(
        "It is of version \(version.prefix(20)), and 1.0 and 1.1 can be read.",
        location: root.location.appending("overlay")
      )
    }
    guard let actions = root["actions"], actions.value.array != nil else {
      throw .invalidOverlay("It has no \"actions\" array. Add the changes to make.", location: root.location)
    }
    title = root["info"]?.text("title") ?? "untitled"
    documentTitle = root["x-mcp"]?.text("title")
    login = try root["x-mcp"]?["login"].map { (part) throws(DocumentError) in try OverlayLogin(part) }
    synonyms = root["x-mcp"]?["synonyms"]?.value.array ?? []
    self.reportsUnmatched = reportsUnmatched
    isStrict = minor == "1.1"
    self.actions = try actions.elements.map(Self.action)
  }

  /// Reads an overlay in JSON or YAML from a string.
  package init(reading text: String, reportsUnmatched: Bool = true) throws(DocumentError) {
    try self.init(reading: text.utf8.span, reportsUnmatched: reportsUnmatched)
  }

  /// Reads an overlay in JSON or YAML from an array of bytes.
  package init(reading text: [UInt8], reportsUnmatched: Bool = true) throws(DocumentError) {
    try self.init(reading: text.span, reportsUnmatched: reportsUnmatched)
  }

  private static func action(_ part: Located) throws(DocumentError) -> Action {
    guard let text = part.value["target"]?.string else {
      throw .invalidOverlay("An action has no \"target\". Add a JSONPath query.", location: part.location)
    }
    let target = try query(text, of: part, "target")
    let change = try change(part)
    if case .remove = change, target.segments.isEmpty {
      throw .invalidOverlay("An action removes the whole document. Remove a part of it.", location: part.location)
    }
    return Action(target: target, text: text, change: change, location: part.location)
  }

  private static func change(_ part: Located) throws(DocumentError) -> Change {
    if part.flag("remove") { return .remove }
    switch (part.value["update"], part.value["copy"]) {
    case (let update?, nil): return .update(update)
    case (nil, .string(let text)?): return .copy(try query(text, of: part, "copy"))
    case (nil, .some):
      throw .invalidOverlay("\"copy\" is no text. Write a JSONPath query.", location: part.location.appending("copy"))
    case (.some, .some):
      throw .invalidOverlay("An action both updates and copies. Make two actions of it.", location: part.location)
    case (nil, nil):
      throw .invalidOverlay(
        "An action does nothing. Add \"update\", \"copy\" or \"remove: true\".",
        location: part.location
      )
    }
  }

  private static func query(_ text: String, of part: Located, _ member: String) throws(DocumentError) -> JSONPath {
    do throws(JSONPathError) {
      return try JSONPathParser.parse(text)
    } catch {
      throw .invalidOverlay(
        "The \(member) \"\(text)\" cannot be read: \(error).",
        location: part.location.appending(member)
      )
    }
  }
}
