/// How far a pattern agrees with bytes from one place after another, without comparing any byte twice.
///
/// The Z algorithm (Gusfield, 1997, section 1.4): a stretch that agreed tells of all places within it what a comparison
/// of the pattern with itself tells.
struct PatternBox {
  private let pattern: [UInt8]
  /// The stretch of bytes that agreed with the beginning of the pattern and ended last.
  private var start = 0
  private var end = 0
  /// How far the pattern agrees with itself from each of its places; made when stretches overlap.
  private var agreements: [Int] = []
  /// How many bytes were compared.
  private(set) var steps = 0

  init(_ pattern: [UInt8]) { self.pattern = pattern }

  /// How many of `count` folded bytes agree with the pattern from a place on; the places have to ascend.
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
