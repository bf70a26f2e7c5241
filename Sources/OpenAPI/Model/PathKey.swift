/// The key of a path item split into its parts: some documents append a query or a fragment to the path.
///
/// OpenAPI appends the key to the server's URL unchanged (3.1.1, 4.8.8.1). A question mark or number sign in braces is
/// part of a variable's name.
package struct PathKey: Sendable {
  /// The path.
  package let path: Substring
  /// The query without its question mark; `nil` if there is none.
  package let query: Substring?
  /// Whether a fragment was dropped, because no request carries one (RFC 9110 section 7.1).
  package let hasFragment: Bool

  /// Splits a key.
  package init(_ key: String) {
    let mark = Self.first("#", in: key[...])
    let target = key[..<(mark ?? key.endIndex)]
    hasFragment = mark != nil
    let question = Self.first("?", in: target)
    path = target[..<(question ?? target.endIndex)]
    query = question.map { target[target.index(after: $0)...] }
  }

  /// The first position of a mark outside braces.
  private static func first(_ mark: Unicode.Scalar, in text: Substring) -> String.Index? {
    var isInside = false
    for index in text.unicodeScalars.indices {
      switch text.unicodeScalars[index] {
      case "{": isInside = true
      case "}": isInside = false
      case mark where !isInside: return index
      default: break
      }
    }
    return nil
  }
}
