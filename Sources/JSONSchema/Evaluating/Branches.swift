import JSON

/// The report on a value that fits no branch of `anyOf` or `oneOf`.
struct Branches {
  private let attempts: [[Failure]]
  private let depth: Int

  init(_ attempts: [[Failure]], at path: [String]) {
    self.attempts = attempts
    depth = path.count
  }

  /// The failures of the branch that was most likely meant: the one whose type and constants match, and among several
  /// the one with the fewest failures.
  var closest: [Failure]? { attempts.min { distance($0) < distance($1) } }

  private func distance(_ failures: [Failure]) -> (Int, Int, Int) {
    var mismatches = 0
    var discriminators = 0
    for failure in failures where ["type", "const", "enum", "false"].contains(failure.keyword) {
      switch failure.location.tokens.count - depth {
      case 0: mismatches += 1
      case 1 where failure.keyword != "type": discriminators += 1
      default: break
      }
    }
    return (mismatches, discriminators, failures.count)
  }

  /// A single sentence for all branches, if each has one simple requirement on the value itself.
  var merged: String? {
    guard !attempts.isEmpty else { return nil }
    return mergedValues ?? mergedKinds ?? mergedRequirements
  }

  /// `must be one of …`, if each branch requires certain values.
  private var mergedValues: String? {
    var values: [String] = []
    for failures in attempts {
      guard let only = single(failures) else { return nil }
      switch only.keyword {
      case "const": values.append(String(only.expectation.dropFirst("must be ".count)))
      case "enum": values.append(String(only.expectation.dropFirst("must be one of ".count)))
      default: return nil
      }
    }
    return "must be one of \(values.listed())"
  }

  /// `must be a string or null`, if the value's type matches no branch.
  private var mergedKinds: String? {
    var kinds: [String] = []
    var known: Set<String> = []
    for failures in attempts {
      guard let only = single(failures), ["type", "const", "enum"].contains(only.keyword) else { return nil }
      let kind = String(only.expectation.dropFirst("must be ".count))
      if known.insert(kind).inserted { kinds.append(kind) }
    }
    return "must be \(kinds.joined(" or "))"
  }

  /// `must have "a" or "b"`, if each branch requires certain members.
  private var mergedRequirements: String? {
    var alternatives: [String] = []
    var known: Set<String> = []
    for failures in attempts {
      let isMissing = { (failure: Failure) in
        failure.keyword == "required" && failure.location.tokens.count == depth + 1
      }
      guard !failures.isEmpty, failures.allSatisfy(isMissing) else { return nil }
      let names = failures.map { "\"\($0.location.tokens[depth])\"" }.joined(" and ")
      if known.insert(names).inserted { alternatives.append(names) }
    }
    return alternatives.count == 1 ? nil : "must have \(alternatives.joined(" or "))"
  }

  private func single(_ failures: [Failure]) -> Failure? {
    failures.count == 1 && failures[0].location.tokens.count == depth ? failures[0] : nil
  }
}
