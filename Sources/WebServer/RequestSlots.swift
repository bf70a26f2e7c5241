import Synchronization

/// Bounds how many requests are worked on at once, in all and of one party.
package final class RequestSlots: Sendable {
  private let maximum: Int
  private let maximumOfParty: Int
  private let taken = Mutex<(count: Int, ofParty: [String: Int])>((0, [:]))

  package init(maximum: Int, ofParty maximumOfParty: Int) {
    self.maximum = maximum
    self.maximumOfParty = maximumOfParty
  }

  /// The place of one request, held until it is released or forgotten.
  package final class Slot: Sendable {
    private let slots: RequestSlots
    private let party: String
    private let isReleased = Atomic(false)

    fileprivate init(_ slots: RequestSlots, _ party: String) {
      self.slots = slots
      self.party = party
    }

    deinit { release() }

    package func release() {
      if !isReleased.exchange(true, ordering: .relaxed) { slots.release(party) }
    }
  }

  /// Takes a slot; `nil` if all are taken, or all of the party's.
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
