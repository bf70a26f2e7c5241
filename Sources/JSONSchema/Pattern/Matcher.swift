/// A run of a program over a text, in time proportional to the product of their lengths.
struct Matcher {
  private let program: Automaton
  private let scalars: [Unicode.Scalar]
  /// For each look-around evaluated: the positions at which it matches.
  private var found: [[Bool]] = []
  private var current: States
  private var following: States
  /// The number of instructions that may still be visited.
  private(set) var budget: Int

  init(_ program: Automaton, _ text: String, budget: Int) {
    self.program = program
    self.budget = budget
    scalars = Array(text.unicodeScalars)
    current = States(program.instructions.count)
    following = current
  }

  /// Whether the pattern occurs in the text; false once the budget is used up.
  mutating func run() -> Bool {
    for look in program.looks { found.append(positions(of: look)) }
    reset()
    for position in 0...scalars.count {
      if position == 0 || !program.isAnchored { add(0, at: position) }
      if current.hasMatch { return true }
      if current.isEmpty && program.isAnchored || budget <= 0 { return false }
      if position < scalars.count { step(over: scalars[position], to: position + 1) }
    }
    return false
  }

  /// For every position, whether the content of a look-around matches there: starts there, or ends there.
  private mutating func positions(of look: Automaton.Look) -> [Bool] {
    var result = [Bool](repeating: false, count: scalars.count + 1)
    reset()
    for distance in 0...scalars.count where budget > 0 {
      let position = look.isAhead ? scalars.count - distance : distance
      add(look.start, at: position)
      result[position] = current.hasMatch
      guard distance < scalars.count else { break }
      if look.isAhead {
        step(over: scalars[position - 1], to: position - 1)
      } else {
        step(over: scalars[position], to: position + 1)
      }
    }
    return result
  }

  private mutating func reset() {
    current.removeAll()
    following.removeAll()
  }

  private mutating func step(over scalar: Unicode.Scalar, to position: Int) {
    following.removeAll()
    swap(&current, &following)
    for place in following.takes {
      guard case .take(let set) = program.instructions[place], program.sets[set].contains(scalar) else { continue }
      add(place + 1, at: position)
    }
    budget -= following.takes.count
  }

  /// Enters an instruction and all those reachable from it without consuming a scalar.
  private mutating func add(_ start: Int, at position: Int) {
    current.open.append(start)
    while let place = current.open.popLast() {
      guard current.insert(place) else { continue }
      budget -= 1
      switch program.instructions[place] {
      case .take: current.takes.append(place)
      case .match: current.hasMatch = true
      case .jump(let target): current.open.append(target)
      case .split(let first, let second):
        current.open.append(second)
        current.open.append(first)
      case .boundary(let boundary): if holds(boundary, at: position) { current.open.append(place + 1) }
      case .look(let look, let isNegative):
        if found[look][position] != isNegative { current.open.append(place + 1) }
      }
    }
  }

  private func holds(_ boundary: PatternSyntax.Boundary, at position: Int) -> Bool {
    switch boundary {
    case .start: position == 0
    case .end: position == scalars.count
    case .word: isWord(position - 1) != isWord(position)
    case .notWord: isWord(position - 1) == isWord(position)
    }
  }

  private func isWord(_ index: Int) -> Bool {
    scalars.indices.contains(index) && ScalarSet.word.contains { $0.contains(scalars[index].value) }
  }
}

/// The set of instructions that are active at one position.
private struct States {
  /// The instructions that wait for a scalar.
  var takes: [Int] = []
  var hasMatch = false
  /// Instructions entered but not yet examined.
  var open: [Int] = []
  /// The round in which each instruction was last entered: emptying the set takes one addition.
  private var rounds: [Int]
  private var round = 0

  init(_ count: Int) { rounds = [Int](repeating: -1, count: count) }

  var isEmpty: Bool { takes.isEmpty }

  mutating func insert(_ place: Int) -> Bool {
    guard rounds[place] != round else { return false }
    rounds[place] = round
    return true
  }

  mutating func removeAll() {
    takes.removeAll(keepingCapacity: true)
    hasMatch = false
    round += 1
  }
}
