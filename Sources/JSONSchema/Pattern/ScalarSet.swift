/// A set of Unicode scalars: the value of a character class.
struct ScalarSet: Sendable {
  enum Member: Hashable, Sendable {
    case range(ClosedRange<UInt32>)
    case property(UnicodeProperty, isInverted: Bool)
  }

  private let ranges: [ClosedRange<UInt32>]
  private let properties: [(property: UnicodeProperty, isInverted: Bool)]
  private let isInverted: Bool
  /// Membership of the 128 ASCII characters, one bit each: nearly all lookups.
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(_ members: [Member], isInverted: Bool = false) {
    var ranges: [ClosedRange<UInt32>] = []
    var properties: [(UnicodeProperty, Bool)] = []
    // A property that is named again adds nothing, but would be asked again for each scalar of a text.
    for member in members.count > 1 ? Array(Set(members)) : members {
      switch member {
      case .range(let range): ranges.append(range)
      case .property(let property, let isInverted): properties.append((property, isInverted))
      }
    }
    self.ranges = Self.merged(ranges)
    self.properties = properties
    self.isInverted = isInverted
    for code in UInt8(0)..<64 where find(Unicode.Scalar(code)) { low |= 1 << UInt64(code) }
    for code in UInt8(64)..<128 where find(Unicode.Scalar(code)) { high |= 1 << UInt64(code - 64) }
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<64: low >> UInt64(scalar.value) & 1 != 0
    case 64..<128: high >> UInt64(scalar.value - 64) & 1 != 0
    default: find(scalar)
    }
  }

  /// The ranges in order, with overlapping ones merged, for binary search.
  private static func merged(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, range.lowerBound <= last.upperBound {
        result[result.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }

  private func isInRange(_ code: UInt32) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < code { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(code)
  }

  private func find(_ scalar: Unicode.Scalar) -> Bool {
    let isMember =
      isInRange(scalar.value)
      || properties.contains { $0.property.holds(for: scalar) != $0.isInverted }
    return isMember != isInverted
  }
}

extension ScalarSet {
  /// `\d` (ECMA-262, CharacterClassEscape): ASCII digits, whatever the flags.
  static let digits: [ClosedRange<UInt32>] = [0x30...0x39]
  /// `\w`: ASCII letters, digits and the underscore.
  static let word: [ClosedRange<UInt32>] = [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]
  /// `\s`: WhiteSpace and LineTerminator.
  static let space: [ClosedRange<UInt32>] = [
    0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
    0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
  ]
  /// The line terminators, which `.` does not match.
  static let lineEnds: [ClosedRange<UInt32>] = [0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029]

  /// The scalars outside ranges that are sorted and do not touch.
  static func complement(of ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var gaps: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
      next = range.upperBound + 1
    }
    if next <= 0x10FFFF { gaps.append(next...0x10FFFF) }
    return gaps
  }
}
