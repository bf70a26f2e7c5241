/// Text as it stands in HTML.
enum HTMLText {
  /// The text with nothing in it that means anything else, in content and in quoted attributes, and all of it visible.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in VisibleText.spelled(text).unicodeScalars {
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
