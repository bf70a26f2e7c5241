/// The last messages of a session, for clients that lost a stream and come back (LHTTP-16, LHTTP-20).
struct ReplayBuffer {
  private struct Event {
    let id: EventID
    let message: [UInt8]
  }

  /// In the order in which they were sent, over all streams; those before ``first`` have been let go.
  private var events: [Event?] = []
  private var first = 0
  /// How many events were moved out of the array: positions below are counted from the first event of all.
  private var moved = 0
  /// The positions of the events of each stream, those of the array in their order.
  private var positions: [Int: Positions] = [:]
  private var size = 0
  private let maximumSize: Int

  /// Positions in ascending order, which leave at the beginning and come at the end.
  private struct Positions {
    var all: [Int] = []
    var first = 0

    var isEmpty: Bool { first == all.count }

    mutating func removeFirst() {
      first += 1
      // Now and then, so that each costs the same.
      guard first > 32, first > all.count / 2 else { return }
      all.removeFirst(first)
      first = 0
    }
  }

  init(maximumSize: Int) { self.maximumSize = maximumSize }

  /// Keeps a message, and lets go of the oldest if there is too much; one message is kept whatever its size.
  ///
  /// - Returns: The streams of which nothing is kept any more.
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

  /// Lets go of the oldest message; returns its stream if nothing is kept of that any more.
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

  /// What was sent on a stream behind a number.
  func events(on stream: Int, after number: Int) -> [(id: EventID, message: [UInt8])] {
    guard let positions = positions[stream] else { return [] }
    let events = positions.all[positions.first...].compactMap { self.events[$0 - moved] }
    return events.filter { $0.id.number > number }.map { ($0.id, $0.message) }
  }

  func contains(_ stream: Int) -> Bool { positions[stream] != nil }
}
