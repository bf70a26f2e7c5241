import Glibc
import ProcessEnvironment
import WebServer

/// The place to listen: a socket of systemd, one in the file system, or an address.
extension HTTPOptions {
  /// The socket that systemd listens on; it goes before `--listen`, which has a default.
  func inheritedSocket() throws(CommandFailure) -> InheritedSocket? {
    do throws(InheritedSocket.Failure) {
      return try InheritedSocket.find(in: Environment.variables(prefix: "LISTEN_"))
    } catch {
      throw .usage("\(error)")
    }
  }

  /// The address that is listened on; of a socket in the file system, a name of this machine.
  func address() throws(CommandFailure) -> ListenAddress {
    guard let socket = try inheritedSocket() else {
      return try socketPath == nil ? ListenAddress(listen) : ListenAddress(host: "localhost", port: 0)
    }
    return ListenAddress(host: socket.address, port: socket.port)
  }

  /// The path of the socket to listen on; `nil` for an address.
  var socketPath: String? {
    listen.hasPrefix("unix:") ? HomePath.expanded(String(listen.dropFirst("unix:".count))) : nil
  }

  /// Makes the socket to listen on; `nil` for an address.
  ///
  /// - Throws: The reason why it cannot be made.
  func unixSocket() throws(CommandFailure) -> UnixSocket? {
    guard let socketPath, try inheritedSocket() == nil else { return nil }
    let mode = try mode()
    do throws(UnixSocket.Failure) {
      return try UnixSocket(at: socketPath, mode: mode)
    } catch {
      throw .failed("cannot listen on \(socketPath): \(error)")
    }
  }

  /// The permissions of the socket: those of its owner, and possibly of others.
  func mode() throws(CommandFailure) -> mode_t {
    guard socketMode.utf8.count <= 4, let mode = mode_t(socketMode, radix: 8), mode & ~0o777 == 0, mode & 0o600 == 0o600
    else { throw .usage("--socket-mode: expected permissions such as 600 or 660, which let the owner in") }
    return mode
  }
}
