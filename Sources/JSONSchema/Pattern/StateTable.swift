/// A deterministic automaton for ASCII texts: one table lookup per byte.
///
/// It does not exist for programs with look-arounds or with too many states; those, and non-ASCII texts, are left to
/// ``Matcher``.
struct StateTable: Sendable {
  /// The class of each byte: bytes that all sets of the program treat alike share a class.
  private let classes: [UInt8]
  private let classCount: Int
  /// The next state for each state and class.
  private var transitions: [UInt16] = []
  private var isMatch: [Bool] = []
  private var isMatchAtEnd: [Bool] = []

  private static let maximumStates = 300
  /// Each state visits every instruction once or twice; beyond this limit the table would cost more than it saves.
  private static let maximumInstructions = 600
  /// The most instruction visits for making a table, because a document may have thousands of patterns.
  private static let maximumLooks = 500_000

  init?(_ program: Automaton) {
    guard !program.looksAround, program.instructions.count <= Self.maximumInstructions else { return nil }
    var classes: [UInt8] = []
    var representatives: [Unicode.Scalar] = []
    var known: [[Bool]: UInt8] = [:]
    for byte in UInt8(0)..<128 {
      let scalar = Unicode.Scalar(byte)
      let traits = program.sets.map { $0.contains(scalar) }
      if let number = known[traits] {
        classes.append(number)
      } else {
        classes.append(UInt8(representatives.count))
        known[traits] = UInt8(representatives.count)
        representatives.append(scalar)
      }
    }
    self.classes = classes
    classCount = representatives.count
    guard fill(from: program, representatives) else { return nil }
  }

  /// Whether the pattern occurs in the text; `nil` if the text is not ASCII.
  func matches(_ text: String) -> Bool? {
    var state = 0
    for byte in text.utf8 {
      if isMatch[state] { return true }
      guard byte < 128 else { return nil }
      state = Int(transitions[state * classCount + Int(classes[Int(byte)])])
    }
    return isMatchAtEnd[state]
  }

  private mutating func fill(from program: Automaton, _ representatives: [Unicode.Scalar]) -> Bool {
    // A state is the set of instructions after the last scalar; the first one is the start of the text.
    var states = [[0]]
    var numbers: [[Int]: Int] = [:]
    var reach = Reach(program)
    var looks = 0
    while isMatch.count < states.count {
      guard looks <= Self.maximumLooks else { return false }
      reach.follow(states[isMatch.count], isStart: isMatch.isEmpty)
      isMatch.append(reach.hasMatch)
      isMatchAtEnd.append(reach.hasMatchAtEnd)
      looks += program.instructions.count + reach.takes.count * representatives.count
      for scalar in representatives {
        let next = reach.takes.filter { program.sets[$0.set].contains(scalar) }.map { $0.place + 1 }
        let state = (program.isAnchored ? next : next + [0]).sorted()
        if let number = numbers[state] {
          transitions.append(UInt16(number))
          continue
        }
        guard states.count < Self.maximumStates else { return false }
        numbers[state] = states.count
        transitions.append(UInt16(states.count))
        states.append(state)
      }
    }
    return true
  }
}

/// The epsilon closure of instructions: those reachable without consuming a scalar.
private struct Reach {
  private let instructions: [Automaton.Instruction]
  private(set) var takes: [(place: Int, set: Int)] = []
  private(set) var hasMatch = false
  private(set) var hasMatchAtEnd = false
  /// The round in which each instruction was last reached.
  private var rounds: [Int]
  private var round = 0

  init(_ program: Automaton) {
    instructions = program.instructions
    rounds = [Int](repeating: 0, count: instructions.count)
  }

  mutating func follow(_ kernel: [Int], isStart: Bool) {
    round += 1
    takes.removeAll(keepingCapacity: true)
    let ends = walk(kernel, isStart: isStart, isEnd: false)
    hasMatch = rounds[instructions.count - 1] == round
    // Instructions after a `$` are reached only at the end of the text, where no scalar follows.
    _ = walk(ends, isStart: isStart, isEnd: true)
    hasMatchAtEnd = rounds[instructions.count - 1] == round
  }

  /// Adds all reachable instructions, and returns those after the end-of-text assertions on the way.
  private mutating func walk(_ start: [Int], isStart: Bool, isEnd: Bool) -> [Int] {
    var open = start
    var ends: [Int] = []
    while let place = open.popLast() {
      guard rounds[place] != round else { continue }
      rounds[place] = round
      switch instructions[place] {
      case .take(let set): if !isEnd { takes.append((place, set)) }
      case .jump(let target): open.append(target)
      case .split(let first, let second): open += [first, second]
      case .boundary(.start): if isStart { open.append(place + 1) }
      case .boundary(.end): isEnd ? open.append(place + 1) : ends.append(place + 1)
      case .match, .boundary, .look: break
      }
    }
    return ends
  }
}
