import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// A minimal server on NIO, for comparison: it returns the body of every request.
///
/// It listens on a free port, which it prints, until it is killed.
@main
enum HTTPEcho {
  static func main() async throws {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount))
      .serverChannelOption(.backlog, value: 1024)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(EchoHandler())
        }
      }
      .bind(host: "127.0.0.1", port: 0)
      .get()
    tell("Serving at http://127.0.0.1:\(channel.localAddress?.port ?? 0)/mcp\n")
    try await channel.closeFuture.get()
  }

  /// Prints a line for the driver on standard error, as `nethesis-mcp http` does.
  private static func tell(_ line: String) {
    _ = unsafe write(STDERR_FILENO, line, line.utf8.count)
  }
}

/// Responds to a request once its body is complete.
private final class EchoHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private var body = ByteBuffer()

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head: body = ByteBuffer()
    case .body(var part): body.writeBuffer(&part)
    case .end:
      let headers: HTTPHeaders = ["Content-Type": "application/json", "Content-Length": String(body.readableBytes)]
      let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: headers)
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
  }
}
