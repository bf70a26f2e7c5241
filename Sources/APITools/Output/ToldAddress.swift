import JSON
import OpenAPI

/// The text of a header field in which addresses are told without the secrets of their queries: those that lead to the
/// next page repeat the key of the request, others are signed (RFC 6750, section 2.3).
enum ToldAddress {
  private static let mark = "[secret]"
  /// The characters that begin a query or a fragment, and those behind which another member of it begins.
  private static let openings: Set<Character> = ["?", "#", "&", ";"]
  /// The characters that end a value.
  private static let endings: Set<Character> = ["&", "#", ">", "\"", "'", " ", "\t"]

  /// The text with a mark in place of the values that queries have under the names of secrets.
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
