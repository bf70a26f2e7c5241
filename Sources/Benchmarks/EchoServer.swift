import Glibc

/// The minimal server: one read and one write per line, always with the same reply.
enum EchoServer {
  private static let reply = Array(#"{"jsonrpc":"2.0","id":0,"result":{}}"#.utf8) + [UInt8(ascii: "\n")]

  static func run() {
    let reply = reply
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while unsafe read(STDIN_FILENO, &buffer, buffer.count) > 0 {
      _ = unsafe reply.withUnsafeBytes { unsafe write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }
  }
}
