import Glibc

/// A listening socket in the file system (unix(7)), which only those can reach whom its permissions let.
package struct UnixSocket: Sendable {
  /// The reason why a socket cannot be made.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// The path of the socket.
  package let path: String
  /// The descriptor, bound and not listening yet.
  package let descriptor: CInt
  /// The file that was made, by device and number: another one at the path is not ours to remove.
  private let file: (dev_t, ino_t)

  /// The longest path that fits into an address.
  private static let maximumLength = 107

  /// Makes a socket with permissions, in the place of one that a process of this user has left behind.
  ///
  /// - Throws: If there is another file at the path, or somebody listens there.
  package init(at path: String, mode: UInt32) throws(Failure) {
    guard 1...Self.maximumLength ~= path.utf8.count, !path.utf8.contains(0) else {
      throw Failure(description: "a path of a socket has at most \(Self.maximumLength) bytes")
    }
    try Self.removeStale(path)
    let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(description: Self.reason()) }
    guard unsafe Self.withAddress(path, { unsafe bind(descriptor, $0, $1) }) == 0 else {
      let reason = Self.reason()
      Glibc.close(descriptor)
      throw Failure(description: reason)
    }
    // Before it listens: until then nobody can connect, whatever the permissions it was made with.
    var status = stat()
    guard unsafe chmod(path, mode) == 0, unsafe lstat(path, &status) == 0 else {
      let reason = Self.reason()
      Glibc.close(descriptor)
      unsafe _ = unlink(path)
      throw Failure(description: reason)
    }
    (self.path, self.descriptor, file) = (path, descriptor, (status.st_dev, status.st_ino))
  }

  /// Removes the file, if it is still the one that was made.
  package func remove() {
    var status = stat()
    guard unsafe lstat(path, &status) == 0, (status.st_dev, status.st_ino) == file else { return }
    unsafe _ = unlink(path)
  }

  /// Removes a socket of this user on which nobody listens.
  private static func removeStale(_ path: String) throws(Failure) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw Failure(description: "there is a file already, and it is no socket; remove it, or choose another path")
    }
    guard status.st_uid == geteuid() else {
      throw Failure(description: "there is a socket of another user already; choose another path")
    }
    let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(description: reason()) }
    defer { Glibc.close(descriptor) }
    let outcome = unsafe withAddress(path) { unsafe connect(descriptor, $0, $1) }
    guard outcome != 0, errno == ECONNREFUSED else {
      throw Failure(description: "another program listens there; end it, or choose another path")
    }
    unsafe _ = unlink(path)
  }

  private static func withAddress(
    _ path: String,
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt
  ) -> CInt {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    // Safe: the length was checked against that of the member, which is zero behind the path.
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe body(address, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }

  private static func reason() -> String {
    switch errno {
    case ENOENT: "there is no such folder"
    case EACCES, EPERM: "this user may not make a socket there"
    case EADDRINUSE: "another program has just made a socket there"
    case let code: unsafe String(cString: strerror(code))
    }
  }
}
