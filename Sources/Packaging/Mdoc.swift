/// Text of a manual page in the language mdoc(7).
struct Mdoc {
  private(set) var lines: [String] = []

  /// Adds a macro line.
  mutating func macro(_ line: String) { lines.append(".\(line)") }

  /// Adds filled text, a sentence a line.
  mutating func text(_ text: String) {
    for sentence in Self.sentences(text) { lines.append(Self.escaped(sentence)) }
  }

  /// Adds paragraphs as a help text has them: indented lines are shown as they are.
  mutating func help(_ text: String) {
    var isFirst = true
    for paragraph in text.split(separator: "\n\n") {
      if !isFirst { macro("Pp") }
      isFirst = false
      var prose: [Substring] = []
      var literal: [Substring] = []
      for line in paragraph.split(separator: "\n") {
        if line.hasPrefix("  ") {
          self.text(prose.joined(separator: " "))
          prose = []
          literal.append(line.dropFirst(2))
        } else {
          display(literal)
          literal = []
          prose.append(line)
        }
      }
      display(literal)
      self.text(prose.joined(separator: " "))
    }
  }

  private mutating func display(_ literal: [Substring]) {
    guard !literal.isEmpty else { return }
    // A display has space before it already.
    if lines.last == ".Pp" { lines.removeLast() }
    macro("Bd -literal -offset indent")
    for line in literal { lines.append(Self.escaped(String(line))) }
    macro("Ed")
  }

  /// The words of a macro: quoted, since some words are macros themselves.
  static func word(_ text: String) -> String { "\"\(escaped(text, isLine: false).replacing("\"", with: "\\(dq"))\"" }

  /// Text without characters that roff(7) interprets; hyphens stay hyphens, so that options can be copied.
  static func escaped(_ text: String, isLine: Bool = true) -> String {
    let text = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return isLine && (text.hasPrefix(".") || text.hasPrefix("'")) ? "\\&\(text)" : text
  }

  /// The sentences of a text: where one ends, mdoc wants a new line.
  private static func sentences(_ text: String) -> [String] {
    var sentences: [String] = []
    var words: [Substring] = []
    for word in text.split(separator: " ") {
      words.append(word)
      guard word.hasSuffix(".") || word.hasSuffix(".)") else { continue }
      sentences.append(words.joined(separator: " "))
      words = []
    }
    if !words.isEmpty { sentences.append(words.joined(separator: " ")) }
    return sentences
  }
}
