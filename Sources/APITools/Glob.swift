/// A pattern of paths: `*` is any text without a slash, `**` any text at all, `?` one character that is no slash.
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

  /// Tells whether the whole of a text is of the pattern; in time of pattern times text, whatever they are.
  func matches(_ text: String) -> Bool {
    // Which parts may come next.
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

  /// The edits that would make a text match: scalars added, dropped or changed, whatever their case (Levenshtein).
  ///
  /// Wildcards take any text at no cost. The time is that of pattern times text.
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

  /// The number of scalars that a text has at least.
  var minimumLength: Int { parts.count { !$0.isRun } }

  /// These parts and those behind them that may be nothing.
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
  /// Whether any text will do, the empty one too.
  fileprivate var isRun: Bool { self == .segment || self == .anything }

  fileprivate func takes(_ scalar: Unicode.Scalar) -> Bool {
    guard case .scalar(let wanted) = self else { return true }
    return wanted == scalar || wanted.properties.lowercaseMapping == String(scalar)
  }
}
