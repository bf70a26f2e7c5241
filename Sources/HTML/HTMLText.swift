import TextCoding

/// Text escaped for HTML.
package enum HTMLText {
  /// Escapes markup, for content and quoted attributes, and spells out invisible characters.
  ///
  /// Line breaks stay: use it only where no other row stands beside the text that it could imitate.
  package static func escaped(_ text: String) -> String { HTMLReferences.escaped(VisibleText.spelled(text)) }

  /// Escapes a value for a row, a heading or a sentence: without line breaks.
  package static func value(_ text: String) -> String { HTMLReferences.escaped(VisibleText.value(text)) }

  /// Escapes an origin so that lookalike letters are recognisable.
  package static func origin(_ text: String) -> String { HTMLReferences.escaped(VisibleOrigin.spelled(text)) }

  /// Escapes prose and code: tabs, line breaks and the joiners of emoji stay, other invisible characters are spelled out.
  package static func prose(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 >= 0x7F || $0 < 0x20 && $0 != 0x0A && $0 != 0x09 }) else {
      return HTMLReferences.escaped(text)
    }
    var result = ""
    for scalar in text.unicodeScalars {
      if isKept(scalar) || !VisibleText.isHidden(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        result += "[U+\(String(scalar.value, radix: 16, uppercase: true))]"
      }
    }
    return HTMLReferences.escaped(result)
  }

  /// Whether a character without a glyph is usual in prose and moves no text around it.
  private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
    ["\n", "\t", "\u{AD}", "\u{200D}", "\u{FE0E}", "\u{FE0F}"].contains(scalar)
  }
}
