/// Attempts that outlive a process: shared by all that count wrong secrets for the same accounts.
///
/// Nothing made from a secret is ever handed to a store.
package protocol AttemptStore: Sendable {
  /// Attempts of other processes, one value for each identity.
  ///
  /// - Parameters:
  ///   - identities: Identities of an account (``BackendAccount/identities``).
  ///   - own: Attempts of this process, which are left out.
  /// - Returns: `nil` if the store cannot be read.
  func others(of identities: [String], except own: Set<UInt64>) async -> [OtherAttempts]?

  /// Reserves an attempt before it is sent, or renews the time of one that is sent again.
  ///
  /// - Parameters:
  ///   - id: Names the attempt.
  ///   - shares: Identities of the account, each with how many attempts of other processes leave room for this one.
  ///   - own: Attempts of this process, which do not count as others'.
  /// - Returns: Whether there is a place.
  func reserve(_ id: UInt64, for shares: [AttemptShare], except own: Set<UInt64>) async -> AttemptReservation

  /// Notes that nothing is under way any more for an attempt; one that is taken back is forgotten.
  ///
  /// - Returns: Attempts of other processes, one value for each identity; `nil` if the store cannot be used.
  func settle(
    _ id: UInt64,
    isTakenBack: Bool,
    of identities: [String],
    except own: Set<UInt64>
  ) async -> [OtherAttempts]?
}

/// Room that an identity leaves to attempts of other processes.
package struct AttemptShare: Sendable, Equatable {
  package let identity: String
  /// At most so many attempts of others may stand.
  package let maximumOthers: Int

  package init(identity: String, maximumOthers: Int) {
    self.identity = identity
    self.maximumOthers = maximumOthers
  }
}

/// Attempts of other processes for one identity.
package struct OtherAttempts: Sendable, Equatable {
  /// Times until each is forgotten, in no order.
  package var remaining: [Duration]
  /// Whether one of them still waits for its response.
  package var isUnderWay: Bool

  package init(remaining: [Duration] = [], isUnderWay: Bool = false) {
    self.remaining = remaining
    self.isUnderWay = isUnderWay
  }
}

/// Outcome of reserving an attempt.
package enum AttemptReservation: Sendable, Equatable {
  case reserved
  /// Attempts of others leave no room, those of the identity at an index.
  case full(OtherAttempts, at: Int)
  /// The store cannot be used: the process counts for itself.
  case unavailable
}
