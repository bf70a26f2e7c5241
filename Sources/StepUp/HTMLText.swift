import TextCoding

/// Text escaped for HTML.
enum HTMLText {
  /// Escapes markup, for content and quoted attributes, and spells out invisible characters.
  ///
  /// Line breaks stay: use it only where no other row stands beside the text that it could imitate.
  static func escaped(_ text: String) -> String { HTMLReferences.escaped(VisibleText.spelled(text)) }

  /// Escapes a value for a row, a heading or a sentence: without line breaks.
  static func value(_ text: String) -> String { HTMLReferences.escaped(VisibleText.value(text)) }

  /// Escapes an origin so that lookalike letters are recognisable.
  static func origin(_ text: String) -> String { HTMLReferences.escaped(VisibleOrigin.spelled(text)) }
}
