/// A regular expression of RFC 9485 (I-Regexp), as the functions of JSONPath take it.
enum IRegexp {
  /// The equivalent expression in ECMA-262; `nil` if the text is not valid in RFC 9485.
  ///
  /// In RFC 9485 `^` and `$` are literal, and a dot matches everything but a line break.
  static func translated(_ expression: String) -> String? {
    var translation = Translation(Array(expression.unicodeScalars))
    return translation.run() ? String(translation.result) : nil
  }

  private struct Translation {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private(set) var result = String.UnicodeScalarView()

    init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

    /// Translates the expression; groups, quantifiers and bars are the same in ECMA-262, whose parser checks them.
    mutating func run() -> Bool {
      while let scalar = next() {
        switch scalar {
        case "^", "$", "/": append("\\", scalar)
        case ".": result.append(contentsOf: "[^\\n\\r]".unicodeScalars)
        case "\\": guard escape() else { return false }
        case "[": guard characterClass() else { return false }
        case "]": return false
        case "(":
          guard peek != "?" else { return false }
          result.append(contentsOf: "(?:".unicodeScalars)
        case "?", "*", "+", "}":
          result.append(scalar)
          // A lazy or doubled quantifier, which RFC 9485 does not have.
          guard peek != "?", peek != "+", peek != "*" else { return false }
        default: result.append(scalar)
        }
      }
      return true
    }

    private var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private mutating func next() -> Unicode.Scalar? {
      guard let scalar = peek else { return nil }
      position += 1
      return scalar
    }

    private mutating func append(_ scalars: Unicode.Scalar...) { result.append(contentsOf: scalars) }

    /// Translates the escape after a backslash.
    private mutating func escape() -> Bool {
      guard let scalar = next() else { return false }
      switch scalar {
      case "-": append("\\", "x", "2", "d")
      case "n", "r", "t", "(", ")", "*", "+", ".", "?", "[", "\\", "]", "^", "{", "|", "}": append("\\", scalar)
      case "p", "P":
        append("\\", scalar)
        guard peek == "{" else { return false }
        while let scalar = next() {
          append(scalar)
          if scalar == "}" { return true }
        }
        return false
      default: return false
      }
      return true
    }

    private mutating func characterClass() -> Bool {
      append("[")
      if peek == "^" {
        position += 1
        append("^")
      }
      guard peek != "]" else { return false }
      while let scalar = next() {
        switch scalar {
        case "]":
          append("]")
          return true
        case "[": return false
        case "\\": guard escape() else { return false }
        case "^": append("\\", "^")
        default: append(scalar)
        }
      }
      return false
    }
  }
}
