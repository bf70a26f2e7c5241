/// Searches a text for secrets in every form and under every encoding.
///
/// The text is read as it is, with escapes decoded up to ``passes`` times, and with runs of digits decoded to bytes, in
/// any order of these. Every reading is searched once, for eight bytes of each secret, so the time depends on the text
/// alone.
struct SecretScan {
  /// The most nested escapes that are decoded: JSON in JSON in JSON, and one more.
  static let passes = 4
  /// The most nested runs of digits that are decoded: base64 of base64 of base64, and escapes in base64.
  private static let digitLevels = 3

  /// The position of a secret in the text.
  struct Finding: Hashable {
    let range: Range<Int>
    /// Whether the text at the range is only a beginning or an end of the secret.
    let isPart: Bool
  }

  /// Maps decoded bytes back to their source.
  private enum Layer {
    case rewriting([Rewriting.Edit])
    case digits(DigitRuns.Reading)

    func source(of range: Range<Int>) -> Range<Int> {
      switch self {
      case .rewriting(let edits): edits.source(of: range)
      case .digits(let reading): reading.source(of: range)
      }
    }
  }

  /// The text in one of its decoded forms.
  private struct Reading {
    var bytes: [UInt8]
    /// The layers from the text to these bytes.
    var layers: [Layer] = []
    /// The index of the first layer above the last one of digits.
    var base = 0
    var passes = SecretScan.passes
    var digitLevels = SecretScan.digitLevels
    /// Whether escapes were decoded above the last layer of digits.
    var isUnescaped = false
    /// The escapes that are decoded besides the common ones, and those that are still to be tried.
    var variant = Unescaping.Variant.common
    var untried = Unescaping.Variant.others
    /// Whether no escape is interrupted by characters that compaction removes or replaces.
    var isUninterrupted = false
  }

  private let table: PatternTable
  let count: Int
  private let looksForWholes: Bool
  private(set) var findings: [Finding] = []
  /// The number of bytes that were read, made and compared: a measure of the time.
  private(set) var steps = 0

  init(_ bytes: [UInt8], for table: PatternTable) {
    self.table = table
    count = bytes.count
    looksForWholes = !table.wholes.isEmpty && bytes.count <= PatternTable.longestWhole
    var reading = Reading(bytes: bytes)
    if !TextLikeness.isText(bytes), String(validating: bytes, as: UTF8.self) == nil { reading.passes = 0 }
    examine(reading)
  }

  /// Searches a reading and those that follow from it; the remaining passes and levels limit the recursion.
  private mutating func examine(_ reading: Reading) {
    var compaction = Compaction.of(reading.bytes, table.folding)
    steps += reading.bytes.count
    var compact = reading
    if let bytes = compaction.finished() {
      compact.bytes = bytes
      compact.layers.append(.rewriting(compaction.edits))
    }
    search(compact)
    if Compaction.hasIndentation(reading.bytes, compaction) { searchIndented(reading) }
    if reading.digitLevels > 0 {
      readDigits(compact)
      readPairs(compact)
    }
    guard reading.passes > 0 else { return }
    unescape(reading)
    if !reading.isUninterrupted, !compaction.edits.isEmpty {
      unescapeInterrupted(compact, of: reading, compaction.edits)
    }
  }

  private mutating func searchIndented(_ reading: Reading) {
    var compaction = Compaction.of(reading.bytes, table.folding, keepsIndentation: true)
    steps += reading.bytes.count
    guard let bytes = compaction.finished() else { return }
    var indented = reading
    indented.bytes = bytes
    indented.layers.append(.rewriting(compaction.edits))
    search(indented)
  }

  private mutating func unescape(_ reading: Reading) {
    var unescaping = unescaping(reading)
    var next = reading
    for variant in reading.untried where unescaping.seen.contains(variant) {
      next.untried.removeAll { $0 == variant }
      var other = reading
      other.variant = variant
      other.untried = []
      unescape(other)
    }
    if let bytes = unescaping.finished() { examine(next, unescaped: bytes, unescaping.rewriting.edits) }
  }

  /// Decodes escapes that have line breaks, invisible or wide characters inside, if there are any.
  private mutating func unescapeInterrupted(_ compact: Reading, of reading: Reading, _ edits: [Rewriting.Edit]) {
    var unescaping = unescaping(compact)
    guard let bytes = unescaping.finished() else { return }
    // A separator of two runs of digits is no escape.
    let isInterrupted = unescaping.rewriting.edits.haveInside(edits) { edit in
      reading.bytes[Int(edit.sourceStart)] != DigitRuns.separator
    }
    guard isInterrupted else { return }
    var next = compact
    next.isUninterrupted = true
    next.untried = []
    examine(next, unescaped: bytes, unescaping.rewriting.edits)
  }

  private mutating func unescaping(_ reading: Reading) -> Unescaping {
    steps += reading.bytes.count
    return Unescaping.of(reading.bytes, reading.variant, isCollapsing: reading.passes == 1)
  }

  private mutating func examine(_ reading: Reading, unescaped bytes: [UInt8], _ edits: [Rewriting.Edit]) {
    var next = reading
    next.bytes = bytes
    next.layers.append(.rewriting(edits))
    next.passes -= 1
    next.isUnescaped = true
    examine(next)
  }

  /// Decodes runs of digits in which an escape was decoded; all others were read before.
  private mutating func readDigits(_ reading: Reading) {
    let layers = reading.layers[reading.base...]
    readDigits(reading) { run in
      !reading.isUnescaped || layers.reversed().reduce(run) { $1.source(of: $0) }.count != run.count
    }
  }

  /// Decodes hexadecimal digits in separated pairs.
  private mutating func readPairs(_ reading: Reading) {
    steps += reading.bytes.count
    var rewriting = SeparatedPairs.joined(reading.bytes)
    guard let bytes = rewriting.finished() else { return }
    let edits = rewriting.edits
    var joined = reading
    joined.bytes = bytes
    joined.layers.append(.rewriting(edits))
    readDigits(joined) { edits.source(of: $0).count != $0.count }
  }

  private mutating func readDigits(_ reading: Reading, where isWanted: (Range<Int>) -> Bool) {
    steps += reading.bytes.count
    let minimum = looksForWholes ? 1 : SecretPattern.minimumLength
    DigitRuns(reading.bytes, holding: minimum, where: isWanted).forEachReading { digits, isText in
      var next = reading
      next.bytes = digits.bytes
      next.layers.append(.digits(digits))
      next.base = next.layers.count
      next.passes = isText ? reading.digitLevels - 1 : 0
      next.digitLevels = isText ? reading.digitLevels - 1 : 0
      next.isUnescaped = false
      next.variant = .common
      next.untried = Unescaping.Variant.others
      examine(next)
    }
  }

  // MARK: Searching

  private mutating func search(_ reading: Reading) {
    let bytes = reading.bytes
    steps += bytes.count
    if looksForWholes { searchWhole(reading) }
    guard !table.patterns.isEmpty else { return }
    var search = AnchorSearch(bytes, table)
    search.run()
    steps += search.steps
    for (range, isPart) in search.found { add(range, isPart: isPart, reading) }
  }

  /// Checks whether the whole text is a short secret.
  private mutating func searchWhole(_ reading: Reading) {
    var folded = reading.bytes.map { Folding.bytes[Int($0)] }
    if case .digits = reading.layers.last { folded = folded.filter { $0 != DigitRuns.separator } }
    guard table.wholes.contains(folded) else { return }
    let range = reading.layers.reversed().reduce(0..<folded.count) { $1.source(of: $0) }
    if range == 0..<count { findings.append(Finding(range: range, isPart: false)) }
  }

  private mutating func add(_ range: Range<Int>, isPart: Bool, _ reading: Reading) {
    let range = reading.layers.reversed().reduce(range) { $1.source(of: $0) }
    findings.append(Finding(range: range, isPart: isPart))
  }
}
