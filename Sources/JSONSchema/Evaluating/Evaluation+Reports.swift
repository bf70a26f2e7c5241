import JSON

extension Evaluation {
  mutating func report(
    _ keyword: String,
    _ expectation: @autoclosure () -> String,
    _ value: JSONValue?,
    at name: String? = nil
  ) {
    guard collects, failures.count < maximumFailures else { return }
    let location = JSONPointer(name.map { path + [$0] } ?? path)
    let failure = Failure(location: location, keyword: keyword, expectation: expectation(), given: value)
    // Several schemas often report the same failure of a value.
    if !failures.contains(failure) { failures.append(failure) }
  }

  mutating func report(_ assertion: Assertion, _ value: JSONValue) {
    guard collects else { return }
    guard case .dependentRequired(let entries) = assertion, case .object(let object) = value else {
      report(assertion.name, assertion.expectation, value)
      return
    }
    for entry in entries where object.contains(entry.name) {
      for name in entry.required where !object.contains(name) {
        report(assertion.name, "is required when \"\(entry.name)\" is given", nil, at: name)
      }
    }
  }

  mutating func reportUnknown(_ name: String, _ keyword: String, known: [String]) {
    // More suggestions would help nobody, and each costs a comparison with all names.
    let isSuggested = failures.count < Self.maximumSuggestions
    report(
      keyword,
      isSuggested ? NameSuggestion.sentence(for: name, known: known) : "is not a known field",
      nil,
      at: name
    )
  }

  /// The number of failures after which unknown names get no suggested spelling.
  private static let maximumSuggestions = 20

  /// Reports the failures of the branch that the value came closest to.
  mutating func reportClosest(of attempts: [[Failure]], _ keyword: String, _ value: JSONValue) {
    guard collects else { return }
    let branches = Branches(attempts, at: path)
    if let expectation = branches.merged {
      report(keyword, expectation, value)
    } else if let closest = branches.closest, !closest.isEmpty {
      for failure in closest where failures.count < maximumFailures && !failures.contains(failure) {
        failures.append(failure)
      }
    } else {
      report(keyword, "must fit one of \(attempts.count) alternatives", value)
    }
  }
}
