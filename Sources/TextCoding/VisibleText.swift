/// Text in which a person sees every character, and which a terminal displays without obeying it.
package enum VisibleText {
  /// The most combining marks on a character: more would cover the lines above and below.
  private static let maximumMarks = 4

  /// Spells out characters that are invisible or hard to tell from others: they could make the text read differently,
  /// and a terminal obeys some of them.
  ///
  /// - Parameters:
  ///   - text: Untrusted text.
  ///   - keepsLines: Whether line breaks stay.
  /// - Returns: The text, with `[U+202E]` in the place of such a character.
  package static func spelled(_ text: String, keepsLines: Bool = true) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return text }
    var result = ""
    // A combining mark at the start would change the character before the text.
    var marks = maximumMarks
    for scalar in text.unicodeScalars {
      let isMark = isCombining(scalar)
      marks = isMark ? marks + 1 : 0
      if scalar == "\n" && keepsLines {
        marks = maximumMarks
        result.unicodeScalars.append(scalar)
      } else if isHidden(scalar) || isOddSpace(scalar) || isMark && marks > maximumMarks {
        result += "[U+\(String(scalar.value, radix: 16, uppercase: true))]"
        if !isMark { marks = maximumMarks }
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Spells out a value for a row: no line break or run of spaces makes it look like another row.
  package static func value(_ text: String) -> String {
    var result = ""
    var spaces = 0
    for scalar in spelled(text, keepsLines: false).unicodeScalars {
      spaces = scalar == " " ? spaces + 1 : 0
      result.unicodeScalars.append(spaces > 2 ? "\u{2423}" : scalar)
    }
    return result
  }

  /// The label of a value in a row: the name in words, quoted if it could be taken for one of the fixed rows.
  package static func name(_ name: String, besides rows: [String]) -> String {
    let words = name.split { $0 == "_" || $0 == "-" }.joined(separator: " ")
    let isTaken = words.isEmpty || rows.contains { $0.lowercased() == words.lowercased() }
    return value(isTaken ? "\"\(name)\"" : words)
  }

  /// Escapes invisible characters in JSON text: its meaning stays, and no terminal obeys it.
  package static func escaped(json text: String) -> String {
    let bytes = text.utf8
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    // Runs of ASCII, nearly all of the text, are copied whole.
    var rest = bytes[...]
    while let start = rest.firstIndex(where: { $0 >= 0x7F }) {
      result += rest[..<start]
      let scalar = text.unicodeScalars[start]
      rest = rest[text.unicodeScalars.index(after: start)...]
      guard isHidden(scalar) else {
        result += String(scalar).utf8
        continue
      }
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        result += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
      }
    }
    guard !result.isEmpty else { return text }
    return String(decoding: result + rest, as: UTF8.self)
  }

  /// Whether a character has no glyph of its own: controls, directions, variation selectors, tags, fillers.
  package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    // Printable ASCII, nearly all text.
    if 0x20..<0x7F ~= scalar.value { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: return true
    default: return scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// Whether a character is a space other than U+0020, or looks like one, as the blank Braille pattern does.
  private static func isOddSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{2800}" || scalar != " " && scalar.properties.generalCategory == .spaceSeparator
  }

  private static func isCombining(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: true
    default: false
    }
  }
}
