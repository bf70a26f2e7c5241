/// A regular expression as instructions of a nondeterministic automaton.
struct Automaton: Sendable {
  enum Instruction: Sendable {
    /// Consumes one scalar of a set (by its number), then continues.
    case take(Int)
    case split(Int, Int)
    case jump(Int)
    case boundary(PatternSyntax.Boundary)
    /// Continues if a look-around (by its number) matches here, or does not.
    case look(Int, isNegative: Bool)
    case match
  }

  /// The content of a look-around: a separate program within the same instructions.
  ///
  /// A lookahead is compiled backwards: run from the end of the text, one pass tells for every position whether a match
  /// starts there. That keeps matching linear.
  struct Look: Sendable {
    let start: Int
    let isAhead: Bool
  }

  private(set) var instructions: [Instruction] = []
  let sets: [ScalarSet]
  /// Inner look-arounds precede the outer ones that depend on them.
  private(set) var looks: [Look] = []
  /// Whether a match can start only at the start of the text.
  let isAnchored: Bool

  /// The most instructions of a pattern: the bounds of quantifiers multiply.
  static let maximumSize = 10_000

  init(_ syntax: PatternSyntax, sets: [ScalarSet]) throws(PatternError) {
    self.sets = sets
    isAnchored = syntax.isAnchored
    try emit(syntax, isBackward: false)
    try emit(.match)
  }

  /// Whether the program has look-arounds or word boundaries, which a table of states cannot express.
  var looksAround: Bool {
    instructions.contains {
      switch $0 {
      case .look, .boundary(.word), .boundary(.notWord): true
      default: false
      }
    }
  }

  private mutating func emit(_ instruction: Instruction) throws(PatternError) {
    guard instructions.count < Self.maximumSize else {
      throw PatternError(.tooLarge(limit: Self.maximumSize), offset: 0)
    }
    instructions.append(instruction)
  }

  private mutating func emit(_ syntax: PatternSyntax, isBackward: Bool) throws(PatternError) {
    switch syntax {
    case .set(let set): try emit(.take(set))
    case .sequence(let parts):
      for part in isBackward ? parts.reversed() : parts { try emit(part, isBackward: isBackward) }
    case .alternatives(let branches): try emit(branches, isBackward: isBackward)
    case .repeated(let part, let least, let most):
      try emit(part, least: least, most: most, isBackward: isBackward)
    case .boundary(let boundary): try emit(.boundary(boundary))
    case .look(let content, let isAhead, let isNegative): try emit(content, isAhead: isAhead, isNegative: isNegative)
    }
  }

  private mutating func emit(_ branches: [PatternSyntax], isBackward: Bool) throws(PatternError) {
    var exits: [Int] = []
    for branch in branches.dropLast() {
      let split = instructions.count
      try emit(.split(split + 1, split + 1))
      try emit(branch, isBackward: isBackward)
      exits.append(instructions.count)
      try emit(.jump(0))
      instructions[split] = .split(split + 1, instructions.count)
    }
    if let last = branches.last { try emit(last, isBackward: isBackward) }
    for exit in exits { instructions[exit] = .jump(instructions.count) }
  }

  private mutating func emit(
    _ part: PatternSyntax,
    least: Int,
    most: Int?,
    isBackward: Bool
  ) throws(PatternError) {
    for _ in 0..<least {
      let start = instructions.count
      try emit(part, isBackward: isBackward)
      // An empty part stays empty however often it is repeated.
      if instructions.count == start { return }
    }
    guard let most else {
      let split = instructions.count
      try emit(.split(split + 1, split + 1))
      try emit(part, isBackward: isBackward)
      try emit(.jump(split))
      instructions[split] = .split(split + 1, instructions.count)
      return
    }
    var splits: [Int] = []
    for _ in least..<most {
      splits.append(instructions.count)
      try emit(.split(0, 0))
      try emit(part, isBackward: isBackward)
    }
    for split in splits { instructions[split] = .split(split + 1, instructions.count) }
  }

  private mutating func emit(
    _ content: PatternSyntax,
    isAhead: Bool,
    isNegative: Bool
  ) throws(PatternError) {
    let detour = instructions.count
    try emit(.jump(0))
    try emit(content, isBackward: isAhead)
    try emit(.match)
    looks.append(Look(start: detour + 1, isAhead: isAhead))
    instructions[detour] = .jump(instructions.count)
    try emit(.look(looks.count - 1, isNegative: isNegative))
  }
}
