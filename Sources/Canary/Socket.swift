import Glibc

/// A TCP socket on this machine, connected or listening; every call blocks, but never for ever.
package final class Socket: Sendable {
  /// The reason for a failed read or write, in the system's words.
  package struct Failure: Error, CustomStringConvertible {
    /// The failed action and the system's reason.
    package let description: String

    init(_ what: String) { description = "\(what): \(unsafe String(cString: strerror(errno)))" }
  }

  /// Timeout of each call, in seconds.
  private static let patience = 60

  private let descriptor: Int32

  private init(_ descriptor: Int32) throws(Failure) {
    guard descriptor >= 0 else { throw Failure("no connection") }
    self.descriptor = descriptor
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    var limit = timeval(tv_sec: Self.patience, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      _ = unsafe setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
  }

  deinit { close(descriptor) }

  /// Listens on a free port of the loopback address.
  package static func listening() throws(Failure) -> (Socket, port: UInt16) {
    let socket = try Socket(Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    var address = loopback(port: 0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe bind(socket.descriptor, address, size) == 0 && listen(socket.descriptor, 128) == 0
          && getsockname(socket.descriptor, address, &size) == 0
      }
    }
    guard result else { throw Failure("nothing can listen on 127.0.0.1") }
    return (socket, UInt16(bigEndian: address.sin_port))
  }

  /// Connects to a port of the loopback address.
  package convenience init(port: UInt16) throws(Failure) {
    try self.init(Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    var address = Self.loopback(port: port)
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failure("nothing answers on port \(port)") }
  }

  private static func loopback(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
    return address
  }

  /// Waits for the next connection; `nil` once the socket was stopped.
  package func accept() -> Socket? {
    while true {
      let connection = Glibc.accept(descriptor, nil, nil)
      if connection >= 0 { return try? Socket(connection) }
      guard errno == EINTR || errno == ECONNABORTED || errno == EAGAIN else { return nil }
    }
  }

  /// Shuts the socket down, which ends all calls that wait on it.
  package func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Reads the bytes that have arrived; empty at the end.
  package func read() throws(Failure) -> [UInt8] {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe recv(descriptor, &chunk, chunk.count, 0)
      if count >= 0 { return Array(chunk[..<count]) }
      guard errno == EINTR else { throw Failure("nothing can be read") }
    }
  }

  /// Sends all of the bytes.
  package func write(_ bytes: [UInt8]) throws(Failure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw Failure("nothing can be written")
      }
      rest = rest.dropFirst(count)
    }
  }
}
