/// Keys by their identifiers: one that seals, and earlier ones that still open.
struct KeyRing: Sendable {
  /// The key that seals.
  let current: SealingKey
  private var others: [String: SealingKey] = [:]

  /// Makes a ring; of keys with one identifier the first counts.
  init(_ current: SealingKey, earlier: [SealingKey] = []) {
    self.current = current
    others = Dictionary(earlier.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The key of an identifier; `nil` if it is not in the ring.
  subscript(id: String) -> SealingKey? { id == current.id ? current : others[id] }
}
