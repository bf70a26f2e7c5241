/// Words of a command line in the notation of bash and zsh.
package struct ShellWords: Sendable, Hashable {
  /// The quotes that are open at the end of a word.
  package enum Quotes: Sendable, Hashable {
    case none, single, double
  }

  /// A word as it is written, and its text.
  package struct Word: Sendable, Hashable {
    /// The word as it is written.
    package var raw = ""
    /// The text, without quotes and with variables replaced.
    package var text = ""
    /// The quotes that are still open at its end.
    package var quotes = Quotes.none

    /// Makes a word that is empty, or has no quotes.
    package init(_ text: String = "") {
      raw = text
      self.text = text
    }
  }

  /// The words; the last one is the one at the cursor, empty behind a space.
  package private(set) var words: [Word] = []

  /// Splits a line up to the cursor.
  ///
  /// Nothing is run: a command substitution stays as it is written.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - variable: Returns the value of an environment variable.
  package init(_ line: String, variable: (String) -> String? = { _ in nil }) {
    var word = Word()
    var isStarted = false
    let scalars = Array(line.unicodeScalars)
    var index = 0
    func next() -> Unicode.Scalar? { index + 1 < scalars.count ? scalars[index + 1] : nil }
    while index < scalars.count {
      let scalar = scalars[index]
      if word.quotes == .none, scalar == " " || scalar == "\t" || scalar == "\n" {
        if isStarted { words.append(word) }
        (word, isStarted) = (Word(), false)
        index += 1
        continue
      }
      isStarted = true
      var taken = 1
      switch (scalar, word.quotes) {
      case ("'", .none): word.quotes = .single
      case ("'", .single): word.quotes = .none
      case ("\"", .none): word.quotes = .double
      case ("\"", .double): word.quotes = .none
      case ("\\", .none), ("\\", .double):
        if let escaped = next() {
          taken = 2
          let isEscape = word.quotes == .none || "\\\"$`".unicodeScalars.contains(escaped)
          if !isEscape { word.text.unicodeScalars.append(scalar) }
          word.text.unicodeScalars.append(escaped)
        }
      case ("$", .none), ("$", .double):
        let (name, length) = Self.variable(scalars[(index + 1)...])
        if let value = variable(name) {
          taken = 1 + length
          word.text += value
        } else {
          word.text.unicodeScalars.append(scalar)
        }
      default: word.text.unicodeScalars.append(scalar)
      }
      word.raw.unicodeScalars.append(contentsOf: scalars[index..<index + taken])
      index += taken
    }
    words.append(word)
  }

  /// The name of a variable behind a dollar sign, and the number of characters that it takes.
  private static func variable(_ rest: ArraySlice<Unicode.Scalar>) -> (name: String, length: Int) {
    let isBraced = rest.first == "{"
    let name = (isBraced ? rest.dropFirst() : rest).prefix { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || scalar == "_" || "0"..."9" ~= scalar)
    }
    let text = name.reduce(into: "") { $0.unicodeScalars.append($1) }
    guard isBraced else { return (text, name.count) }
    let isClosed = rest.dropFirst(1 + name.count).first == "}"
    return (isClosed ? text : "", name.count + 2)
  }

  /// Joins the words of `COMP_WORDS`, which bash splits at `=` and `:`, where the line itself is not known.
  package static func joined(_ words: [String]) -> [String] {
    var joined: [String] = []
    var isOpen = false
    for word in words {
      let isBreak = !word.isEmpty && word.allSatisfy { $0 == "=" || $0 == ":" }
      if isBreak || isOpen, !joined.isEmpty {
        joined[joined.count - 1] += word
      } else {
        joined.append(word)
      }
      isOpen = isBreak
    }
    return joined
  }

  /// Quotes a text as one word in single quotes, for any shell but fish.
  package static func quoted(_ text: String) -> String { "'\(quoted(text, in: .single))'" }

  /// Quotes a text for the end of a word whose quotes are open.
  package static func quoted(_ text: String, in quotes: Quotes) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch quotes {
      case .single: result += scalar == "'" ? "'\\''" : String(scalar)
      case .double:
        // No backslash keeps an exclamation mark from the history there, but single quotes do.
        if scalar == "!" {
          result += "\"'!'\""
          continue
        }
        if "\\\"$`".unicodeScalars.contains(scalar) { result += "\\" }
        result.unicodeScalars.append(scalar)
      case .none:
        if !isPlain(scalar) { result += "\\" }
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Whether a character has no meaning for a shell.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.isASCII else { return true }
    return scalar.properties.isAlphabetic || "0"..."9" ~= scalar || "_-./:=@%+,".unicodeScalars.contains(scalar)
  }
}
