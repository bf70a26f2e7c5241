package import MCP

/// The names that an issuer has for the levels of access.
package struct ScopeNames: Sendable, Hashable {
  private var names: [AccessLevel: String] = [.read: "read", .write: "write", .keys: "keys"]

  /// Makes the usual names: `read`, `write` and `keys`.
  package init() {}

  /// The name of a level.
  package subscript(level: AccessLevel) -> String {
    get { names[level] ?? level.rawValue }
    set { names[level] = newValue }
  }

  /// The levels that scopes name; what they include is told by ``AccessLevel/grantedBy`` (AUTH-07).
  func levels(in scopes: Set<String>) -> Set<AccessLevel> {
    Set(AccessLevel.allCases.filter { scopes.contains(self[$0]) })
  }

  /// The names of levels, in their order.
  func names(of levels: Set<AccessLevel>) -> [String] { AccessLevel.allCases.filter(levels.contains).map { self[$0] } }
}
