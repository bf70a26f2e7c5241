/// Splits texts into words for the search: lower case, without accents, identifiers both in parts and as a whole.
enum SearchText {
  /// A run of letters and digits, or an identifier made of several.
  struct Piece: Equatable {
    /// The words, in lower case and without accents.
    var words: [String]

    /// The words without what separates them, `expiresindays` for `expires_in_days`; `nil` if there is only one.
    var joined: String? { words.count > 1 ? words.joined() : nil }
  }

  /// The most scalars of a word that count.
  private static let maximumWord = 64
  /// The most words of an identifier that is also kept whole.
  private static let maximumParts = 6

  /// The words of a text in their order; identifiers such as `api-key`, `api_key` and `apiKey` stay together.
  static func pieces(_ text: some StringProtocol) -> [Piece] {
    var reader = PieceReader()
    for scalar in text.unicodeScalars { reader.take(scalar) }
    return reader.finish()
  }

  /// The words of a text, each identifier followed by its joined form.
  static func words(_ text: some StringProtocol) -> [String] {
    pieces(text).flatMap { piece in piece.words + (piece.joined.map { [$0] } ?? []) }
  }

  /// Reads scalar by scalar.
  private struct PieceReader {
    private var pieces: [Piece] = []
    private var words: [String] = []
    private var word = String.UnicodeScalarView()
    private var length = 0
    private var last: Unicode.Scalar?

    mutating func take(_ scalar: Unicode.Scalar) {
      defer { last = scalar }
      switch scalar {
      case "a"..."z", "0"..."9": append(scalar)
      case "A"..."Z":
        // Upper case after lower case begins a word of an identifier.
        if let last, "a"..."z" ~= last || "0"..."9" ~= last { endWord() }
        append(Unicode.Scalar(UInt8(scalar.value) + 0x20))
      case "_", "-": endWord()
      case "'", "’": endPiece()
      default: takeOther(scalar)
      }
    }

    private mutating func takeOther(_ scalar: Unicode.Scalar) {
      guard scalar.value >= 0x80, scalar.properties.isAlphabetic || scalar.properties.numericType != nil else {
        return endPiece()
      }
      if isIdeographic(scalar) { return takeIdeograph(scalar) }
      for lower in scalar.properties.lowercaseMapping.unicodeScalars {
        for plain in Accents.plain(lower).unicodeScalars { append(plain) }
      }
    }

    /// Scripts without spaces give each pair of neighbours as a word.
    private mutating func takeIdeograph(_ scalar: Unicode.Scalar) {
      let previous = last
      endPiece()
      if let previous, isIdeographic(previous) {
        pieces.append(Piece(words: [String(previous) + String(scalar)]))
      } else {
        pieces.append(Piece(words: [String(scalar)]))
      }
    }

    private func isIdeographic(_ scalar: Unicode.Scalar) -> Bool {
      0x3040...0x30FF ~= scalar.value || 0x3400...0x9FFF ~= scalar.value || 0xAC00...0xD7A3 ~= scalar.value
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
      guard length < SearchText.maximumWord else { return }
      word.append(scalar)
      length += 1
    }

    private mutating func endWord() {
      guard length > 0 else { return }
      words.append(String(word))
      word = String.UnicodeScalarView()
      length = 0
    }

    private mutating func endPiece() {
      endWord()
      guard !words.isEmpty else { return }
      if words.count <= SearchText.maximumParts {
        pieces.append(Piece(words: words))
      } else {
        pieces += words.map { Piece(words: [$0]) }
      }
      words = []
    }

    mutating func finish() -> [Piece] {
      endPiece()
      return pieces
    }
  }
}
