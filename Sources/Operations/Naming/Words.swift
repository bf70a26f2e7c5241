/// Splits names in any of the usual spellings into lower-case words.
package enum Words {
  /// Splits a name at all but letters and digits, and before upper case that begins a word.
  ///
  /// `listMyAPIKeys` gives `list`, `my`, `api` and `keys`. A plural behind capitals stays with them: `IDs` is one word.
  package static func split(_ name: String) -> [String] {
    var words: [String] = []
    var word: [Unicode.Scalar] = []
    let scalars = Array(name.unicodeScalars)
    func end() {
      if !word.isEmpty { words.append(String(String.UnicodeScalarView(word)).lowercased()) }
      word = []
    }
    for (position, scalar) in scalars.enumerated() {
      guard scalar.isASCII, scalar.properties.isAlphabetic || isDigit(scalar) else {
        end()
        continue
      }
      if beginsWord(position, in: scalars, after: word.last) { end() }
      word.append(scalar)
    }
    end()
    return words
  }

  private static func beginsWord(_ position: Int, in scalars: [Unicode.Scalar], after last: Unicode.Scalar?) -> Bool {
    guard let last, isUpper(scalars[position]) else { return false }
    if !isUpper(last) { return true }
    // The last capital of several begins the next word, but for the plural of an abbreviation.
    guard position + 1 < scalars.count, isLower(scalars[position + 1]) else { return false }
    let isPlural = scalars[position + 1] == "s" && (position + 2 == scalars.count || !isLower(scalars[position + 2]))
    return !isPlural
  }

  private static func isUpper(_ scalar: Unicode.Scalar) -> Bool { "A"..."Z" ~= scalar }
  private static func isLower(_ scalar: Unicode.Scalar) -> Bool { "a"..."z" ~= scalar }
  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { "0"..."9" ~= scalar }
}
