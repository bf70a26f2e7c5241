import JSONSchema

/// Tells regular expressions that all programs read alike: those of ECMA-262 that are valid in other dialects too.
enum PortablePattern {
  static func isPortable(_ text: String) -> Bool { Pattern.isPortable(text) && !hasOwnForms(text) }

  /// Whether an expression uses syntax that only ECMA-262 has.
  private static func hasOwnForms(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var index = 0
    while index + 1 < bytes.count {
      switch (bytes[index], bytes[index + 1]) {
      case (UInt8(ascii: "\\"), let letter):
        // A property, a control letter, a named reference, or a code point in braces.
        if "pPck".utf8.contains(letter) { return true }
        if letter == UInt8(ascii: "u"), index + 2 < bytes.count, bytes[index + 2] == UInt8(ascii: "{") { return true }
        index += 2
      case (UInt8(ascii: "("), UInt8(ascii: "?")):
        // A named group, or a lookbehind, whose length must be fixed in some programs.
        if index + 2 < bytes.count, bytes[index + 2] == UInt8(ascii: "<") { return true }
        index += 2
      default: index += 1
      }
    }
    return false
  }
}
