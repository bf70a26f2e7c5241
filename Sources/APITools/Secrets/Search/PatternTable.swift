/// The patterns of several secrets, found by eight bytes of each: its cost does not depend on their length.
struct PatternTable: Sendable {
  /// Where in a text a pattern is if eight bytes of it are found.
  struct Anchor: Sendable {
    let pattern: Int
    /// Bytes of the pattern before the eight, or, if it is looked for from its end, behind them.
    let distance: Int
    let isFromEnd: Bool
  }

  /// So many patterns may share eight bytes; where more do, what begins with those counts as one of them.
  private static let maximumShared = 8
  /// So many places of a pattern are tried to find eight bytes that no other has.
  private static let maximumTries = 32
  private static let width = 8

  private(set) var patterns: [SecretPattern] = []
  /// The folded bytes of secrets that only whole values are.
  private(set) var wholes: Set<[UInt8]> = []
  /// How the characters beyond ASCII are compared.
  private(set) var folding = Folding()
  private var anchors: [UInt64: [Anchor]] = [:]
  /// The hashes of the anchors, one bit each, so that nearly all other bytes are passed by quickly.
  private(set) var marks: [UInt64] = []
  private(set) var shift: UInt64 = 0
  /// Roles of bytes that runs of digits stand for.
  private(set) var roles: [DigitGlance.Role] = []

  init(_ secrets: [KnownSecret]) {
    for secret in secrets {
      folding.merge(secret.folding)
      for pattern in secret.patterns {
        if secret.isShort || pattern.bytes.count < Self.width {
          wholes.insert(pattern.bytes)
        } else {
          patterns.append(pattern)
        }
      }
    }
    for index in patterns.indices { addAnchors(of: index) }
    mark()
    roles = DigitGlance.roles(of: anchors.keys, folding)
  }

  var isEmpty: Bool { patterns.isEmpty && wholes.isEmpty }

  func anchors(of window: UInt64) -> [Anchor]? { anchors[window] }

  /// Whether so many patterns share their bytes that they are not told apart.
  func isCrowded(_ anchors: [Anchor]) -> Bool { anchors.count > Self.maximumShared }

  private mutating func addAnchors(of index: Int) {
    let pattern = patterns[index]
    add(index, within: 0..<pattern.leastBeginning, isFromEnd: false)
    // Without parts that count, the pattern is found from its beginning.
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
