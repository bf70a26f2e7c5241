import Glibc

/// The watched descriptors, in the layout of `poll`.
///
/// A slot keeps its position as long as its watch; an unused one has the descriptor -1, which `poll` skips. So a
/// handler may add and cancel watches while the loop iterates over the slots.
struct DescriptorTable {
  private struct Entry {
    var handler: (@Sendable (Interest) -> Void)?
    var descriptor: Int32
    /// The number of watches that have used the slot, so that a cancelled one cannot affect its successor.
    var generation = 0
  }

  private var polled: [pollfd] = []
  private var entries: [Entry] = []
  private var freeSlots: [Int] = []

  var slotCount: Int { entries.count }

  mutating func insert(
    _ descriptor: Int32,
    _ interest: Interest,
    _ handler: @escaping @Sendable (Interest) -> Void
  ) -> (slot: Int, generation: Int) {
    let slot: Int
    if let free = freeSlots.popLast() {
      slot = free
      entries[slot].descriptor = descriptor
      entries[slot].handler = handler
    } else {
      slot = entries.count
      entries.append(Entry(handler: handler, descriptor: descriptor))
      polled.append(pollfd(fd: -1, events: 0, revents: 0))
    }
    setInterest(interest, slot: slot)
    return (slot, entries[slot].generation)
  }

  mutating func setInterest(_ interest: Interest, slot: Int, generation: Int) {
    guard entries[slot].generation == generation else { return }
    setInterest(interest, slot: slot)
  }

  mutating func remove(slot: Int, generation: Int) {
    guard entries[slot].generation == generation else { return }
    entries[slot].generation += 1
    entries[slot].handler = nil
    polled[slot] = pollfd(fd: -1, events: 0, revents: 0)
    freeSlots.append(slot)
  }

  /// Waits until a descriptor is ready, without limit if `time` is `nil`; returns the number of ready ones.
  mutating func wait(atMost time: Duration?) -> Int {
    // Rounded up to the milliseconds of `poll`: waking early would mean idle turns until it is time.
    var limit: Int32 = -1
    if let time {
      let milliseconds = (time + .nanoseconds(999_999)) / .milliseconds(1)
      limit = Int32(min(milliseconds, 1_000_000))
    }
    let count = unsafe polled.withUnsafeMutableBufferPointer { polled in
      unsafe poll(polled.baseAddress, nfds_t(polled.count), limit)
    }
    // A failure is EINTR, due to a signal; `revents` are then unchanged, which is zero.
    return max(0, Int(count))
  }

  /// The readiness of a slot, once per wait, with its handler; `nil` if it is not ready.
  mutating func takeReady(_ slot: Int) -> (handler: @Sendable (Interest) -> Void, ready: Interest)? {
    let events = Int32(polled[slot].revents)
    guard events != 0 else { return nil }
    polled[slot].revents = 0
    guard let handler = entries[slot].handler else { return nil }
    // After a hang-up or an error, the next read or write tells which it was: both count as ready.
    let ready =
      events & (POLLHUP | POLLERR | POLLNVAL) != 0
      ? .all : Interest(rawValue: polled[slot].events & Int16(truncatingIfNeeded: events))
    return (handler, ready)
  }

  private mutating func setInterest(_ interest: Interest, slot: Int) {
    let descriptor = interest.isEmpty ? -1 : entries[slot].descriptor
    polled[slot] = pollfd(fd: descriptor, events: interest.rawValue, revents: 0)
  }
}
