/// Text in lines of a bounded width.
enum Paragraph {
  /// Breaks a text at spaces; lines after the first begin with the indent.
  static func wrapped(_ text: String, width: Int, indent: String = "") -> String {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = indent
      }
      line += (line.isEmpty || line == indent ? "" : " ") + word
    }
    return (lines + [line]).joined(separator: "\n")
  }
}
