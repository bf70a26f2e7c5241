import NIOCore
import Synchronization

/// The open connections by party, so that no party takes all of them, and all can be closed.
///
/// It is no task group: with ten thousand connections, finding the task of one that ends would take most of the
/// server's time.
final class OpenConnections: Sendable {
  private struct Members {
    let party: OpenConnection.Party
    let bound: PartyBound
    var connections: [ObjectIdentifier: OpenConnection] = [:]
  }

  private struct State {
    var parties: [String: Members] = [:]
    var count = 0
    var isQuiescing = false
    var isClosed = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())
  private let bound: @Sendable (Peer) -> PartyBound

  /// - Parameter bound: The party of a peer, and its limits.
  init(bound: @escaping @Sendable (Peer) -> PartyBound) { self.bound = bound }

  /// Registers a connection until it ends; closes it if the listener stops, and closes idle ones of its party over the
  /// limit.
  func add(_ channel: any Channel, of peer: Peer) -> OpenConnection {
    let bound = bound(peer)
    let (connection, isClosed, leaving) = state.withLock { state in
      let party = state.parties[bound.party]?.party ?? OpenConnection.Party(bound.party)
      let connection = OpenConnection(channel, of: peer, party)
      guard !state.isClosed, !state.isQuiescing else { return (connection, true, [OpenConnection]()) }
      let members = Members(party: party, bound: bound)
      state.parties[bound.party, default: members].connections[ObjectIdentifier(channel)] = connection
      state.count += 1
      guard party.waiting.load(ordering: .relaxed) > bound.waiting else { return (connection, false, []) }
      // Several at a time if there are many, so that each search for the oldest ones is amortised.
      let count = max(1, bound.waiting / 64)
      return (connection, false, Self.oldest(count, of: state.parties[bound.party], except: connection))
    }
    guard !isClosed else {
      channel.close(promise: nil)
      return connection
    }
    for connection in leaving { connection.makeRoom() }
    channel.closeFuture.whenComplete { _ in self.remove(connection) }
    return connection
  }

  private func remove(_ connection: OpenConnection) {
    connection.becomeBusy()
    let waiting = state.withLock { state in
      let name = connection.party.name
      if state.parties[name]?.connections.removeValue(forKey: ObjectIdentifier(connection.channel)) != nil {
        state.count -= 1
      }
      if state.parties[name]?.connections.isEmpty == true { state.parties[name] = nil }
      guard state.count == 0 else { return [CheckedContinuation<Void, Never>]() }
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Closes the longest waiting connections of the party with the most waiting ones: some, and all over its limit.
  func makeRoom() {
    let leaving = state.withLock { state in
      let largest = state.parties.values.max {
        $0.party.waiting.load(ordering: .relaxed) < $1.party.waiting.load(ordering: .relaxed)
      }
      guard let largest else { return [OpenConnection]() }
      let excess = largest.party.waiting.load(ordering: .relaxed) - largest.bound.waiting
      return Self.oldest(max(1, largest.connections.count / 64, excess), of: largest, except: nil)
    }
    for connection in leaving { connection.makeRoom() }
  }

  private static func oldest(_ count: Int, of members: Members?, except newest: OpenConnection?) -> [OpenConnection] {
    guard let members else { return [] }
    let now = NIODeadline.now()
    let grace = TimeAmount(members.bound.grace)
    let waiting = members.connections.values.compactMap { connection -> (UInt64, OpenConnection)? in
      guard connection !== newest, let start = connection.idleStart else { return nil }
      return NIODeadline.uptimeNanoseconds(start) + grace <= now ? (start, connection) : nil
    }
    if count == 1 { return waiting.min { $0.0 < $1.0 }.map { [$0.1] } ?? [] }
    return waiting.sorted { $0.0 < $1.0 }.prefix(count).map(\.1)
  }

  /// Closes idle connections at once, and the others after their current response.
  func quiesce() {
    state.withLock { $0.isQuiescing = true }
    for channel in channels { channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
  }

  /// Waits until no connection is open.
  func ended() async {
    await withCheckedContinuation { continuation in
      let isEmpty = state.withLock { state in
        if state.count > 0 { state.waiting.append(continuation) }
        return state.count == 0
      }
      if isEmpty { continuation.resume() }
    }
  }

  /// Closes all connections, and all later ones at once.
  func close() {
    state.withLock { $0.isClosed = true }
    for channel in channels { channel.close(promise: nil) }
  }

  private var channels: [any Channel] {
    state.withLock { $0.parties.values.flatMap { $0.connections.values.map(\.channel) } }
  }
}
