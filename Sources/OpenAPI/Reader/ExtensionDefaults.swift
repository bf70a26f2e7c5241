import JSON

/// The defaults for all operations, from `x-mcp` at the root of a document.
struct ExtensionDefaults {
  var errors: [String: String] = [:]
  var credential: OperationExtension.CredentialRule?

  /// Adds the defaults to an operation's extension, whose own sentences, even general ones, take precedence.
  func complete(_ own: inout OperationExtension) {
    let said = own.errors
    for (key, sentence) in errors where !Self.isCovered(key, by: said) { own.errors[key] = sentence }
    if own.credential == nil { own.credential = credential }
  }

  /// Whether there is a sentence for a key: for itself, for the range of its code, or for all failures.
  private static func isCovered(_ key: String, by own: [String: String]) -> Bool {
    if own[key] != nil { return true }
    guard let first = key.first, first.isNumber else { return false }
    return own["\(first)XX"] != nil || own["default"] != nil
  }
}

extension DocumentReader {
  /// Reads `x-mcp` at the root; one of another program has no effect.
  mutating func readDefaults() {
    guard let said = document["x-mcp"] else { return }
    for (name, part) in said.members {
      switch name {
      case "errors" where part.value.object != nil: defaults.errors = sentences(part)
      case "credential" where part.value.object != nil: defaults.credential = credential(part)
      case "synonyms" where part.value.array != nil: break  // read by the search of documentation
      case "login":
        let words = "\"login\" of x-mcp is not read in a document: tokens go only where an overlay says (--overlay)."
        report(.note, "\(words) Move it to the x-mcp at the root of the overlay.", at: part.place)
      default: noteUnread("\(name.quoted) of x-mcp", part)
      }
    }
    if said.value.object == nil { noteUnread("x-mcp", said) }
  }

  private mutating func noteUnread(_ name: String, _ part: Located) {
    let advice = part.value.object == nil ? " Operations are left out one by one, or with --exclude." : ""
    let message =
      "\(name) at the root of the document is not read: only \"errors\", \"credential\" and \"synonyms\" are."
    report(.note, message + advice, at: part.place)
  }
}
