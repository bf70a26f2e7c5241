package import APITools

/// The operations that refuse the configured credentials before sending anything, by the sentence that says why.
package struct CredentialRefusals: Sendable {
  /// The sentences, each with the tools that it holds for, in their order.
  package private(set) var groups: [(sentence: String, tools: [String])] = []
  /// Whether no operation accepts them; no if there is no operation.
  package let areAll: Bool

  /// Groups operations by the sentence of a closure, by default that of their own refusal.
  package init(
    of entries: [APITools.Entry],
    _ reason: (APITools.Entry) async -> String? = { await $0.credentialRefusal }
  ) async {
    var count = 0
    var positions: [String: Int] = [:]
    for entry in entries {
      guard let sentence = await reason(entry) else { continue }
      count += 1
      if let position = positions[sentence] {
        groups[position].tools.append(entry.name)
      } else {
        positions[sentence] = groups.count
        groups.append((sentence, [entry.name]))
      }
    }
    areAll = count > 0 && count == entries.count
  }

  /// The names of a few tools, and the number of the others.
  package static func names(_ tools: [String]) -> String {
    tools.prefix(4).joined(separator: ", ") + (tools.count > 4 ? " and \(tools.count - 4) more" : "")
  }
}
