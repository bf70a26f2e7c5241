/// A program as a table for ASCII texts: one look-up a byte.
///
/// There is none for programs that look around or that need too many states; those, and texts beyond ASCII, are left to
/// ``Matcher``.
struct StateTable: Sendable {
  /// The number of each byte's class: bytes that no set of the program tells apart are one class.
  private let classes: [UInt8]
  private let classCount: Int
  /// The next state for each state and class.
  private var transitions: [UInt16] = []
  private var isMatch: [Bool] = []
  private var isMatchAtEnd: [Bool] = []

  private static let maximumStates = 300
  /// Each state visits every instruction once or twice; beyond this making the table takes longer than it saves.
  private static let maximumInstructions = 600

  init?(_ program: Program) {
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

  /// Tells whether the pattern occurs in the text; `nil` if the text is not ASCII.
  func matches(_ text: String) -> Bool? {
    var state = 0
    for byte in text.utf8 {
      if isMatch[state] { return true }
      guard byte < 128 else { return nil }
      state = Int(transitions[state * classCount + Int(classes[Int(byte)])])
    }
    return isMatchAtEnd[state]
  }

  private mutating func fill(from program: Program, _ representatives: [Unicode.Scalar]) -> Bool {
    // A state is the set of instructions behind the scalars just taken; the first is the start of the text.
    var states = [[0]]
    var numbers: [[Int]: Int] = [:]
    var index = 0
    while index < states.count {
      let kernel = states[index]
      let takes = program.takes(from: kernel, isStart: index == 0, isEnd: false)
      isMatch.append(takes == nil)
      isMatchAtEnd.append(program.takes(from: kernel, isStart: index == 0, isEnd: true) == nil)
      for scalar in representatives {
        var next: Set<Int> = program.isAnchored ? [] : [0]
        for (place, set) in takes ?? [] where program.sets[set].contains(scalar) { next.insert(place + 1) }
        let key = next.sorted()
        if numbers[key] == nil {
          guard states.count < Self.maximumStates else { return false }
          numbers[key] = states.count
          states.append(key)
        }
        transitions.append(UInt16(numbers[key] ?? 0))
      }
      index += 1
    }
    return true
  }
}

extension Program {
  /// The taking instructions that are reached without taking, with their sets; `nil` if a match is reached.
  fileprivate func takes(from kernel: [Int], isStart: Bool, isEnd: Bool) -> [(place: Int, set: Int)]? {
    var result: [(Int, Int)] = []
    var seen: Set<Int> = []
    var open = kernel
    while let place = open.popLast() {
      guard seen.insert(place).inserted else { continue }
      switch instructions[place] {
      case .take(let set): result.append((place, set))
      case .match: return nil
      case .jump(let target): open.append(target)
      case .split(let first, let second): open += [first, second]
      case .boundary(.start): if isStart { open.append(place + 1) }
      case .boundary(.end): if isEnd { open.append(place + 1) }
      case .boundary, .look: break
      }
    }
    return result
  }
}
