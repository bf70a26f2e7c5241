/// What suggests values for the argument of a prompt or the variable of a resource template.
package protocol Completer: Sendable {
  /// Suggests values, the best first; as many as there are, for the caller cuts the list.
  ///
  /// - Parameters:
  ///   - value: What has been typed so far.
  ///   - argument: The name of the argument or variable.
  ///   - others: The arguments that have a value already.
  /// - Returns: Whole values for the argument.
  func completions(of value: String, for argument: String, others: [String: String]) async -> [String]
}

/// Suggests from fixed lists: what begins with the typed text comes first, then what contains it.
package struct FixedCompleter: Completer {
  let candidates: [String: [String]]

  package init(_ candidates: [String: [String]]) { self.candidates = candidates }

  package func completions(of value: String, for argument: String, others: [String: String]) async -> [String] {
    let typed = value.lowercased()
    let all = candidates[argument] ?? []
    guard !typed.isEmpty else { return all }
    let beginning = all.filter { $0.lowercased().hasPrefix(typed) }
    let containing = all.filter { !$0.lowercased().hasPrefix(typed) && $0.lowercased().contains(typed) }
    return beginning + containing
  }
}
