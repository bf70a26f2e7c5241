/// The last messages of a session, for clients that resume a stream (LHTTP-16, LHTTP-20).
struct ReplayBuffer {
  private struct Event {
    let id: EventID
    let message: [UInt8]
  }

  /// Events of all streams in sending order; those before ``first`` have been dropped.
  private var events: [Event?] = []
  private var first = 0
  /// The number of events removed from the array: positions count from the very first event.
  private var moved = 0
  /// The positions of the events of each stream, in ascending order.
  private var positions: [Int: Positions] = [:]
  private var size = 0
  private let maximumSize: Int

  /// A queue of positions in ascending order.
  private struct Positions {
    var all: [Int] = []
    var first = 0

    var isEmpty: Bool { first == all.count }

    mutating func removeFirst() {
      first += 1
      // Compacted now and then, so that the cost per removal is constant.
      guard first > 32, first > all.count / 2 else { return }
      all.removeFirst(first)
      first = 0
    }
  }

  init(maximumSize: Int) { self.maximumSize = maximumSize }

  /// Keeps a message, and drops the oldest ones over the limit; a single message is kept whatever its size.
  ///
  /// - Returns: The streams without any message left.
  @discardableResult
  mutating func append(_ message: [UInt8], id: EventID) -> [Int] {
    positions[id.stream, default: Positions()].all.append(moved + events.count)
    events.append(Event(id: id, message: message))
    size += message.count
    var ended: [Int] = []
    while size > maximumSize, first < events.count - 1 {
      if let stream = removeFirst() { ended.append(stream) }
    }
    if first > 32, first > events.count / 2 {
      events.removeFirst(first)
      moved += first
      first = 0
    }
    return ended
  }

  /// Drops the oldest message; returns its stream if that has no message left.
  private mutating func removeFirst() -> Int? {
    defer { first += 1 }
    guard let event = events[first] else { return nil }
    events[first] = nil
    size -= event.message.count
    positions[event.id.stream]?.removeFirst()
    guard positions[event.id.stream]?.isEmpty == true else { return nil }
    positions[event.id.stream] = nil
    return event.id.stream
  }

  /// The messages of a stream after a given number.
  func events(on stream: Int, after number: Int) -> [(id: EventID, message: [UInt8])] {
    guard let positions = positions[stream] else { return [] }
    let events = positions.all[positions.first...].compactMap { self.events[$0 - moved] }
    return events.filter { $0.id.number > number }.map { ($0.id, $0.message) }
  }

  func contains(_ stream: Int) -> Bool { positions[stream] != nil }
}
