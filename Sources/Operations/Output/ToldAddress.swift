import JSON
import OpenAPI

/// Masks secrets in URLs of header fields that models see.
///
/// URLs of the next page repeat the key of the request, and others are signed (RFC 6750, section 2.3).
enum ToldAddress {
  private static let mark = "[secret]"
  /// The characters that begin a query, a fragment or a further member of one.
  private static let openings: Set<Character> = ["?", "#", "&", ";"]
  /// The characters that end a value.
  private static let endings: Set<Character> = ["&", "#", ">", "\"", "'", " ", "\t"]

  /// The text with a mark in place of the query values whose names are those of secrets.
  static func masked(_ text: String) -> String {
    guard text.contains("=") else { return text }
    var result = ""
    var rest = text[...]
    while let opening = rest.firstIndex(where: openings.contains) {
      let begin = rest.index(after: opening)
      result += rest[..<begin]
      rest = rest[begin...]
      guard let end = rest.firstIndex(where: { $0 == "=" || openings.contains($0) || endings.contains($0) }),
        rest[end] == "="
      else { continue }
      let value = rest.index(after: end)
      guard isSecret(PercentEncoding.decoded(String(rest[..<end]))) else { continue }
      result += rest[..<value] + mark
      rest = rest[value...].drop { !endings.contains($0) }
    }
    return result + rest
  }

  private static func isSecret(_ name: String) -> Bool {
    Secrecy.isSecret(name: name, schema: ["type": "string"], role: .output)
  }
}
