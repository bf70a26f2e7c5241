/// Letters of Latin scripts without their accents: questions are often typed without them.
enum Accents {
  private static let letters: [Unicode.Scalar: String] = {
    let groups: [(String, String)] = [
      ("a", "àáâãäåāăą"), ("c", "çćĉċč"), ("d", "ďđ"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"), ("h", "ĥħ"),
      ("i", "ìíîïĩīĭįı"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņňŉ"), ("o", "òóôõöøōŏő"), ("r", "ŕŗř"),
      ("s", "śŝşšș"), ("t", "ţťŧț"), ("u", "ùúûüũūŭůűų"), ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżž"), ("ss", "ß"),
      ("ae", "æ"), ("oe", "œ"),
    ]
    var letters: [Unicode.Scalar: String] = [:]
    for (plain, accented) in groups {
      for scalar in accented.unicodeScalars { letters[scalar] = plain }
    }
    // A combining mark behind its letter.
    for value in UInt32(0x300)...0x36F { letters[Unicode.Scalar(value) ?? " "] = "" }
    return letters
  }()

  /// A lower-case letter without its accent.
  static func plain(_ scalar: Unicode.Scalar) -> String { letters[scalar] ?? String(scalar) }
}
