/// Titles for clients: one line of limited length.
package enum TitleLine {
  /// The longest title, in UTF-16 code units, which most clients count.
  static let maximum = 120

  /// The text as one line, cut at a word if too long; `nil` if nothing of it is visible.
  package static func of(_ text: String) -> String? {
    if isLine(text.utf8) { return text }
    var line = ""
    var length = 0
    var isBetweenWords = false
    for character in text {
      if character.isWhitespace || character.unicodeScalars.allSatisfy({ $0.properties.generalCategory == .control }) {
        isBetweenWords = !line.isEmpty
        continue
      }
      let added = character.utf16.count + (isBetweenWords ? 1 : 0)
      guard length + added <= maximum else { return shortened(line, isBetweenWords: isBetweenWords) }
      if isBetweenWords { line.append(" ") }
      line.append(character)
      length += added
      isBetweenWords = false
    }
    return line.isEmpty ? nil : line
  }

  /// Whether a text is such a line already, and of ASCII, as most are.
  private static func isLine(_ bytes: String.UTF8View) -> Bool {
    guard 1...maximum ~= bytes.count else { return false }
    var isBehindSpace = true
    for byte in bytes {
      guard 0x20...0x7E ~= byte, byte != 0x20 || !isBehindSpace else { return false }
      isBehindSpace = byte == 0x20
    }
    return !isBehindSpace
  }

  /// The line with an ellipsis, without its incomplete last word unless that is the only one.
  private static func shortened(_ line: String, isBetweenWords: Bool) -> String {
    var head = line[...]
    if !isBetweenWords || head.utf16.count >= maximum {
      head = head.lastIndex(of: " ").map { head[..<$0] } ?? head.dropLast()
    }
    return head + "…"
  }
}
