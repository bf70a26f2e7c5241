/// The limit on the number of attempts that are kept, and the order of their removal.
package enum AttemptLimit {
  /// The most attempts that are kept at once.
  package static let maximum = 10_000

  /// The attempts to remove if there are too many: a tenth of all, so that removal is rare.
  ///
  /// Attempts of accounts with the fewest attempts go first, the oldest of them first: accounts that a caller invents
  /// do not displace the count of an account under attack.
  ///
  /// - Parameter attempts: The account and the time of each attempt.
  /// - Returns: Indices of the attempts; empty while there are fewer than ``maximum``.
  package static func surplus<Account: Hashable, Time: Comparable>(
    _ attempts: [(account: Account, time: Time)]
  ) -> [Int] {
    let limit = maximum - maximum / 10
    guard attempts.count >= maximum else { return [] }
    var counts: [Account: Int] = [:]
    for attempt in attempts { counts[attempt.account, default: 0] += 1 }
    let order = attempts.indices.sorted { first, second in
      let (one, other) = (attempts[first], attempts[second])
      let (fewer, more) = (counts[one.account] ?? 0, counts[other.account] ?? 0)
      return fewer == more ? one.time < other.time : fewer < more
    }
    return Array(order.prefix(attempts.count - limit))
  }
}
