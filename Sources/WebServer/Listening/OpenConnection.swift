import NIOCore
import Synchronization

/// A connection that is open, and since when it does nothing.
final class OpenConnection: Sendable {
  let channel: any Channel
  let peer: Peer
  let party: Party
  /// When it began to wait, in nanoseconds of the clock of NIO; 0 while a request of it is worked on.
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

  /// Notes that a request has come in whole, and is worked on.
  func becomeBusy() {
    if waitingSince.exchange(0, ordering: .relaxed) != 0 { party.waiting.subtract(1, ordering: .relaxed) }
  }

  /// Notes that a response has been given.
  func becomeWaiting() {
    let now = NIODeadline.now().uptimeNanoseconds
    if waitingSince.exchange(now, ordering: .relaxed) == 0 { party.waiting.add(1, ordering: .relaxed) }
  }

  /// When it began to wait; `nil` while it is busy, or about to be closed.
  var idleStart: UInt64? {
    let start = waitingSince.load(ordering: .relaxed)
    return start == 0 || isLeaving.load(ordering: .relaxed) ? nil : start
  }

  /// Closes it, unless a request has come in meanwhile, or much of a response is still on its way.
  func makeRoom() {
    guard !isLeaving.exchange(true, ordering: .relaxed) else { return }
    channel.eventLoop.execute { [self] in
      if waitingSince.load(ordering: .relaxed) != 0, channel.isWritable { return channel.close(promise: nil) }
      isLeaving.store(false, ordering: .relaxed)
    }
  }
}
