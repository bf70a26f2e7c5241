import JSON

/// A list of changes to make to an OpenAPI document before it is read (OpenAPI Overlay Specification 1.0, and 1.1 but
/// for `copy`).
package struct Overlay: Sendable {
  /// What the overlay calls itself.
  package let title: String
  let actions: [Action]
  /// Whether an action that finds nothing is worth a note.
  ///
  /// An overlay that is there for several documents, as the embedded one is, need not find everything in each of them.
  private let reportsUnmatched: Bool

  struct Action: Sendable {
    let target: JSONPath
    /// The target as it is written.
    let text: String
    let change: Change
    let location: JSONPointer
  }

  enum Change: Sendable {
    case remove
    case update(JSONValue)
  }

  /// Reads an overlay, JSON or YAML.
  package init(reading text: Span<UInt8>, reportsUnmatched: Bool = true) throws(DocumentError) {
    let root = Located(value: try DocumentText.value(of: text), location: JSONPointer())
    guard let version = root.text("overlay") else {
      throw .invalidOverlay(
        "It has no \"overlay\" member. Add the version, such as \"1.0.0\".",
        location: root.location
      )
    }
    guard version == "1" || version.hasPrefix("1.") else {
      throw .invalidOverlay(
        "It is of version \(version.prefix(20)), and only 1.x can be read.",
        location: root.location.appending("overlay")
      )
    }
    guard let actions = root["actions"], actions.value.array != nil else {
      throw .invalidOverlay("It has no \"actions\" array. Add the changes to make.", location: root.location)
    }
    title = root["info"]?.text("title") ?? "untitled"
    self.reportsUnmatched = reportsUnmatched
    self.actions = try actions.elements.map(Self.action)
  }

  /// Reads an overlay, JSON or YAML, whose text is at hand as a string.
  package init(reading text: String, reportsUnmatched: Bool = true) throws(DocumentError) {
    try self.init(reading: text.utf8.span, reportsUnmatched: reportsUnmatched)
  }

  /// Reads an overlay, JSON or YAML, whose text is at hand as an array of bytes.
  package init(reading text: [UInt8], reportsUnmatched: Bool = true) throws(DocumentError) {
    try self.init(reading: text.span, reportsUnmatched: reportsUnmatched)
  }

  private static func action(_ part: Located) throws(DocumentError) -> Action {
    guard let text = part.value["target"]?.string else {
      throw .invalidOverlay("An action has no \"target\". Add a JSONPath query.", location: part.location)
    }
    let target: JSONPath
    do throws(JSONPathError) {
      target = try JSONPathParser.parse(text)
    } catch {
      throw .invalidOverlay(
        "The target \"\(text)\" cannot be read: \(error).",
        location: part.location.appending("target")
      )
    }
    let change = try change(part)
    if case .remove = change, target.segments.isEmpty {
      throw .invalidOverlay("An action removes the whole document. Remove a part of it.", location: part.location)
    }
    return Action(target: target, text: text, change: change, location: part.location)
  }

  private static func change(_ part: Located) throws(DocumentError) -> Change {
    if part.flag("remove") { return .remove }
    if let update = part.value["update"] { return .update(update) }
    let hint = part.value["copy"] == nil ? "" : " \"copy\" is not read yet."
    throw .invalidOverlay("An action neither updates nor removes anything.\(hint)", location: part.location)
  }
}

extension Overlay {
  /// Changes the document, action by action, and says which of them could do nothing.
  func apply(to root: inout JSONValue) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for action in actions {
      let paths = JSONPathEvaluation(root: root).nodes(of: action.target).map(\.path)
      if paths.isEmpty, reportsUnmatched {
        diagnostics.append(note("The target \(action.text) finds nothing in the document.", about: action))
      }
      switch action.change {
      // The last one first: what is removed must not move what is still to be.
      case .remove: for path in Set(paths).sorted(by: Self.isBehind) { root.remove(path[...]) }
      case .update(let update): for path in paths { root.update(path[...], with: update) }
      }
    }
    return diagnostics
  }

  private func note(_ message: String, about action: Action) -> Diagnostic {
    Diagnostic(
      severity: .note,
      message: message,
      location: action.location.appending("target"),
      source: .overlay(title)
    )
  }

  /// Tells whether one path must be removed before another: the deeper first, and of one array the later element first.
  private static func isBehind(_ left: [JSONPathEvaluation.Step], _ right: [JSONPathEvaluation.Step]) -> Bool {
    (left.count, lastIndex(of: left)) > (right.count, lastIndex(of: right))
  }

  private static func lastIndex(of path: [JSONPathEvaluation.Step]) -> Int {
    if case .index(let index)? = path.last { index } else { -1 }
  }
}
