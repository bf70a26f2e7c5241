/// A table of limited size whose entries expire; a new entry beyond the limit displaces the oldest.
///
/// Entries of a table should live equally long: those at the front are dropped when a new one comes.
package struct ExpiringTable<Value: Sendable>: Sendable {
  private struct Entry {
    var value: Value
    let expiresAt: Timestamp
    let number: UInt64
  }

  private struct Position {
    let key: String
    let number: UInt64
  }

  /// The largest number of entries.
  package let capacity: Int
  private var entries: [String: Entry] = [:]
  /// The keys in order of insertion, from `start`; those of removed and replaced entries are stale.
  private var order: [Position] = []
  private var start = 0
  private var nextNumber: UInt64 = 0

  /// Makes an empty table.
  package init(capacity: Int) { self.capacity = capacity }

  /// The number of entries, with those that have expired since the last insertion.
  package var count: Int { entries.count }

  /// The value of a key; `nil` if there is none or if it has expired.
  package subscript(key: String, at now: Timestamp) -> Value? {
    guard let entry = entries[key], now < entry.expiresAt else { return nil }
    return entry.value
  }

  /// The time at which a key's value expires.
  package func expiry(of key: String) -> Timestamp? { entries[key]?.expiresAt }

  /// Adds or replaces a value, and drops expired ones.
  package mutating func insert(_ value: Value, for key: String, until expiresAt: Timestamp, at now: Timestamp) {
    entries[key] = nil
    while start < order.count {
      let first = order[start]
      if let entry = entries[first.key], entry.number == first.number {
        guard entry.expiresAt <= now || entries.count >= capacity else { break }
        entries[first.key] = nil
      }
      start += 1
    }
    if order.count > 2 * entries.count + 64 { compact() }
    nextNumber += 1
    entries[key] = Entry(value: value, expiresAt: expiresAt, number: nextNumber)
    order.append(Position(key: key, number: nextNumber))
  }

  private mutating func compact() {
    order = order[start...].filter { entries[$0.key]?.number == $0.number }
    start = 0
  }

  /// Changes the value of a key; does nothing if there is none.
  package mutating func update(_ key: String, _ change: (inout Value) -> Void) {
    guard let index = entries.index(forKey: key) else { return }
    change(&entries.values[index].value)
  }

  /// Removes a key.
  package mutating func remove(_ key: String) { entries[key] = nil }

  /// The number of places that the order of entries takes, stale ones included.
  package var orderCount: Int { order.count }

  /// The entries in order of insertion, without those that have expired.
  package func all(at now: Timestamp) -> [(key: String, value: Value, expiresAt: Timestamp)] {
    order[start...].compactMap { position in
      guard let entry = entries[position.key], entry.number == position.number, now < entry.expiresAt else {
        return nil
      }
      return (position.key, entry.value, entry.expiresAt)
    }
  }
}
