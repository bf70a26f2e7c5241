import NIOCore

/// Keeps the bytes that the HTTP parser is working on, for details that the parser does not report.
final class CurrentBytes: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private var bytes: ByteBuffer?

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    // Released as soon as the parser returns: it copies the bytes that it keeps.
    bytes = unwrapInboundIn(data)
    context.fireChannelRead(data)
    bytes = nil
  }

  /// Whether they contain a Content-Length of digits only, which must be too large if the parser refuses it.
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
