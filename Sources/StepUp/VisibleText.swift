/// Text of which a person sees everything.
package enum VisibleText {
  /// The text with characters spelled that cannot be seen: they could make it read as another one, and a terminal obeys
  /// some of them.
  ///
  /// - Parameters:
  ///   - text: What somebody else has written.
  ///   - keepsLines: Whether the ends of lines stay.
  /// - Returns: The text, `[U+202E]` in the place of such a character.
  package static func spelled(_ text: String, keepsLines: Bool = true) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control where scalar == "\n" && keepsLines: result.unicodeScalars.append(scalar)
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
        result += "[U+\(String(scalar.value, radix: 16, uppercase: true))]"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
