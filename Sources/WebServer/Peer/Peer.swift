import Synchronization

/// The other end of a connection.
package final class Peer: Sendable {
  /// The address of the other end.
  package let remote: InternetAddress?
  /// The local address of the connection.
  package let local: InternetAddress?
  private let found = Mutex<SocketOwner?>(nil)

  /// Makes a peer from the addresses of a connection.
  package init(remote: InternetAddress?, local: InternetAddress?) {
    (self.remote, self.local) = (remote, local)
  }

  /// The local user that owns the other end, looked up once.
  ///
  /// - Complexity: A few system calls; if the kernel does not support lookups, the time to read its table of
  ///   connections.
  package var owner: SocketOwner {
    found.withLock { found in
      if found == nil || found == .unavailable { found = lookUp { SocketOwner(client: $0, server: $1) } }
      return found ?? .unavailable
    }
  }

  /// The owner, if known at the cost of a few system calls.
  private var quickOwner: SocketOwner {
    found.withLock { found in
      if found == nil { found = lookUp { SocketDiagnosis.owner(client: $0, server: $1) } }
      return found ?? .unavailable
    }
  }

  /// The party for limits: a local user, else the network of the address.
  package var party: String {
    if case .user(let id) = quickOwner { return "user \(id)" }
    // A local user whose socket is gone must not be as many parties as there are loopback addresses.
    guard let remote, !remote.isLoopback else { return "this machine" }
    return remote.network
  }

  private func lookUp(_ find: (InternetAddress, InternetAddress) -> SocketOwner) -> SocketOwner {
    guard let remote, let local, remote.bytes.count == local.bytes.count else { return .unavailable }
    guard remote.isLoopback || remote.bytes == local.bytes else { return .unavailable }
    return find(remote, local)
  }
}
