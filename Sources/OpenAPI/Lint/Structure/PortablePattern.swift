import JSONSchema

/// Tells which regular expressions all programs read alike: those of ECMA-262 that other dialects know too.
enum PortablePattern {
  static func isPortable(_ text: String) -> Bool { Pattern.isPortable(text) && !hasOwnForms(text) }

  /// Whether an expression has one of the forms that ECMA-262 writes in a way of its own.
  private static func hasOwnForms(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var index = 0
    while index + 1 < bytes.count {
      switch (bytes[index], bytes[index + 1]) {
      case (UInt8(ascii: "\\"), let letter):
        // A property, a control letter, a name, or a code point in braces.
        if "pPck".utf8.contains(letter) { return true }
        if letter == UInt8(ascii: "u"), index + 2 < bytes.count, bytes[index + 2] == UInt8(ascii: "{") { return true }
        index += 2
      case (UInt8(ascii: "("), UInt8(ascii: "?")):
        // A name, or a look-behind, whose length not every program lets vary.
        if index + 2 < bytes.count, bytes[index + 2] == UInt8(ascii: "<") { return true }
        index += 2
      default: index += 1
      }
    }
    return false
  }
}
