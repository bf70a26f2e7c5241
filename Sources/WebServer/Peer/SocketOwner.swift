package import Glibc

/// The local user that owns a socket.
package enum SocketOwner: Sendable, Hashable {
  case user(uid_t)
  /// No such open socket exists: its process has closed it.
  case unknown
  /// The system does not tell, or the socket is on another machine.
  case unavailable

  /// Looks up the owner of the client's end of a TCP connection within this machine.
  ///
  /// Queries the kernel for the single socket (sock_diag(7)); if that is unsupported, reads its table of connections.
  package init(client: InternetAddress, server: InternetAddress) {
    self = SocketDiagnosis.owner(client: client, server: server)
    if self == .unavailable { self = SocketTable.owner(client: client, server: server) }
  }

  /// Looks up the owner of the socket that listens at an address of this machine, also on all of its addresses.
  ///
  /// - Parameter address: The address; unavailable if nothing listens there that this process can see.
  package init(listeningAt address: InternetAddress) {
    self = SocketDiagnosis.listener(at: address)
    if self == .unavailable { self = SocketTable.listener(at: address) }
  }

  /// Whether the user has access to this process's data anyway: its own user, or root.
  package var isTrusted: Bool { self == .user(geteuid()) || self == .user(getuid()) || self == .user(0) }

  /// The owner according to the kernel, which names root for a socket that no process holds.
  ///
  /// - Parameters:
  ///   - state: The connection's state in `enum tcp_state`: a client that waits for a response has it established.
  ///   - user: The user according to the kernel.
  ///   - inode: The socket's inode; 0 if no process holds it any more.
  init(state: Int, user: uid_t, inode: Int) {
    self = state == Self.established && inode != 0 ? .user(user) : .unknown
  }

  /// The owner of a socket that is to be a listening one.
  init(listenerState state: Int, user: uid_t) { self = state == Self.listening ? .user(user) : .unavailable }

  private static let established = 1
  private static let listening = 10
}
