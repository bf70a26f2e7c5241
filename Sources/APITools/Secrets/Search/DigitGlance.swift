/// One look at the bytes that runs of digits stand for, without making them.
///
/// A ``SecretScan`` reads each run in every alphabet and alignment and searches what it says. Nearly always that is noise
/// in which no eight bytes in a row are of a secret, so nothing has to be made to know that a search finds nothing. Where
/// in doubt, it says that there may be something.
struct DigitGlance {
  /// Roles of one byte, several at once.
  struct Role: OptionSet, Sendable {
    let rawValue: UInt8

    /// Counts as one of the eight bytes by which a pattern is found.
    static let wanted = Role(rawValue: 1)
    /// May be taken out before bytes are compared, so it interrupts nothing.
    static let skipped = Role(rawValue: 2)
    /// Character of a text, or a zero (``TextLikeness``).
    static let character = Role(rawValue: 4)
    /// Control character that texts do not have.
    static let control = Role(rawValue: 8)
    /// Beginning of an escape.
    static let escape = Role(rawValue: 16)
    /// Digit of base64, or a byte that may become one.
    static let digit = Role(rawValue: 32)
  }

  /// Bytes in a row that have a role, within one run and beyond its ends.
  private struct Streak {
    var current = 0
    var longest = 0
    /// Those before the first interruption.
    var head: Int?

    mutating func count() {
      current += 1
      if current > longest { longest = current }
    }

    mutating func interrupt() {
      if head == nil { head = current }
      current = 0
    }

    /// Adds a run behind those before it, and tells the longest row so far.
    mutating func append(_ next: Streak) -> Int {
      let joined = current + (next.head ?? next.current)
      current = next.head == nil ? joined : next.current
      return max(joined, next.longest)
    }
  }

  private struct Reading {
    /// Among runs that say text, and among all others: each are searched as one.
    var wanted = (text: Streak(), other: Streak())
    var digits = Streak()
  }

  private let roles: [Role]
  /// Readings of the runs so far, by alphabet and alignment; made for the second run.
  private var readings: [Reading] = []
  /// Whether nothing can be said of what runs stand for.
  private let isBlind: Bool

  init(_ table: PatternTable) {
    roles = table.roles
    // Characters beyond ASCII are compared as any number of bytes.
    isBlind = !table.folding.characters.isEmpty
  }

  /// Whether no secret can be in what a run of digits stands for, together with the runs before it.
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
      } else if run.count >= least {
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
    var (wanted, digits) = (Streak(), Streak())
    var (held, heldBits): (UInt32, UInt32) = (0, 0)
    var (count, characters, controls) = (0, 0, 0)
    var hasEscape = false
    for position in run {
      held = held << bits | UInt32(values[Int(bytes[position])])
      heldBits += bits
      guard heldBits >= 8 else { continue }
      heldBits -= 8
      let role = roles[Int(held >> heldBits & 0xFF)]
      count += 1
      if role.contains(.wanted) { wanted.count() } else if !role.contains(.skipped) { wanted.interrupt() }
      if role.contains(.digit) { digits.count() } else if !role.contains(.skipped) { digits.interrupt() }
      if role.contains(.character) { characters += 1 }
      if role.contains(.control) { controls += 1 }
      if role.contains(.escape) { hasEscape = true }
    }
    guard TextLikeness.isText(count, characters: characters, controls: controls) else {
      return reading.wanted.other.append(wanted) < SecretPattern.minimumLength
    }
    // In text, escapes are undone, and digits are read once more.
    return !hasEscape && reading.wanted.text.append(wanted) < SecretPattern.minimumLength
      && reading.digits.append(digits) < PatternTable.shortestRun
  }

  /// Roles of all bytes, where patterns are found by some windows of eight bytes.
  static func roles(of windows: some Collection<UInt64>, _ folding: Folding) -> [Role] {
    var roles = common
    var isWanted = [Bool](repeating: false, count: 256)
    for window in windows {
      for shift in stride(from: 0, to: 64, by: 8) { isWanted[Int(window >> UInt64(shift) & 0xFF)] = true }
    }
    for byte in roles.indices where isWanted[Int(Folding.bytes[byte])] { roles[byte].insert(.wanted) }
    return roles
  }

  private static let common: [Role] = (0...255).map { (byte: UInt8) in
    var role: Role = []
    switch byte {
    case 0, 0x09, 0x0A, 0x0D, 0x20...0x7E: role.insert(.character)
    case 0x01..<0x20, 0x7F: role.insert(.control)
    default: break
    }
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "="): role.insert(.escape)
    // Left out; a space is so behind a line break, and the others may be the rest of a character.
    case 0...0x20, 0x7F, 0x80..<0xC0: role.insert(.skipped)
    default: break
    }
    if DigitRuns.Alphabet.base64.values[Int(byte)] != DigitRuns.none { role.insert(.digit) }
    // A character that is replaced may become any other.
    if byte >= 0x80, Compaction.beginnings[Int(byte)] { role.formUnion([.wanted, .digit]) }
    return role
  }
}
