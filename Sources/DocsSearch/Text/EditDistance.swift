/// The distance of two words in single edits: insert, delete, replace a letter, or swap two neighbours.
struct EditDistance {
  private let word: [UInt8]
  private let mask: UInt64
  private let limit: Int
  private var rows: [[Int]]

  /// Measures from a word.
  ///
  /// - Parameters:
  ///   - word: The word, in UTF-8.
  ///   - limit: The greatest distance of interest.
  init(from word: [UInt8], limit: Int) {
    self.word = word
    self.limit = limit
    mask = Self.mask(word)
    rows = Array(repeating: Array(repeating: 0, count: word.count + 1), count: 3)
  }

  /// The set of a word's letters, to reject most words without measuring.
  static func mask(_ word: some Sequence<UInt8>) -> UInt64 { word.reduce(0) { $0 | 1 << UInt64($1 & 0x3F) } }

  /// The distance to another word; `nil` if it is greater than the limit.
  mutating func distance(to other: [UInt8], mask: UInt64) -> Int? {
    guard abs(other.count - word.count) <= limit else { return nil }
    // Each edit adds and removes at most one letter of the set.
    guard (self.mask ^ mask).nonzeroBitCount <= 2 * limit else { return nil }
    rows[1] = Array(0...word.count)
    for (row, letter) in other.enumerated() {
      rows[2][0] = row + 1
      var best = row + 1
      for column in 1..<(word.count + 1) {
        let same = word[column - 1] == letter
        var cost = min(rows[1][column - 1] + (same ? 0 : 1), rows[1][column] + 1, rows[2][column - 1] + 1)
        if row > 0, column > 1, word[column - 2] == letter, word[column - 1] == other[row - 1] {
          cost = min(cost, rows[0][column - 2] + 1)
        }
        rows[2][column] = cost
        best = min(best, cost)
      }
      guard best <= limit else { return nil }
      rows.swapAt(0, 1)
      rows.swapAt(1, 2)
    }
    let distance = rows[1][word.count]
    return distance <= limit ? distance : nil
  }
}
