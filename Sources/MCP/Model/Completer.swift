/// Suggests values for the argument of a prompt or the variable of a resource template.
package protocol Completer: Sendable {
  /// Suggests values, best first and without a limit, which the caller applies.
  ///
  /// - Parameters:
  ///   - value: The text typed so far.
  ///   - argument: The name of the argument or variable.
  ///   - others: The arguments that already have a value.
  /// - Returns: Complete values for the argument.
  func completions(of value: String, for argument: String, others: [String: String]) async -> [String]
}

/// Suggests from fixed lists: first values that begin with the typed text, then values that contain it.
package struct FixedCompleter: Completer {
  let candidates: [String: [String]]

  /// Makes a completer from the values of each argument.
  package init(_ candidates: [String: [String]]) { self.candidates = candidates }

  /// The candidates that match the typed text, in any case of letters.
  package func completions(of value: String, for argument: String, others: [String: String]) async -> [String] {
    let typed = value.lowercased()
    let all = candidates[argument] ?? []
    guard !typed.isEmpty else { return all }
    let beginning = all.filter { $0.lowercased().hasPrefix(typed) }
    let containing = all.filter { !$0.lowercased().hasPrefix(typed) && $0.lowercased().contains(typed) }
    return beginning + containing
  }
}
