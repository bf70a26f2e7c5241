package import Glibc

/// A listening socket that the process was started with (sd_listen_fds(3)).
package struct InheritedSocket: Sendable, Hashable {
  /// The reason why what was handed over cannot be served.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// The descriptor of the first socket that is handed over.
  package static let firstDescriptor: CInt = 3

  package let descriptor: CInt
  /// The address that it listens on.
  package let address: String
  package let port: Int

  /// Finds the socket.
  ///
  /// - Parameters:
  ///   - variables: The environment: `LISTEN_PID` and `LISTEN_FDS`.
  ///   - process: The id of this process: variables that were meant for its parent are left alone.
  ///   - first: The descriptor of the first socket.
  /// - Returns: The socket; `nil` if none was handed to this very process.
  /// - Throws: The reason why what was handed over cannot be served.
  package static func find(
    in variables: [String: String],
    process: pid_t = getpid(),
    first: CInt = firstDescriptor
  ) throws(Failure) -> InheritedSocket? {
    guard let owner = variables["LISTEN_PID"].flatMap(pid_t.init), owner == process,
      let count = variables["LISTEN_FDS"].flatMap({ Int($0) }), count > 0
    else { return nil }
    guard count == 1 else {
      throw Failure(description: "\(count) sockets were handed over, and one is served: leave one ListenStream=")
    }
    return try InheritedSocket(first)
  }

  private init(_ descriptor: CInt) throws(Failure) {
    var isListening: CInt = 0
    var size = socklen_t(MemoryLayout<CInt>.size)
    let failure = unsafe getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &isListening, &size)
    guard failure == 0, isListening != 0 else {
      throw Failure(
        description: "the descriptor \(descriptor) that was handed over is no socket that listens: use ListenStream= "
          + "and Accept=no"
      )
    }
    guard let (address, port) = Self.name(of: descriptor) else {
      throw Failure(description: "the socket that was handed over has no IP address: ListenStream= takes ADDRESS:PORT")
    }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    (self.descriptor, self.address, self.port) = (descriptor, address, port)
  }

  private static func name(of descriptor: CInt) -> (address: String, port: Int)? {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    // Safe: the storage is as large and as aligned as any socket address.
    return unsafe withUnsafeMutablePointer(to: &storage) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard unsafe getsockname(descriptor, address, &size) == 0 else { return nil }
        var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        var service = [CChar](repeating: 0, count: Int(NI_MAXSERV))
        let flags = NI_NUMERICHOST | NI_NUMERICSERV
        let failure = unsafe getnameinfo(
          address,
          size,
          &host,
          socklen_t(host.count),
          &service,
          socklen_t(service.count),
          flags
        )
        guard failure == 0, let port = Int(text(service)) else { return nil }
        return (text(host), port)
      }
    }
  }

  private static func text(_ characters: [CChar]) -> String {
    String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
