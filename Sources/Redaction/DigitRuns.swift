/// Runs of digits that may encode bytes: hexadecimal, base32 and base64 in both alphabets (RFC 4648).
struct DigitRuns {
  enum Alphabet: CaseIterable {
    /// Base32 uses either capital or small letters, never both at once.
    case base64, base32, smallBase32, hexadecimal

    var bits: Int {
      switch self {
      case .base64: 6
      case .base32, .smallBase32: 5
      case .hexadecimal: 4
      }
    }

    /// The fewest digits that encode a number of bytes.
    func digits(holding bytes: Int) -> Int { (bytes * 8 + bits - 1) / bits }

    /// The number of digits after which digits and bytes are aligned alike again.
    var alignments: Int { bits == 4 ? 2 : bits == 5 ? 8 : 4 }

    /// The value of each byte as a digit, or ``DigitRuns/none``.
    var values: [UInt8] {
      switch self {
      case .base64: Self.base64Values
      case .base32: Self.base32Values
      case .smallBase32: Self.smallBase32Values
      case .hexadecimal: Self.hexadecimalValues
      }
    }

    private static let base64Values = values(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
      also: ["-": 62, "_": 63]
    )
    private static let base32Values = values("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    private static let smallBase32Values = values("abcdefghijklmnopqrstuvwxyz234567")
    private static let hexadecimalValues = values("0123456789ABCDEF", isOfEitherCase: true)

    private static func values(
      _ digits: String,
      also others: KeyValuePairs<Unicode.Scalar, UInt8> = [:],
      isOfEitherCase: Bool = false
    ) -> [UInt8] {
      var values = [UInt8](repeating: none, count: 256)
      for (value, digit) in digits.utf8.enumerated() {
        values[Int(digit)] = UInt8(value)
        if isOfEitherCase, digit >= UInt8(ascii: "A") { values[Int(digit | 0x20)] = UInt8(value) }
      }
      for (digit, value) in others { values[Int(digit.value)] = value }
      return values
    }
  }

  static let none: UInt8 = 0xFF
  /// Separates the decoded bytes of two runs.
  static let separator: UInt8 = 1
  fileprivate typealias Runs = [Range<Int>]

  private let bytes: [UInt8]
  private var runs: [Alphabet: Runs] = [:]

  /// Finds the runs that are long enough to encode a number of bytes.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - minimum: The fewest bytes of a run.
  ///   - isWanted: Returns whether a run is to be read.
  init(_ bytes: [UInt8], holding minimum: Int, where isWanted: (Range<Int>) -> Bool) {
    self.bytes = bytes
    // The digits of the other alphabets are digits of base64, too.
    let long = Self.runs(bytes, in: 0..<bytes.count, .base64, holding: minimum)
    guard !long.isEmpty else { return }
    runs[.base64] = long.filter(isWanted)
    for alphabet in Alphabet.allCases where alphabet != .base64 {
      runs[alphabet] = long.flatMap { Self.runs(bytes, in: $0, alphabet, holding: minimum) }.filter(isWanted)
    }
  }

  private static func runs(
    _ bytes: [UInt8],
    in range: Range<Int>,
    _ alphabet: Alphabet,
    holding minimum: Int
  ) -> Runs {
    let values = alphabet.values
    let least = alphabet.digits(holding: minimum)
    var runs: Runs = []
    var start = range.lowerBound
    for position in range where values[Int(bytes[position])] == none {
      if position - start >= least { runs.append(start..<position) }
      start = position + 1
    }
    if range.upperBound - start >= least { runs.append(start..<range.upperBound) }
    return runs
  }

  /// The bytes that runs of an alphabet encode, decoded from one of the digits with which a byte may begin.
  struct Reading {
    /// The start of a run's bytes, and of its digits.
    private struct Segment {
      let start: Int
      let sourceStart: Int
    }

    private(set) var bytes: [UInt8] = []
    private var segments: [Segment] = []
    private let bits: Int
    private let source: [UInt8]

    fileprivate init(_ source: [UInt8], bits: Int) {
      self.source = source
      self.bits = bits
    }

    fileprivate mutating func append(_ new: [UInt8], of run: Range<Int>) {
      segments.append(Segment(start: bytes.count, sourceStart: run.lowerBound))
      bytes += new
      bytes.append(separator)
    }

    /// The digits that encode a range of the bytes, with the padding behind them, and all between its runs.
    func source(of range: Range<Int>) -> Range<Int> {
      guard !range.isEmpty, let first = segment(of: range.lowerBound), let last = segment(of: range.upperBound - 1)
      else { return 0..<0 }
      let start = first.sourceStart + (range.lowerBound - first.start) * 8 / bits
      var end = min(source.count, last.sourceStart + ((range.upperBound - last.start) * 8 + bits - 1) / bits)
      while end < source.count, source[end] == UInt8(ascii: "=") { end += 1 }
      return start..<max(start, end)
    }

    /// The run whose bytes, or the separator behind them, are at a position.
    private func segment(of position: Int) -> Segment? {
      var (low, high) = (0, segments.count)
      while low < high {
        let middle = (low + high) / 2
        if segments[middle].start <= position { low = middle + 1 } else { high = middle }
      }
      return low > 0 ? segments[low - 1] : nil
    }
  }

  /// Decodes the runs in every alphabet and alignment, with text and other bytes in separate readings.
  func forEachReading(_ body: (Reading, _ isText: Bool) -> Void) {
    for alphabet in Alphabet.allCases {
      guard let runs = runs[alphabet], !runs.isEmpty else { continue }
      for alignment in 0..<alphabet.alignments {
        var text = Reading(bytes, bits: alphabet.bits)
        var others = Reading(bytes, bits: alphabet.bits)
        for run in runs where run.count > alignment {
          let run = run.lowerBound + alignment..<run.upperBound
          let said = said(run, alphabet)
          if TextLikeness.isText(said) { text.append(said, of: run) } else { others.append(said, of: run) }
        }
        if !text.bytes.isEmpty { body(text, true) }
        if !others.bytes.isEmpty { body(others, false) }
      }
    }
  }

  private func said(_ run: Range<Int>, _ alphabet: Alphabet) -> [UInt8] {
    let values = alphabet.values
    let bits = UInt32(alphabet.bits)
    var said: [UInt8] = []
    said.reserveCapacity(run.count * alphabet.bits / 8 + 1)
    var held: UInt32 = 0
    var count: UInt32 = 0
    for position in run {
      held = held << bits | UInt32(values[Int(bytes[position])])
      count += bits
      guard count >= 8 else { continue }
      count -= 8
      said.append(UInt8(truncatingIfNeeded: held >> count))
    }
    return said
  }
}
