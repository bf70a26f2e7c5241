/// The name of one of several documents, with which the names of its tools begin.
package enum DocumentName {
  /// The form of a value for one of several documents.
  static let form = "NAME=…"
  /// The value that means the built-in document, where a document must be named.
  package static let builtIn = "built-in"

  /// Splits `NAME=value`; `nil` if the value is not for a particular document.
  ///
  /// Text with a slash, dot or colon before the equals sign is a path, a URL or a rule.
  package static func split(_ text: String) -> (name: String, value: String)? {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex,
      !text[..<equals].contains(where: { "/.:".contains($0) })
    else { return nil }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
  }

  /// The fault of a list of names; `nil` if there is none.
  static func problem(with names: [String]) -> String? {
    for (position, name) in names.enumerated() {
      guard isValid(name) else {
        return "\(name.debugDescription) is no name for a document: expected a lower-case letter, and then at most 15 "
          + "of a to z, 0 to 9 and _; a file with an equals sign in its name is written ./NAME=…"
      }
      guard !names[..<position].contains(name) else { return "there are two documents of the name \(name)" }
    }
    for name in names {
      if let longer = names.first(where: { $0.hasPrefix("\(name)_") }) {
        return "with the documents \(name) and \(longer) two tools could have one name; call one of them otherwise"
      }
    }
    return nil
  }

  private static func isValid(_ name: String) -> Bool {
    guard 1...16 ~= name.utf8.count, let first = name.utf8.first, letters ~= first else { return false }
    return name.utf8.allSatisfy { letters ~= $0 || digits ~= $0 || $0 == UInt8(ascii: "_") }
  }

  private static let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
  private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
}
