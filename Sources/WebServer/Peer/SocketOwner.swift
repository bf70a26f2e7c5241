package import Glibc

/// The user of this machine that has a socket.
package enum SocketOwner: Sendable, Hashable {
  case user(uid_t)
  /// There is no such open socket: its process has closed it.
  case unknown
  /// The system does not tell, or the socket is one of another machine.
  case unavailable

  /// Looks up the client's end of a TCP connection within this machine.
  ///
  /// The kernel is asked for the one socket (sock_diag(7)); where it answers no such questions, its table is read.
  package init(client: InternetAddress, server: InternetAddress) {
    self = SocketDiagnosis.owner(client: client, server: server)
    if self == .unavailable { self = SocketTable.owner(client: client, server: server) }
  }

  /// Whether it is a user that may use what is of the user of this process: that user, or root.
  package var isTrusted: Bool { self == .user(geteuid()) || self == .user(getuid()) || self == .user(0) }

  /// The owner that the kernel says, which of a socket that nobody has says root.
  ///
  /// - Parameters:
  ///   - state: Of the connection, as in `enum tcp_state`: whoever waits for a response has it established.
  ///   - user: The user that the kernel names.
  ///   - inode: 0 if no process has the socket any more.
  init(state: Int, user: uid_t, inode: Int) {
    self = state == Self.established && inode != 0 ? .user(user) : .unknown
  }

  private static let established = 1
}
