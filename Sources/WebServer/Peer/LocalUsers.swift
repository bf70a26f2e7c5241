import Glibc

/// The users of this machine, as this process can see them at the other end of connections.
package enum LocalUsers {
  /// The reason why all of them count as one; `nil` if they are told apart.
  package static var reasonForOne: String? {
    if !SocketDiagnosis.isAllowed { return "this process may not ask the kernel whose a connection is (AF_NETLINK)" }
    // Without /proc nothing says that there is a user namespace, which would be the exception.
    guard let map = SocketTable.contents(of: "/proc/self/uid_map"), !map.isEmpty else { return nil }
    return seesAll(String(decoding: map, as: UTF8.self))
      ? nil : "this process is in a user namespace, where other users look the same"
  }

  /// Whether a user namespace has all users, under whatever numbers (user_namespaces(7)).
  static func seesAll(_ map: String) -> Bool {
    let counts = map.split(separator: "\n").map { UInt64($0.split(separator: " ").last ?? "") ?? 0 }
    // A namespace that nobody limited has them in one line; the last number means no user.
    return counts.contains { $0 >= UInt64(UInt32.max) }
  }
}
