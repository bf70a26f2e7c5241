import TextCoding

/// Text escaped for HTML.
enum HTMLText {
  /// Escapes markup, for content and quoted attributes, and spells out invisible characters.
  ///
  /// Line breaks stay: use it only where no other row stands beside the text that it could imitate.
  static func escaped(_ text: String) -> String { references(VisibleText.spelled(text)) }

  /// Escapes a value for a row, a heading or a sentence: without line breaks.
  static func value(_ text: String) -> String { references(VisibleText.value(text)) }

  /// Escapes an origin so that lookalike letters are recognisable.
  static func origin(_ text: String) -> String { references(VisibleOrigin.spelled(text)) }

  private static func references(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
