/// The name of a value: a namespace for its kind, and a name within that.
package struct StoreKey: Hashable, Sendable {
  /// The kind of the value, such as `session`.
  package let namespace: String
  /// The name within the namespace.
  package let name: String

  /// Makes a key.
  package init(_ namespace: String, _ name: String) {
    self.namespace = namespace
    self.name = name
  }
}
