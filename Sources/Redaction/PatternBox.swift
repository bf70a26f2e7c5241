/// Matches a pattern against bytes at ascending positions, without comparing any byte twice.
///
/// The Z algorithm (Gusfield, 1997, section 1.4): inside a range that matched, the result at each position follows from
/// a comparison of the pattern with itself.
struct PatternBox {
  private let pattern: [UInt8]
  /// The last-ending range of bytes that matched the beginning of the pattern.
  private var start = 0
  private var end = 0
  /// The match of the pattern with itself at each of its positions; computed once ranges overlap.
  private var agreements: [Int] = []
  /// The number of compared bytes.
  private(set) var steps = 0

  init(_ pattern: [UInt8]) { self.pattern = pattern }

  /// The number of folded bytes that match the pattern from a position on, of `count` bytes; positions have to ascend.
  mutating func agreement(at position: Int, of count: Int, _ byte: (Int) -> UInt8) -> Int {
    var length = 0
    if position < end, position > start {
      if agreements.isEmpty { agree() }
      let known = agreements[position - start]
      if known < end - position { return known }
      length = end - position
    }
    while length < pattern.count, position + length < count, byte(position + length) == pattern[length] {
      length += 1
      steps += 1
    }
    if position + length > end { (start, end) = (position, position + length) }
    return length
  }

  private mutating func agree() {
    agreements = [Int](repeating: pattern.count, count: pattern.count)
    var (start, end) = (0, 0)
    for position in pattern.indices.dropFirst() {
      var length = position < end ? min(agreements[position - start], end - position) : 0
      while position + length < pattern.count, pattern[position + length] == pattern[length] {
        length += 1
        steps += 1
      }
      agreements[position] = length
      if position + length > end { (start, end) = (position, position + length) }
    }
  }
}
