/// Words as they are written, to find those that a misspelled one may mean.
struct Spellings: Sendable {
  private struct Spelled: Sendable {
    let bytes: [UInt8]
    let mask: UInt64
    let stem: Int
  }

  private let words: [String: Int]
  /// Words by their number of bytes.
  private var byLength: [[Spelled]] = []
  /// The shortest word that may be misspelled, and the shortest with two wrong letters.
  private static let (shortest, shortestOfTwo) = (4, 8)
  /// The most words that a misspelled one is taken for.
  private static let maximumFound = 3

  /// Takes the number of each word's stem.
  init(_ words: [String: Int]) {
    self.words = words
    for (word, stem) in words {
      let bytes = Array(word.utf8)
      guard bytes.count >= 3, bytes.count <= 40, bytes.allSatisfy({ $0 >= 0x61 }) else { continue }
      while byLength.count <= bytes.count { byLength.append([]) }
      byLength[bytes.count].append(Spelled(bytes: bytes, mask: EditDistance.mask(bytes), stem: stem))
    }
  }

  /// Whether a word occurs as it is written.
  func contains(_ word: String) -> Bool { words[word] != nil }

  /// The numbers of the stems of the words nearest to a misspelled one, with their distance.
  func nearest(to word: String) -> [(stem: Int, distance: Int)] {
    let bytes = Array(word.utf8)
    guard bytes.count >= Self.shortest, bytes.count <= 40 else { return [] }
    let limit = bytes.count >= Self.shortestOfTwo ? 2 : 1
    var measure = EditDistance(from: bytes, limit: limit)
    var found: [(spelled: Spelled, distance: Int)] = []
    for length in max(3, bytes.count - limit)...(bytes.count + limit) where length < byLength.count {
      for spelled in byLength[length] {
        guard let distance = measure.distance(to: spelled.bytes, mask: spelled.mask), distance > 0 else { continue }
        found.append((spelled, distance))
      }
    }
    guard let least = found.map(\.distance).min() else { return [] }
    // The first letter is seldom wrong.
    let near = found.filter { $0.distance == least && (least == 1 || $0.spelled.bytes[0] == bytes[0]) }
      .sorted {
        ($0.spelled.bytes[0] == bytes[0] ? 0 : 1, $0.spelled.stem) < (
          $1.spelled.bytes[0] == bytes[0] ? 0 : 1, $1.spelled.stem
        )
      }
    var stems: [(stem: Int, distance: Int)] = []
    for (spelled, distance) in near where !stems.contains(where: { $0.stem == spelled.stem }) {
      stems.append((spelled.stem, distance))
      if stems.count == Self.maximumFound { break }
    }
    return stems
  }
}
