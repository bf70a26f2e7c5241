import NIOCore
import Synchronization

/// An open connection, and the time since when it is idle.
final class OpenConnection: Sendable {
  let channel: any Channel
  let peer: Peer
  let party: Party
  /// Start of its idle time, in nanoseconds of NIO's clock; 0 while a request is being handled.
  private let waitingSince: Atomic<UInt64>
  private let isLeaving = Atomic(false)

  /// The connections of one party.
  final class Party: Sendable {
    let name: String
    let waiting = Atomic(0)

    init(_ name: String) { self.name = name }
  }

  init(_ channel: any Channel, of peer: Peer, _ party: Party) {
    self.channel = channel
    self.peer = peer
    self.party = party
    waitingSince = Atomic(NIODeadline.now().uptimeNanoseconds)
    party.waiting.add(1, ordering: .relaxed)
  }

  /// Marks it as busy: a request has arrived completely.
  func becomeBusy() {
    if waitingSince.exchange(0, ordering: .relaxed) != 0 { party.waiting.subtract(1, ordering: .relaxed) }
  }

  /// Marks it as idle: a response is complete.
  func becomeWaiting() {
    let now = NIODeadline.now().uptimeNanoseconds
    if waitingSince.exchange(now, ordering: .relaxed) == 0 { party.waiting.add(1, ordering: .relaxed) }
  }

  /// Start of its idle time; `nil` while it is busy or about to be closed.
  var idleStart: UInt64? {
    let start = waitingSince.load(ordering: .relaxed)
    return start == 0 || isLeaving.load(ordering: .relaxed) ? nil : start
  }

  /// Closes it, unless a request has arrived meanwhile or much of a response is still being sent.
  func makeRoom() {
    guard !isLeaving.exchange(true, ordering: .relaxed) else { return }
    channel.eventLoop.execute { [self] in
      if waitingSince.load(ordering: .relaxed) != 0, channel.isWritable { return channel.close(promise: nil) }
      isLeaving.store(false, ordering: .relaxed)
    }
  }
}
