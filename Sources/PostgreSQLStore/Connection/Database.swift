import EventThread

/// Several connections to a database; statements with one topic stay in their order.
final class Database: Sendable {
  private let lanes: [Lane]

  /// Makes the connections when they are first needed.
  init(_ options: LaneOptions, connections: Int, on thread: EventThread) {
    lanes = (0..<connections).map { _ in Lane(options, on: thread) }
  }

  /// Carries out a statement after those before it that have the same topic.
  func run(_ statement: Statement, topic: some Hashable) async throws(DatabaseFailure) -> Rows {
    try await lane(of: topic).run(statement)
  }

  /// Begins a statement that nobody waits for.
  func start(_ statement: Statement, topic: some Hashable) { lane(of: topic).start(statement) }

  /// The properties of a connection, which is made if there is none.
  func facts(now: @Sendable () -> Int) async throws(DatabaseFailure) -> DatabaseFacts {
    try await lanes[0].facts(now: now)
  }

  private func lane(of topic: some Hashable) -> Lane {
    lanes[Int(UInt(bitPattern: topic.hashValue) % UInt(lanes.count))]
  }
}
