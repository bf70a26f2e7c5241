import Synchronization

/// Limits the number of requests handled at once, in total and per party.
package final class RequestSlots: Sendable {
  private let maximum: Int
  private let maximumOfParty: Int
  private let taken = Mutex<(count: Int, ofParty: [String: Int])>((0, [:]))

  /// Makes slots for a number of requests, and for a number per party.
  package init(maximum: Int, ofParty maximumOfParty: Int) {
    self.maximum = maximum
    self.maximumOfParty = maximumOfParty
  }

  /// A slot for one request, held until it is released or deinitialised.
  package final class Slot: Sendable {
    private let slots: RequestSlots
    private let party: String
    private let isReleased = Atomic(false)

    fileprivate init(_ slots: RequestSlots, _ party: String) {
      self.slots = slots
      self.party = party
    }

    deinit { release() }

    /// Frees the slot; a second call has no effect.
    package func release() {
      if !isReleased.exchange(true, ordering: .relaxed) { slots.release(party) }
    }
  }

  /// Takes a slot; `nil` if all slots, or all of the party's, are taken.
  package func take(for party: String) -> Slot? {
    let isTaken = taken.withLock { taken in
      guard taken.count < maximum, taken.ofParty[party, default: 0] < maximumOfParty else { return false }
      taken.count += 1
      taken.ofParty[party, default: 0] += 1
      return true
    }
    return isTaken ? Slot(self, party) : nil
  }

  private func release(_ party: String) {
    taken.withLock { taken in
      taken.count -= 1
      let left = taken.ofParty[party, default: 1] - 1
      taken.ofParty[party] = left > 0 ? left : nil
    }
  }
}
