/// A store of attempts that outlive a process, shared by all processes that count wrong secrets for the same accounts.
///
/// The store never receives anything derived from a secret.
package protocol AttemptStore: Sendable {
  /// The attempts of other processes, one value for each identity.
  ///
  /// - Parameters:
  ///   - identities: Identities of an account (``BackendAccount/identities``).
  ///   - own: Attempts of this process, which are left out.
  /// - Returns: `nil` if the store cannot be read.
  func others(of identities: [String], except own: Set<UInt64>) async -> [OtherAttempts]?

  /// Reserves a place for an attempt before it is sent, or renews the time of one that is sent again.
  ///
  /// - Parameters:
  ///   - id: The id of the attempt.
  ///   - shares: Identities of the account, each with the most attempts of other processes that leave room for this
  ///     one.
  ///   - own: Attempts of this process, which do not count as those of others.
  /// - Returns: Whether the place is reserved.
  func reserve(_ id: UInt64, for shares: [AttemptShare], except own: Set<UInt64>) async -> AttemptReservation

  /// Records that no call is under way any more for an attempt; one that no longer counts is removed.
  ///
  /// - Returns: Attempts of other processes, one value for each identity; `nil` if the store cannot be used.
  func settle(
    _ id: UInt64,
    isTakenBack: Bool,
    of identities: [String],
    except own: Set<UInt64>
  ) async -> [OtherAttempts]?
}

/// The room of an identity beside the attempts of other processes.
package struct AttemptShare: Sendable, Equatable {
  /// The identity.
  package let identity: String
  /// The most attempts of others that leave room.
  package let maximumOthers: Int

  /// Makes the share of an identity.
  package init(identity: String, maximumOthers: Int) {
    self.identity = identity
    self.maximumOthers = maximumOthers
  }
}

/// The attempts of other processes for one identity.
package struct OtherAttempts: Sendable, Equatable {
  /// The times until each attempt expires, in no order.
  package var remaining: [Duration]
  /// Whether one of them still waits for its response.
  package var isUnderWay: Bool

  /// Makes the attempts; none by default.
  package init(remaining: [Duration] = [], isUnderWay: Bool = false) {
    self.remaining = remaining
    self.isUnderWay = isUnderWay
  }
}

/// The outcome of a reservation.
package enum AttemptReservation: Sendable, Equatable {
  case reserved
  /// The attempts of others leave no room, for the identity at an index.
  case full(OtherAttempts, at: Int)
  /// The store cannot be used: the process counts for itself.
  case unavailable
  /// The store cannot be used, and without it nothing may be sent; the reason is a sentence.
  case refused(String)
}
