extension PatternParser {
  /// Reads the rest of an escape after its backslash, outside a character class.
  mutating func escape() throws(PatternError) -> PatternSyntax {
    switch peek {
    case "b":
      position += 1
      return .boundary(.word)
    case "B":
      position += 1
      return .boundary(.notWord)
    case "k" where !isLegacy || captures.contains(true): throw failure(.backReference)
    case let scalar? where ("1"..."9").contains(scalar):
      guard isLegacy, decimal(at: position) > captures.count else { throw failure(.backReference) }
      return set(try escapedMembers())
    default: return set(try escapedMembers())
    }
  }

  /// Reads a character class after its `[`.
  mutating func characterClass() throws(PatternError) -> PatternSyntax {
    let isInverted = skip("^")
    var members: [ScalarSet.Member] = []
    while !skip("]") {
      let first = try classAtom()
      // A hyphen at the end of the class is literal.
      guard peek == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
        members += first
        continue
      }
      position += 1
      let last = try classAtom()
      guard let from = first.singleScalar, let to = last.singleScalar else {
        guard isLegacy else { throw failure(.invalidRange) }
        members += first + [.range(0x2D...0x2D)] + last
        continue
      }
      guard from <= to else { throw failure(.invalidRange) }
      members.append(.range(from...to))
    }
    return set(members, isInverted: isInverted)
  }

  private mutating func classAtom() throws(PatternError) -> [ScalarSet.Member] {
    let scalar = try next()
    // A POSIX class, which ECMA-262 does not have.
    if isLegacy, scalar == "[", peek == ":" { throw failure(.invalidRange) }
    guard scalar == "\\" else { return [.range(scalar.value...scalar.value)] }
    if skip("b") { return [.range(0x08...0x08)] }
    return try escapedMembers()
  }

  /// Reads the rest of an escape that is allowed inside and outside a character class.
  private mutating func escapedMembers() throws(PatternError) -> [ScalarSet.Member] {
    let start = position
    let scalar = try next()
    switch scalar {
    case "d": return ScalarSet.digits.map { .range($0) }
    case "D": return ScalarSet.complement(of: ScalarSet.digits).map { .range($0) }
    case "w": return ScalarSet.word.map { .range($0) }
    case "W": return ScalarSet.complement(of: ScalarSet.word).map { .range($0) }
    case "s": return ScalarSet.space.map { .range($0) }
    case "S": return ScalarSet.complement(of: ScalarSet.space).map { .range($0) }
    case "p" where isLegacy && peek != "{", "P" where isLegacy && peek != "{":
      return [.range(scalar.value...scalar.value)]
    case "p": return [.property(try property(), isInverted: false)]
    case "P": return [.property(try property(), isInverted: true)]
    default:
      let code = try code(of: scalar, start: start)
      return [.range(code...code)]
    }
  }

  /// The code point of a character escape.
  private mutating func code(of scalar: Unicode.Scalar, start: Int) throws(PatternError) -> UInt32 {
    if isLegacy, let code = try legacyCode(of: scalar, start: start) { return code }
    switch scalar {
    case "t": return 0x09
    case "n": return 0x0A
    case "v": return 0x0B
    case "f": return 0x0C
    case "r": return 0x0D
    case "c":
      let letter = try next()
      guard letter.isASCII, letter.properties.isAlphabetic else { throw PatternError(.invalidEscape, offset: start) }
      return letter.value % 32
    case "x": return try hexadecimal(digits: 2)
    case "u": return try unicodeEscape()
    case "0":
      if let digit = peek, ("0"..."9").contains(digit) { throw PatternError(.invalidEscape, offset: start) }
      return 0
    default:
      let isWordCharacter = ScalarSet.word.contains { $0.contains(scalar.value) }
      guard scalar.isASCII, scalar.value > 0x20, !isWordCharacter else {
        throw PatternError(.invalidEscape, offset: start)
      }
      return scalar.value
    }
  }

  /// Letters that have a meaning after a backslash in other dialects, so that the literal letter is hardly meant.
  private static let foreign = "AZzGQEhHRXeaKN".unicodeScalars

  /// The code point of an escape that exists only without the flag `u`; `nil` if it is no such escape.
  private mutating func legacyCode(of scalar: Unicode.Scalar, start: Int) throws(PatternError) -> UInt32? {
    switch scalar {
    case "0"..."7": return legacyOctal(scalar)
    case "8", "9": return scalar.value
    case "c":
      if let letter = peek, letter.isASCII, letter.properties.isAlphabetic { return nil }
      // A literal backslash; the letter is read again.
      position -= 1
      return 0x5C
    case "x": return hasHexadecimal(digits: 2) ? nil : scalar.value
    case "u": return peek == "{" || hasHexadecimal(digits: 4) ? nil : scalar.value
    case "t", "n", "v", "f", "r": return nil
    default:
      guard !Self.foreign.contains(scalar) else { throw PatternError(.invalidEscape, offset: start) }
      return scalar.value
    }
  }

  /// Reads one to three octal digits, up to 377.
  private mutating func legacyOctal(_ first: Unicode.Scalar) -> UInt32 {
    var code = first.value - 0x30
    for _ in 0..<2 {
      guard let digit = peek, ("0"..."7").contains(digit), code << 3 | (digit.value - 0x30) <= 0xFF else { break }
      code = code << 3 | (digit.value - 0x30)
      position += 1
    }
    return code
  }

  private func hasHexadecimal(digits: Int) -> Bool {
    let next = scalars[position...].prefix(digits)
    return next.count == digits && next.allSatisfy { $0.properties.isASCIIHexDigit }
  }

  /// The decimal number at a position, truncated.
  private func decimal(at start: Int) -> Int {
    scalars[start...].prefix { ("0"..."9").contains($0) }.prefix(6).reduce(0) { $0 * 10 + Int($1.value - 0x30) }
  }

  /// The capturing groups of an expression, each with whether it is named.
  static func captures(of scalars: [Unicode.Scalar]) -> [Bool] {
    var captures: [Bool] = []
    var isInClass = false
    var index = 0
    while index < scalars.count {
      switch scalars[index] {
      case "\\": index += 1
      case "[": isInClass = true
      case "]": isInClass = false
      case "(" where !isInClass:
        let next = scalars[(index + 1)...].prefix(3)
        let isNamed = next.starts(with: "?<".unicodeScalars) && next.last != "=" && next.last != "!"
        if isNamed || next.first != "?" { captures.append(isNamed) }
      default: break
      }
      index += 1
    }
    return captures
  }

  /// Reads an escape after `\u`: `{…}`, or four digits that may be the first half of a surrogate pair.
  private mutating func unicodeEscape() throws(PatternError) -> UInt32 {
    if skip("{") {
      var code: UInt32 = 0
      repeat { code = code << 4 | (try hexadecimalDigit()) } while peek != "}" && code <= 0x10FFFF
      guard skip("}"), code <= 0x10FFFF else { throw failure(.invalidEscape) }
      return code
    }
    let code = try hexadecimal(digits: 4)
    let start = position
    guard 0xD800...0xDBFF ~= code, skip("\\u") else { return code }
    if peek != "{" {
      let second = try hexadecimal(digits: 4)
      if 0xDC00...0xDFFF ~= second { return 0x10000 + (code - 0xD800) << 10 + (second - 0xDC00) }
    }
    position = start
    return code
  }

  private mutating func hexadecimal(digits: Int) throws(PatternError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<digits { code = code << 4 | (try hexadecimalDigit()) }
    return code
  }

  private mutating func hexadecimalDigit() throws(PatternError) -> UInt32 {
    let scalar = try next()
    guard scalar.isASCII, let digit = Character(scalar).hexDigitValue else {
      position -= 1
      throw failure(.invalidEscape)
    }
    return UInt32(digit)
  }

  private mutating func property() throws(PatternError) -> UnicodeProperty {
    guard skip("{") else { throw failure(.invalidEscape) }
    let start = position
    var name = ""
    while true {
      let scalar = try next()
      if scalar == "}" { break }
      name.unicodeScalars.append(scalar)
    }
    guard let property = UnicodeProperty(named: name) else { throw PatternError(.unknownProperty(name), offset: start) }
    return property
  }
}

extension [ScalarSet.Member] {
  /// The single scalar of this class, if it can be an end of a range.
  fileprivate var singleScalar: UInt32? {
    guard count == 1, case .range(let range) = self[0], range.lowerBound == range.upperBound else { return nil }
    return range.lowerBound
  }
}
