/// Rules out secrets in the bytes that runs of digits encode, without decoding them to memory.
///
/// A ``SecretScan`` decodes each run in every alphabet and alignment, and searches the result. Nearly always that is
/// noise without eight bytes in a row that occur in secrets, so a search would find nothing. In doubt, the run counts
/// as unclean.
struct DigitGlance {
  /// The roles of one byte, several at once.
  struct Role: OptionSet, Sendable {
    let rawValue: UInt8

    /// A byte of the eight-byte windows by which patterns are found.
    static let wanted = Role(rawValue: 1)
    /// A byte that compaction may remove before the comparison, so that it interrupts no row.
    static let skipped = Role(rawValue: 2)
    /// A character of a text, or a zero (``TextLikeness``).
    static let character = Role(rawValue: 4)
    /// A control character that texts lack.
    static let control = Role(rawValue: 8)
    /// The beginning of an escape.
    static let escape = Role(rawValue: 16)
    /// A digit of base64, or a byte that may become one.
    static let digit = Role(rawValue: 32)
    /// A byte of which an escape may consist.
    static let escaped = Role(rawValue: 64)
    /// A hexadecimal digit, an `x`, or a sign: of such are digits in separated pairs.
    static let pair = Role(rawValue: 128)
  }

  /// The bytes in a row that have a role, within a run and across its ends.
  private struct Streak {
    private var current = 0
    private var longest = 0
    /// The length of the row before the first interruption; -1 without one.
    private var head = -1

    mutating func take(_ role: Role, _ counted: Role) {
      if role.rawValue & counted.rawValue != 0 {
        current &+= 1
      } else if role.rawValue & Role.skipped.rawValue == 0, current > 0 || head < 0 {
        if head < 0 { head = current }
        if current > longest { longest = current }
        current = 0
      }
    }

    /// Adds a run behind the earlier ones; returns the longest row that it completes.
    mutating func append(_ next: Streak) -> Int {
      let isWhole = next.head < 0
      let joined = current + (isWhole ? next.current : next.head)
      current = isWhole ? joined : next.current
      return max(joined, next.longest, current)
    }
  }

  private struct Reading {
    /// The rows of runs that decode to text, and of all others: each kind is searched as one reading.
    var wanted = (text: Streak(), other: Streak())
    var digits = Streak()
    var pairs = Streak()
  }

  private let roles: [Role]
  /// The readings of the runs so far, by alphabet and alignment.
  private var readings: [Reading] = []
  /// Whether runs cannot be judged.
  private let isBlind: Bool

  init(_ table: PatternTable) {
    roles = table.roles
    // Characters beyond ASCII are compared as any number of bytes.
    isBlind = !table.folding.characters.isEmpty
  }

  /// Whether no secret can be in the bytes of a run of digits, together with those of the runs before it.
  mutating func isClean(_ bytes: Span<UInt8>, _ run: Range<Int>) -> Bool {
    guard !isBlind else { return false }
    var index = 0
    for alphabet in DigitRuns.Alphabet.allCases {
      let values = alphabet.values
      let least = alphabet.digits(holding: SecretPattern.minimumLength)
      var start = run.lowerBound
      // The digits of the other alphabets are digits of base64, too.
      if alphabet == .base64 {
        guard isClean(bytes, run, alphabet, values, index) else { return false }
      } else if Self.mayHold(least, values, bytes, run) {
        for position in run where values[Int(bytes[position])] == DigitRuns.none {
          if position - start >= least, !isClean(bytes, start..<position, alphabet, values, index) { return false }
          start = position + 1
        }
        if run.upperBound - start >= least, !isClean(bytes, start..<run.upperBound, alphabet, values, index) {
          return false
        }
      }
      index += alphabet.alignments
    }
    return true
  }

  /// Whether a run may have so many digits of an alphabet in a row: they would take in one of these positions.
  private static func mayHold(_ least: Int, _ values: [UInt8], _ bytes: Span<UInt8>, _ run: Range<Int>) -> Bool {
    var position = run.lowerBound + least - 1
    while position < run.upperBound {
      if values[Int(bytes[position])] != DigitRuns.none { return true }
      position += least
    }
    return false
  }

  private mutating func isClean(
    _ bytes: Span<UInt8>,
    _ run: Range<Int>,
    _ alphabet: DigitRuns.Alphabet,
    _ values: [UInt8],
    _ index: Int
  ) -> Bool {
    if readings.isEmpty { readings = Array(repeating: Reading(), count: Self.readingCount) }
    for alignment in 0..<alphabet.alignments where run.count > alignment {
      let run = run.lowerBound + alignment..<run.upperBound
      let isClean = Self.isClean(bytes, run, UInt32(alphabet.bits), values, roles, &readings[index + alignment])
      guard isClean else { return false }
    }
    return true
  }

  private static let readingCount = DigitRuns.Alphabet.allCases.reduce(0) { $0 + $1.alignments }

  private static func isClean(
    _ bytes: Span<UInt8>,
    _ run: Range<Int>,
    _ bits: UInt32,
    _ values: [UInt8],
    _ roles: [Role],
    _ reading: inout Reading
  ) -> Bool {
    var wanted = Streak()
    var (characters, controls) = (0, 0)
    var seen: Role = []
    forEachRole(bytes, run, bits, values.span, roles.span) { role in
      wanted.take(role, .wanted)
      characters &+= Int(role.rawValue >> 2 & 1)
      controls &+= Int(role.rawValue >> 3 & 1)
      seen.formUnion(role)
    }
    guard TextLikeness.isText(run.count * Int(bits) / 8, characters: characters, controls: controls) else {
      return reading.wanted.other.append(wanted) < SecretPattern.minimumLength
    }
    // In text, escapes are undone, and digits are read once more. An escape becomes at most as many bytes as it has, and
    // ends with its run, so each of its bytes counts as any other.
    let escaped: Role = seen.contains(.escape) ? .escaped : []
    if !escaped.isEmpty { wanted = streak(of: [.wanted, escaped], bytes, run, bits, values, roles) }
    let digits = streak(of: [.digit, escaped], bytes, run, bits, values, roles)
    let pairs = streak(of: [.pair, escaped], bytes, run, bits, values, roles)
    return reading.wanted.text.append(wanted) < SecretPattern.minimumLength
      && reading.digits.append(digits) < PatternTable.shortestRun
      && reading.pairs.append(pairs) < SeparatedPairs.shortestRow
  }

  /// The rows of the bytes of a run that have one of several roles.
  private static func streak(
    of counted: Role,
    _ bytes: Span<UInt8>,
    _ run: Range<Int>,
    _ bits: UInt32,
    _ values: [UInt8],
    _ roles: [Role]
  ) -> Streak {
    var streak = Streak()
    forEachRole(bytes, run, bits, values.span, roles.span) { streak.take($0, counted) }
    return streak
  }

  /// Calls a closure with the roles of each byte that a run encodes.
  @inline(__always)
  private static func forEachRole(
    _ bytes: Span<UInt8>,
    _ run: Range<Int>,
    _ bits: UInt32,
    _ values: Span<UInt8>,
    _ roles: Span<Role>,
    _ body: (Role) -> Void
  ) {
    // Checked once instead of at each digit: a byte is the index in both tables, and the run lies in the text.
    precondition(values.count == 256 && roles.count == 256 && run.lowerBound >= 0 && run.upperBound <= bytes.count)
    var (held, heldBits): (UInt32, UInt32) = (0, 0)
    var position = run.lowerBound
    while position < run.upperBound {
      held = held &<< bits | UInt32(unsafe values[unchecked: Int(unsafe bytes[unchecked: position])])
      heldBits &+= bits
      position &+= 1
      guard heldBits >= 8 else { continue }
      heldBits &-= 8
      body(unsafe roles[unchecked: Int(held &>> heldBits & 0xFF)])
    }
  }

  /// Adds the folded bytes of a window by which patterns are found, in all their spellings.
  static func want(_ window: UInt64, in roles: inout [Role]) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      let byte = UInt8(truncatingIfNeeded: window >> shift)
      roles[Int(byte)].insert(.wanted)
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): roles[Int(byte & ~0x20)].insert(.wanted)
      case UInt8(ascii: " "): roles[Int(UInt8(ascii: "+"))].insert(.wanted)
      default: break
      }
    }
  }

  /// The roles of all bytes apart from ``Role/wanted``, which depends on the secrets.
  static let common: [Role] = (0...255).map { (byte: UInt8) in
    var role: Role = []
    switch byte {
    case 0, 0x09, 0x0A, 0x0D, 0x20...0x7E: role.insert(.character)
    case 0x01..<0x20, 0x7F: role.insert(.control)
    default: break
    }
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "="): role.insert(.escape)
    // Compaction removes them: a space only behind a line break, and the last ones as the rest of a character.
    case 0...0x20, 0x7F, 0x80..<0xC0: role.insert(.skipped)
    default: break
    }
    if DigitRuns.Alphabet.base64.values[Int(byte)] != DigitRuns.none { role.insert(.digit) }
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "\\"), UInt8(ascii: "%"), UInt8(ascii: "&"),
      UInt8(ascii: "="), UInt8(ascii: "#"), UInt8(ascii: ";"), UInt8(ascii: "{"), UInt8(ascii: "}"):
      role.insert(.escaped)
    default: break
    }
    switch byte {
    case UInt8(ascii: "g")...UInt8(ascii: "w"), UInt8(ascii: "G")...UInt8(ascii: "W"),
      UInt8(ascii: "y")...UInt8(ascii: "z"),
      UInt8(ascii: "Y")...UInt8(ascii: "Z"):
      break
    case 0x20..<0x7F: role.insert(.pair)
    default: break
    }
    // A character that is replaced may become any other.
    if byte >= 0x80, Compaction.beginnings[Int(byte)] { role.formUnion([.wanted, .digit, .pair]) }
    return role
  }
}
