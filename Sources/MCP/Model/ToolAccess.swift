package import JSON

/// The kinds of access that calls need, for servers whose callers are granted scopes.
package enum AccessLevel: String, Sendable, Hashable, CaseIterable {
  /// Reads.
  case read
  /// Changes something; includes reading.
  case write
  /// Works on keys and other credentials; neither includes it nor is included by it.
  case keys

  /// The levels that include this one.
  package var grantedBy: Set<AccessLevel> { self == .read ? [.read, .write] : [self] }
}

/// The access that calls of a tool need.
package struct ToolAccess: Sendable {
  /// The levels that there are among its calls; empty for a tool that documents.
  package let levels: Set<AccessLevel>
  private let ofCall: @Sendable (JSONObject) -> AccessLevel?

  /// The access of tools that document what there is: whoever was granted any level may call them.
  package static let documentation = ToolAccess(among: []) { _ in nil }

  /// Makes the access of a tool whose calls all need the same.
  package init(_ level: AccessLevel) {
    levels = [level]
    ofCall = { _ in level }
  }

  /// Makes the access of a tool whose arguments decide.
  package init(among levels: Set<AccessLevel>, _ ofCall: @escaping @Sendable (JSONObject) -> AccessLevel?) {
    self.levels = levels
    self.ofCall = ofCall
  }

  /// The level that a call with arguments needs; `nil` if any will do.
  package func level(of arguments: JSONObject) -> AccessLevel? { ofCall(arguments) }

  /// Whether some of its calls are within granted levels.
  package func isVisible(to granted: Set<AccessLevel>) -> Bool {
    levels.isEmpty ? !granted.isEmpty : levels.contains { !$0.grantedBy.isDisjoint(with: granted) }
  }
}
