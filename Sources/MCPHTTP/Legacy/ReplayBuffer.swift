/// The last messages of a session, for clients that lost a stream and come back (LHTTP-16, LHTTP-20).
struct ReplayBuffer {
  private struct Event {
    let id: EventID
    let message: [UInt8]
  }

  /// In the order in which they were sent, over all streams.
  private var events: [Event] = []
  private var size = 0
  private let maximumSize: Int

  init(maximumSize: Int) { self.maximumSize = maximumSize }

  /// Keeps a message, and lets go of the oldest if there is too much; one message is kept whatever its size.
  mutating func append(_ message: [UInt8], id: EventID) {
    events.append(Event(id: id, message: message))
    size += message.count
    var surplus = 0
    while size > maximumSize, surplus < events.count - 1 {
      size -= events[surplus].message.count
      surplus += 1
    }
    events.removeFirst(surplus)
  }

  /// What was sent on a stream behind a number.
  func events(on stream: Int, after number: Int) -> [(id: EventID, message: [UInt8])] {
    events.filter { $0.id.stream == stream && $0.id.number > number }.map { ($0.id, $0.message) }
  }

  func contains(_ stream: Int) -> Bool { events.contains { $0.id.stream == stream } }
}
