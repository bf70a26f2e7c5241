import TextCoding

/// A URI template of RFC 6570 level 1: literal text with `{variable}`s.
package struct URITemplate: Sendable, Hashable {
  /// The template as it is published.
  package let text: String
  /// The names of the variables, in order.
  package let variables: [String]
  /// The literal text before, between and after the variables: one more than there are variables.
  private let literals: [String]

  /// Reads a template; `nil` if a brace is left open, a name is empty, or a name has an operator (levels 2 to 4).
  package init?(_ text: String) {
    var literals = [""]
    var variables: [String] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}") else { return nil }
      let name = rest[rest.index(after: open)..<close]
      guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }) else { return nil }
      literals[literals.count - 1] += rest[..<open]
      literals.append("")
      variables.append(String(name))
      rest = rest[rest.index(after: close)...]
    }
    literals[literals.count - 1] += rest
    self.text = text
    self.literals = literals
    self.variables = variables
  }

  /// The variable values with which the template yields this URI, percent-decoded once; `nil` if there are none.
  ///
  /// A value is one path segment, even when decoded: not empty, without slashes, control characters and steps to the
  /// parent folder, so that a URI cannot reach a resource that the template does not mean (RES-05, RES-17).
  package func match(_ uri: String) -> [String: String]? {
    guard uri.hasPrefix(literals[0]) else { return nil }
    var rest = uri.dropFirst(literals[0].count)
    var values: [String: String] = [:]
    for (variable, literal) in zip(variables, literals.dropFirst()) {
      let end = rest.firstIndex { "/?#".contains($0) || literal.first == $0 } ?? rest.endIndex
      guard let value = Self.percentDecoded(rest[..<end]), Self.isSegment(value), rest[end...].hasPrefix(literal) else {
        return nil
      }
      values[variable] = value
      rest = rest[end...].dropFirst(literal.count)
    }
    return rest.isEmpty ? values : nil
  }

  private static func isSegment(_ value: String) -> Bool {
    guard !value.isEmpty, value != ".", value != ".." else { return false }
    return value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\") }
  }

  private static func percentDecoded(_ text: Substring) -> String? {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    return PercentCoding.decode(text.utf8, malformed: .refused).flatMap { String(validating: $0, as: UTF8.self) }
  }
}
