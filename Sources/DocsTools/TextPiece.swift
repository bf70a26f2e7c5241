import JSON

/// A piece of a text that fits into some bytes of JSON, cut at the end of a line where that is near.
struct TextPiece {
  let text: String
  /// The position behind the piece, in scalars.
  let end: Int
  /// The scalars of the whole text.
  let count: Int

  /// Cuts a piece.
  ///
  /// - Parameters:
  ///   - whole: The whole text.
  ///   - start: The first scalar of the piece.
  ///   - bytes: The most bytes of the piece as a JSON string.
  init(_ whole: String, from start: Int, bytes: Int) {
    let scalars = whole.unicodeScalars
    count = scalars.count
    let begin =
      scalars.index(scalars.startIndex, offsetBy: max(0, start), limitedBy: scalars.endIndex) ?? scalars.endIndex
    var size = 0
    var number = 0
    var lastLine: (index: String.Index, number: Int)?
    var index = begin
    while index < scalars.endIndex {
      size += Self.size(scalars[index])
      guard size <= bytes else { break }
      number += 1
      let scalar = scalars[index]
      index = scalars.index(after: index)
      if scalar == "\n" { lastLine = (index, number) }
    }
    // A line that is nearly as long as the piece is cut within.
    if index < scalars.endIndex, let line = lastLine, line.number > number / 2 {
      (index, number) = (line.index, line.number)
    }
    text = String(scalars[begin..<index])
    end = min(max(0, start), count) + number
  }

  /// The bytes of a scalar in a JSON string.
  private static func size(_ scalar: Unicode.Scalar) -> Int {
    switch scalar {
    case "\"", "\\", "\n", "\r", "\t": 2
    case _ where scalar.value < 0x20: 6
    default: UTF8.width(scalar)
    }
  }
}
