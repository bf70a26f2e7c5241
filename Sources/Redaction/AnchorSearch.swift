/// Searches the bytes of one reading of a text for patterns.
struct AnchorSearch {
  private let bytes: [UInt8]
  private let table: PatternTable
  private let fold = Folding.bytes
  private var boxes: [Int: PatternBox] = [:]
  /// Ends of patterns whose beginnings may be missing, in ascending order.
  private var ends: [(pattern: Int, end: Int)] = []
  /// The end of the last run that was taken as a secret because too many patterns share its bytes.
  private var crowdedEnd = 0
  private(set) var found: [(range: Range<Int>, isPart: Bool)] = []
  /// The number of comparisons of bytes beyond one for each position.
  private(set) var steps = 0

  init(_ bytes: [UInt8], _ table: PatternTable) {
    self.bytes = bytes
    self.table = table
  }

  mutating func run() {
    var window: UInt64 = 0
    let (fold, shift) = (fold, table.shift)
    for position in bytes.indices {
      window = window << 8 | UInt64(fold[Int(bytes[position])])
      let hash = PatternTable.hash(window, shift)
      guard table.marks[hash >> 6] & 1 << UInt64(hash & 63) != 0 else { continue }
      guard let anchors = table.anchors(of: window) else { continue }
      steps += anchors.count
      if table.isCrowded(anchors) { takeRun(to: position + 1) }
      for anchor in anchors { compare(anchor, to: position + 1) }
    }
    steps += boxes.values.reduce(0) { $0 + $1.steps }
    compareEnds()
  }

  private mutating func compare(_ anchor: PatternTable.Anchor, to end: Int) {
    if anchor.isFromEnd { return ends.append((anchor.pattern, end + anchor.distance)) }
    let start = end - 8 - anchor.distance
    guard start >= 0 else { return }
    let pattern = table.patterns[anchor.pattern]
    let (bytes, fold) = (bytes, fold)
    let length = boxes[anchor.pattern, default: PatternBox(pattern.bytes)].agreement(at: start, of: bytes.count) {
      fold[Int(bytes[$0])]
    }
    guard length >= pattern.leastBeginning else { return }
    found.append((start..<start + length, length < pattern.bytes.count))
  }

  /// Goes from the last end to the first, so that positions ascend when they are counted from the end.
  private mutating func compareEnds() {
    var boxes: [Int: PatternBox] = [:]
    let (bytes, fold) = (bytes, fold)
    for (index, end) in ends.reversed() where end <= bytes.count {
      let pattern = table.patterns[index]
      let box = boxes[index, default: PatternBox(pattern.bytes.reversed())]
      boxes[index] = box
      let length =
        boxes[index]?.agreement(at: bytes.count - end, of: bytes.count) { fold[Int(bytes[bytes.count - 1 - $0])] } ?? 0
      guard length >= pattern.leastEnd else { continue }
      found.append((end - length..<end, length < pattern.bytes.count))
    }
    steps += boxes.values.reduce(0) { $0 + $1.steps }
  }

  /// Takes the run of letters, digits and token signs around eight bytes as a secret.
  private mutating func takeRun(to position: Int) {
    guard position > crowdedEnd else { return }
    var start = position - 8
    while start > crowdedEnd, Self.isOfToken(bytes[start - 1]) { start -= 1 }
    var end = position
    while end < bytes.count, Self.isOfToken(bytes[end]) { end += 1 }
    steps += end - start
    crowdedEnd = end
    found.append((max(0, start)..<end, false))
  }

  private static func isOfToken(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"),
      UInt8(ascii: ","), UInt8(ascii: ";"):
      false
    default: true
    }
  }
}
