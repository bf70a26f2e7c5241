/// Parses a regular expression in the grammar of ECMA-262 with the flag `u`.
///
/// Without that flag (annex B), more is literal: unmatched braces and `]`, most characters after a backslash, a hyphen
/// beside `\w`.
///
/// Lenient in both grammars: punctuation may be escaped needlessly (`\-`, `\@`), as in published documents.
struct PatternParser {
  let scalars: [Unicode.Scalar]
  var position = 0
  /// The sets of scalars read so far.
  private(set) var sets: [ScalarSet] = []
  /// The numbers of those sets by what they were made of: a long text is made of few different characters.
  private var numbers: [SetKey: Int] = [:]
  private var depth = 0
  /// The capturing groups of the expression, each with whether it is named.
  lazy var captures = Self.captures(of: scalars)

  /// The deepest nesting of groups.
  private static let maximumDepth = 100
  /// The largest bound of a quantifier; larger ones could not be compiled anyway.
  private static let maximumCount = 1_000_000
  /// Whether the grammar is the one without the flag `u` (ECMA-262, annex B.1.2).
  let isLegacy: Bool

  private init(_ text: String, isLegacy: Bool) {
    scalars = Array(text.unicodeScalars)
    self.isLegacy = isLegacy
  }

  /// Parses an expression; its syntax refers to the returned sets of scalars by number.
  static func parse(
    _ text: String,
    isLegacy: Bool = false
  ) throws(PatternError) -> (syntax: PatternSyntax, sets: [ScalarSet]) {
    var parser = PatternParser(text, isLegacy: isLegacy)
    let syntax = try parser.alternatives()
    if let scalar = parser.peek { throw parser.failure(.unexpectedCharacter(scalar)) }
    return (syntax, parser.sets)
  }

  var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  func failure(_ reason: PatternError.Reason) -> PatternError { PatternError(reason, offset: position) }

  /// Skips a text if it comes next.
  mutating func skip(_ text: String) -> Bool {
    let end = position + text.unicodeScalars.count
    guard end <= scalars.count, scalars[position..<end].elementsEqual(text.unicodeScalars) else { return false }
    position = end
    return true
  }

  mutating func next() throws(PatternError) -> Unicode.Scalar {
    guard let scalar = peek else { throw failure(.unexpectedEnd) }
    position += 1
    return scalar
  }

  private struct SetKey: Hashable {
    let members: [ScalarSet.Member]
    let isInverted: Bool
  }

  mutating func set(_ members: [ScalarSet.Member], isInverted: Bool = false) -> PatternSyntax {
    let key = SetKey(members: members, isInverted: isInverted)
    if let number = numbers[key] { return .set(number) }
    numbers[key] = sets.count
    sets.append(ScalarSet(members, isInverted: isInverted))
    return .set(sets.count - 1)
  }

  private mutating func alternatives() throws(PatternError) -> PatternSyntax {
    guard depth < Self.maximumDepth else { throw failure(.tooDeep(limit: Self.maximumDepth)) }
    depth += 1
    defer { depth -= 1 }
    var branches = [try sequence()]
    while skip("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .alternatives(branches)
  }

  private mutating func sequence() throws(PatternError) -> PatternSyntax {
    var parts: [PatternSyntax] = []
    while let scalar = peek, scalar != "|", scalar != ")" {
      let part = try term()
      parts.append(try quantified(part))
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func term() throws(PatternError) -> PatternSyntax {
    switch try next() {
    case "^": return .boundary(.start)
    case "$": return .boundary(.end)
    case ".": return set(ScalarSet.lineEnds.map { .range($0) }, isInverted: true)
    case "(": return try group()
    case "[": return try characterClass()
    case "\\": return try escape()
    case "*", "+", "?":
      position -= 1
      throw failure(.nothingToRepeat)
    case "{" where isLegacy:
      // Braces with valid bounds are a quantifier even here.
      position -= 1
      guard try bounds() == nil else { throw failure(.nothingToRepeat) }
      position += 1
      return set([.range(0x7B...0x7B)])
    case let scalar where !isLegacy && "{}]".unicodeScalars.contains(scalar):
      position -= 1
      throw failure(.unexpectedCharacter(scalar))
    case let scalar: return set([.range(scalar.value...scalar.value)])
    }
  }

  /// Reads a group after its `(`.
  private mutating func group() throws(PatternError) -> PatternSyntax {
    let look: (isAhead: Bool, isNegative: Bool)?
    if skip("?=") {
      look = (true, false)
    } else if skip("?!") {
      look = (true, true)
    } else if skip("?<=") {
      look = (false, false)
    } else if skip("?<!") {
      look = (false, true)
    } else {
      look = nil
      if skip("?<") {
        try groupName()
      } else if !skip("?:"), peek == "?" {
        throw failure(.invalidGroup)
      }
    }
    let content = try alternatives()
    guard try next() == ")" else { throw failure(.invalidGroup) }
    return look.map { .look(content, isAhead: $0.isAhead, isNegative: $0.isNegative) } ?? content
  }

  private mutating func groupName() throws(PatternError) {
    var isFirst = true
    while true {
      let scalar = try next()
      if scalar == ">", !isFirst { return }
      let isAllowed = isFirst ? scalar.properties.isIDStart : scalar.properties.isIDContinue
      guard isAllowed || scalar == "_" || scalar == "$" else { throw failure(.invalidGroup) }
      isFirst = false
    }
  }

  /// Reads the optional quantifier of a term.
  private mutating func quantified(_ part: PatternSyntax) throws(PatternError) -> PatternSyntax {
    let least: Int
    let most: Int?
    switch peek {
    case "*": (least, most) = (0, nil)
    case "+": (least, most) = (1, nil)
    case "?": (least, most) = (0, 1)
    case "{":
      guard let bounds = try bounds() else { return part }
      (least, most) = bounds
    default: return part
    }
    switch part {
    case .look(_, isAhead: true, isNegative: _) where isLegacy:
      position += 1
      _ = skip("?")
      // Repeating a look-around has no further effect.
      return least == 0 ? .sequence([]) : part
    case .boundary, .look: throw failure(.nothingToRepeat)
    default: break
    }
    position += 1
    _ = skip("?")
    return .repeated(part, least: least, most: most)
  }

  /// Reads `{2}`, `{2,}` or `{2,3}` up to the closing brace; `nil` if the braces are literal, and then reads nothing.
  private mutating func bounds() throws(PatternError) -> (Int, Int?)? {
    let start = position
    var isOutOfRange = false
    do throws(PatternError) {
      position += 1
      let least = try count()
      var most: Int? = least
      if skip(",") { most = peek == "}" ? nil : try count() }
      guard let scalar = peek else { throw failure(.unexpectedEnd) }
      guard scalar == "}" else { throw failure(.unexpectedCharacter(scalar)) }
      isOutOfRange = most.map { least > $0 } ?? false
      guard !isOutOfRange else { throw failure(.invalidQuantifier) }
      return (least, most)
    } catch {
      guard isLegacy, !isOutOfRange else { throw error }
      position = start
      return nil
    }
  }

  private mutating func count() throws(PatternError) -> Int {
    let start = position
    var value = 0
    while let digit = peek.flatMap({ Int(ascii: $0) }) {
      value = value * 10 + digit
      guard value <= Self.maximumCount else { throw failure(.invalidQuantifier) }
      position += 1
    }
    guard position > start else { throw failure(.invalidQuantifier) }
    return value
  }
}

extension Int {
  /// The value of an ASCII digit.
  fileprivate init?(ascii digit: Unicode.Scalar) {
    guard ("0"..."9").contains(digit) else { return nil }
    self = Int(digit.value - 0x30)
  }
}
