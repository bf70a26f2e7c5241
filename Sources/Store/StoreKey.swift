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

  // By bytes: to `String`, texts are equal that other stores, and whoever chose them, tell apart (Unicode UAX 15).
  package static func == (one: StoreKey, other: StoreKey) -> Bool {
    one.namespace.utf8.elementsEqual(other.namespace.utf8) && one.name.utf8.elementsEqual(other.name.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    for part in [namespace, name] {
      for byte in part.utf8 { hasher.combine(byte) }
      hasher.combine(part.utf8.count)
    }
  }
}
