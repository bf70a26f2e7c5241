import Glibc

/// A port of 127.0.0.1 that refuses connections for as long as this exists: it is taken, and nobody listens.
///
/// A port that was only closed is soon that of another test.
package struct SilentPort: ~Copyable {
  private let socket: Int32
  /// The number of the port.
  package let number: Int

  /// Takes a port; 0 is any.
  package init(_ port: UInt16 = 0) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = unsafe withUnsafeMutablePointer(to: &address) { [socket] pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe bind(socket, pointer, size) == 0 ? getsockname(socket, pointer, &size) : -1
      }
    }
    guard result == 0 else {
      let failure = RawClient.Failure(description: "the port is not free: \(errno)")
      close(socket)
      throw failure
    }
    number = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { close(socket) }
}
