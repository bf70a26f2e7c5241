import Synchronization

/// The other end of a connection.
package final class Peer: Sendable {
  /// Its address.
  package let remote: InternetAddress?
  /// The address at which it was served.
  package let local: InternetAddress?
  private let found = Mutex<SocketOwner?>(nil)

  package init(remote: InternetAddress?, local: InternetAddress?) {
    (self.remote, self.local) = (remote, local)
  }

  /// The user of this machine that has the other end, looked up once.
  ///
  /// - Complexity: A few system calls; where the kernel answers no lookups, the time to read all its connections.
  package var owner: SocketOwner {
    found.withLock { found in
      if found == nil || found == .unavailable { found = lookUp { SocketOwner(client: $0, server: $1) } }
      return found ?? .unavailable
    }
  }

  /// Its owner, if that is known at the cost of a few system calls.
  private var quickOwner: SocketOwner {
    found.withLock { found in
      if found == nil { found = lookUp { SocketDiagnosis.owner(client: $0, server: $1) } }
      return found ?? .unavailable
    }
  }

  /// Names the party that shares bounds: the user, where that is one of this machine, else the network.
  package var party: String {
    if case .user(let id) = quickOwner { return "user \(id)" }
    // A user whose socket is gone already is not as many parties as this machine has addresses for itself.
    guard let remote, !remote.isLoopback else { return "this machine" }
    return remote.network
  }

  private func lookUp(_ find: (InternetAddress, InternetAddress) -> SocketOwner) -> SocketOwner {
    guard let remote, let local, remote.bytes.count == local.bytes.count else { return .unavailable }
    guard remote.isLoopback || remote.bytes == local.bytes else { return .unavailable }
    return find(remote, local)
  }
}
