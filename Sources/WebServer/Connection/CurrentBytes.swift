import NIOCore

/// The bytes that are being parsed, for what the parser says too little of.
final class CurrentBytes: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private var bytes: ByteBuffer?

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    // For no longer than the parser needs: it keeps what it wants to have.
    bytes = unwrapInboundIn(data)
    context.fireChannelRead(data)
    bytes = nil
  }

  /// Whether they have a field Content-Length with nothing but digits: too many, if the parser does not take it.
  var hasOverlongLength: Bool {
    guard let bytes else { return false }
    let lines = bytes.readableBytesView.prefix(Self.maximumSize).split(separator: UInt8(ascii: "\n"))
    return lines.contains { line in
      let text = String(decoding: line, as: UTF8.self).lowercased()
      guard text.hasPrefix("content-length:"), text.hasSuffix("\r") else { return false }
      let value = text.dropFirst("content-length:".count).dropLast().drop { $0 == " " || $0 == "\t" }
      return value.utf8.count > 19 && value.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
  }

  private static let maximumSize = 32 << 10
}
