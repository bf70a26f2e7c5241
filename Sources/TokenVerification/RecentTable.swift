/// A dictionary of bounded size that forgets what was not used lately.
///
/// It has two halves: when the newer one is full it becomes the older, and what the older one held is forgotten. All
/// operations take constant time, but for one assignment of a half.
struct RecentTable<Key: Hashable, Value> {
  private var newer: [Key: Value] = [:]
  private var older: [Key: Value] = [:]
  private let half: Int

  /// Makes a table of at most so many entries.
  init(capacity: Int) { half = max(1, capacity / 2) }

  var count: Int { newer.count + older.keys.count { newer[$0] == nil } }

  /// The value of a key, which counts as used.
  mutating func value(of key: Key) -> Value? {
    if let value = newer[key] { return value }
    guard let value = older[key] else { return nil }
    set(value, for: key)
    return value
  }

  mutating func set(_ value: Value, for key: Key) {
    if newer.count >= half, newer[key] == nil { (older, newer) = (newer, [:]) }
    newer[key] = value
  }

  mutating func remove(_ key: Key) {
    newer[key] = nil
    older[key] = nil
  }

  /// Removes all entries but those that a rule keeps.
  mutating func keep(_ isKept: (Value) -> Bool) {
    newer = newer.filter { isKept($0.value) }
    older = older.filter { isKept($0.value) }
  }
}
