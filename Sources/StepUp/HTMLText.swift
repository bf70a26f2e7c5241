/// Text as it stands in HTML.
enum HTMLText {
  /// The text with nothing in it that means anything else, in content and in quoted attributes.
  ///
  /// Characters that cannot be seen are spelled: they could make a text read as another one.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n": result += "\n"
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
          result += "[U+\(String(scalar.value, radix: 16, uppercase: true))]"
        default: result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }
}
