import Glibc
import NIOCore

/// Accepts connections up to a limit; beyond it, the oldest idle one is closed for a new one.
final class AcceptGate: ChannelDuplexHandler {
  typealias InboundIn = any Channel
  typealias InboundOut = any Channel
  typealias OutboundIn = Never

  /// Interval between checks for room while nothing is accepted.
  private static let pause = TimeAmount.milliseconds(250)

  private let maximum: Int
  private let connections: OpenConnections
  private var count = 0
  private var isHeld = false

  init(maximum: Int, _ connections: OpenConnections) {
    self.maximum = maximum
    self.connections = connections
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    count += 1
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    unwrapInboundIn(data).closeFuture.hop(to: context.eventLoop).whenComplete { _ in
      let (gate, context) = bound.value
      gate.count -= 1
      gate.release(context)
    }
    if count > maximum { connections.makeRoom() }
    context.fireChannelRead(data)
  }

  func read(context: ChannelHandlerContext) {
    guard count > maximum else { return context.read() }
    if !isHeld { hold(context) }
  }

  /// Closes idle connections if the system has no more descriptors; NIO tries again in a second.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if let error = error as? IOError, [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(error.errnoCode) {
      connections.makeRoom()
    }
    context.fireErrorCaught(error)
  }

  private func hold(_ context: ChannelHandlerContext) {
    isHeld = true
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: Self.pause) {
      let (gate, context) = bound.value
      guard gate.isHeld, context.channel.isActive else { return }
      gate.connections.makeRoom()
      gate.hold(context)
    }
  }

  private func release(_ context: ChannelHandlerContext) {
    guard isHeld, count <= maximum else { return }
    isHeld = false
    context.read()
  }
}
