/// The patterns of several secrets, indexed by eight bytes of each, so that a search costs the same at any length.
struct PatternTable: Sendable {
  /// The position of a pattern relative to eight of its bytes.
  struct Anchor: Sendable {
    let pattern: Int
    /// The bytes of the pattern before the eight; behind them if the pattern is searched for from its end.
    let distance: Int
    let isFromEnd: Bool
  }

  /// The most patterns that may share eight bytes; if there are more, any run with those bytes is taken as one of them.
  private static let maximumShared = 8
  /// The most positions of a pattern that are tried to find eight bytes that no other pattern has.
  private static let maximumTries = 32
  private static let width = 8

  private(set) var patterns: [SecretPattern] = []
  /// The folded bytes of secrets that count as whole values only.
  private(set) var wholes: Set<[UInt8]> = []
  /// The folding of the characters beyond ASCII.
  private(set) var folding = Folding()
  private var anchors: [UInt64: [Anchor]] = [:]
  /// A filter with one bit for each hash of an anchor, which skips nearly all other bytes quickly.
  private(set) var marks: [UInt64] = []
  private(set) var shift: UInt64 = 0
  /// The roles of the bytes that runs of digits encode.
  private(set) var roles = DigitGlance.common

  /// Indexes secrets.
  init(_ secrets: [KnownSecret]) { add(secrets) }

  /// The table with further secrets, which must have no characters beyond ASCII: others change the folding of all.
  func adding(_ secrets: [KnownSecret]) -> PatternTable {
    var table = self
    table.add(secrets)
    return table
  }

  private mutating func add(_ secrets: [KnownSecret]) {
    for secret in secrets { folding.merge(secret.folding) }
    let first = patterns.count
    for secret in secrets {
      for pattern in secret.patterns(in: folding) {
        if secret.isShort || pattern.bytes.count < Self.width {
          wholes.insert(pattern.bytes)
        } else {
          patterns.append(pattern)
        }
      }
    }
    for index in patterns.indices.dropFirst(first) { addAnchors(of: index) }
    mark()
  }

  var isEmpty: Bool { patterns.isEmpty && wholes.isEmpty }

  func anchors(of window: UInt64) -> [Anchor]? { anchors[window] }

  /// Whether too many patterns share the bytes to be told apart.
  func isCrowded(_ anchors: [Anchor]) -> Bool { anchors.count > Self.maximumShared }

  private mutating func addAnchors(of index: Int) {
    let pattern = patterns[index]
    add(index, within: 0..<pattern.leastBeginning, isFromEnd: false)
    // A pattern whose parts do not count is found from its beginning.
    guard pattern.leastEnd < pattern.bytes.count else { return }
    add(index, within: pattern.bytes.count - pattern.leastEnd..<pattern.bytes.count, isFromEnd: true)
  }

  private mutating func add(_ index: Int, within range: Range<Int>, isFromEnd: Bool) {
    let bytes = patterns[index].bytes
    var best: (window: UInt64, distance: Int, count: Int)?
    let step = max(1, (range.count - Self.width) / Self.maximumTries)
    for distance in stride(from: 0, through: range.count - Self.width, by: step) {
      let start = isFromEnd ? range.upperBound - distance - Self.width : range.lowerBound + distance
      let window = bytes[start..<start + Self.width].reduce(0) { $0 << 8 | UInt64($1) }
      let count = anchors[window]?.count ?? 0
      if best.map({ count < $0.count }) ?? true { best = (window, distance, count) }
      if count == 0 { break }
    }
    guard let best, best.count <= Self.maximumShared else { return }
    DigitGlance.want(best.window, in: &roles)
    anchors[best.window, default: []].append(
      Anchor(pattern: index, distance: best.distance, isFromEnd: isFromEnd)
    )
  }

  private mutating func mark() {
    var bits: UInt64 = 12
    while 1 << bits < anchors.count * 16 { bits += 1 }
    shift = 64 - bits
    marks = [UInt64](repeating: 0, count: 1 << (bits - 6))
    for window in anchors.keys {
      let hash = Self.hash(window, shift)
      marks[hash >> 6] |= 1 << UInt64(hash & 63)
    }
  }

  static func hash(_ window: UInt64, _ shift: UInt64) -> Int {
    Int(truncatingIfNeeded: (window &* 0x9E37_79B9_7F4A_7C15) >> shift)
  }
}
