/// Text as it stands in HTML.
enum HTMLText {
  /// The text with nothing in it that means anything else, in content and in quoted attributes, and all of it visible.
  ///
  /// The ends of lines stay: it is for places where nothing else stands beside it that they could forge.
  static func escaped(_ text: String) -> String { references(VisibleText.spelled(text)) }

  /// A value in a row, a heading or a sentence, in which it cannot begin a line.
  static func value(_ text: String) -> String { references(VisibleText.value(text)) }

  /// The origin of a host, each letter of which can be told from others.
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
