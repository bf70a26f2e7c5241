import Glibc
import Testing

/// A client that says what it is told to, byte by byte, on a socket of its own; it blocks, and is used off the pool.
package final class RawClient: @unchecked Sendable {
  // Sendable, because a descriptor is a number, and tests use a client from one task at a time.
  private let socket: Int32
  private var buffer: [UInt8] = []

  /// Connects to a port of this machine.
  package init(port: Int) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe connect(socket, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failure(description: "cannot connect: \(errno)") }
    // So that a test that waits in vain fails, and does not hang.
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    unsafe setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  /// A port that was free a moment ago, and that no socket gets which asks for any.
  package static func freePort() throws -> Int {
    for _ in 0..<100 {
      // The system gives those from 32768 on.
      if let port = try? SilentPort(.random(in: 20_000..<32_000)) { return port.number }
    }
    throw Failure(description: "no port is free")
  }

  /// What could not be done.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  deinit { Glibc.close(socket) }

  /// Sends a text as it is.
  package func send(_ text: String) {
    let bytes = Array(text.utf8)
    unsafe _ = bytes.withUnsafeBytes { unsafe Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
  }

  /// Says that nothing more comes, and closes.
  package func close() { shutdown(socket, Int32(SHUT_RDWR)) }

  /// Closes without a good-bye: the other side is told of a reset.
  package func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    unsafe setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    shutdown(socket, Int32(SHUT_RDWR))
  }

  /// Reads until a text has come, and gives all up to its end.
  package func read(through end: String) throws -> String {
    let end = Array(end.utf8)
    while true {
      if let range = buffer.firstRange(of: end) {
        let text = String(decoding: buffer[..<range.upperBound], as: UTF8.self)
        buffer.removeSubrange(..<range.upperBound)
        return text
      }
      guard receive() else { throw Failure(description: "ended after: \(String(decoding: buffer, as: UTF8.self))") }
    }
  }

  /// Reads one answer whose length is told.
  package func readAnswer() throws -> (head: String, body: String) {
    let head = try read(through: "\r\n\r\n")
    let field = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
    let length = field.flatMap { Int($0.dropFirst("content-length:".count).filter { $0 != " " }) } ?? 0
    while buffer.count < length {
      guard receive() else { throw Failure(description: "the body ended early") }
    }
    let body = String(decoding: buffer.prefix(length), as: UTF8.self)
    buffer.removeFirst(length)
    return (head, body)
  }

  /// Reads to the end of the connection.
  package func readAll() -> String {
    while receive() {}
    defer { buffer = [] }
    return String(decoding: buffer, as: UTF8.self)
  }

  private func receive() -> Bool {
    var count = 0
    let chunk = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, initialized in
      count = unsafe recv(socket, buffer.baseAddress, buffer.count, 0)
      initialized = max(0, count)
    }
    if count < 0, errno == EAGAIN { Issue.record("nothing came in time") }
    buffer += chunk
    return count > 0
  }
}
