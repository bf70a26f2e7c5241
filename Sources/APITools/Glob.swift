/// A pattern for paths: `*` matches text without a slash, `**` any text, `?` one character except a slash.
struct Glob {
  fileprivate enum Part: Equatable {
    case scalar(Unicode.Scalar)
    case one
    case segment
    case anything
  }

  private let parts: [Part]

  init(_ text: String) {
    var parts: [Part] = []
    for scalar in text.unicodeScalars {
      switch scalar {
      case "*" where parts.last == .segment: parts[parts.count - 1] = .anything
      case "*" where parts.last == .anything: break
      case "*": parts.append(.segment)
      case "?": parts.append(.one)
      default: parts.append(.scalar(scalar))
      }
    }
    self.parts = parts
  }

  /// Whether the pattern matches a complete text, in time proportional to the product of their lengths.
  func matches(_ text: String) -> Bool {
    // The parts that may match the next scalar.
    var states = reachable(from: [0])
    for scalar in text.unicodeScalars {
      var next: Set<Int> = []
      for state in states where state < parts.count {
        switch parts[state] {
        case .scalar(let wanted): if scalar == wanted { next.insert(state + 1) }
        case .one: if scalar != "/" { next.insert(state + 1) }
        case .segment: if scalar != "/" { next.insert(state) }
        case .anything: next.insert(state)
        }
      }
      states = reachable(from: next)
    }
    return states.contains(parts.count)
  }

  /// The edit distance to a matching text, ignoring case (Levenshtein: scalars inserted, removed or replaced).
  ///
  /// Wildcards match any text at no cost. The time is proportional to the product of both lengths.
  func distance(to text: String) -> Int {
    var row = [0]
    for part in parts { row.append(row[row.count - 1] + (part.isRun ? 0 : 1)) }
    for scalar in text.lowercased().unicodeScalars {
      var diagonal = row[0]
      row[0] += 1
      for (index, part) in parts.enumerated() {
        let above = row[index + 1]
        row[index + 1] =
          part.isRun
          ? min(row[index], above, diagonal)
          : min(diagonal + (part.takes(scalar) ? 0 : 1), min(row[index], above) + 1)
        diagonal = above
      }
    }
    return row[parts.count]
  }

  /// The least number of scalars in a matching text.
  var minimumLength: Int { parts.count { !$0.isRun } }

  /// The epsilon closure: these states and those reachable without consuming a scalar.
  private func reachable(from states: Set<Int>) -> Set<Int> {
    var result = states
    for state in states {
      var state = state
      while state < parts.count, parts[state] == .segment || parts[state] == .anything {
        state += 1
        result.insert(state)
      }
    }
    return result
  }
}

extension Glob.Part {
  /// Whether it matches any text, even an empty one.
  fileprivate var isRun: Bool { self == .segment || self == .anything }

  fileprivate func takes(_ scalar: Unicode.Scalar) -> Bool {
    guard case .scalar(let wanted) = self else { return true }
    return wanted == scalar || wanted.properties.lowercaseMapping == String(scalar)
  }
}
