import Glibc

/// The kernel's answers about single sockets (sock_diag(7), `linux/inet_diag.h`).
enum SocketDiagnosis {
  /// Looks up the client's end of a TCP connection; unavailable if the kernel answers no such questions.
  static func owner(client: InternetAddress, server: InternetAddress) -> SocketOwner {
    let socket = Glibc.socket(netlink, Int32(SOCK_RAW.rawValue) | Int32(SOCK_CLOEXEC.rawValue), diagnosis)
    // Without a descriptor to spare, nobody can be told apart; that is no property of the system.
    guard socket >= 0 else { return errno == EMFILE || errno == ENFILE || errno == ENOBUFS ? .unknown : .unavailable }
    defer { close(socket) }
    let request = request(client, server)
    let sent = unsafe request.withUnsafeBytes { unsafe send(socket, $0.baseAddress, $0.count, 0) }
    guard sent == request.count else { return .unavailable }
    var received = 0
    let reply = unsafe [UInt8](unsafeUninitializedCapacity: 1024) { buffer, count in
      // The kernel has answered before it returns from the call that asks.
      received = unsafe recv(socket, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
      count = max(0, received)
    }
    return owner(in: reply, of: client, to: server)
  }

  // Of linux/netlink.h and linux/sock_diag.h.
  private static let netlink: Int32 = 16  // AF_NETLINK
  private static let diagnosis: Int32 = 4  // NETLINK_SOCK_DIAG
  private static let byFamily: UInt16 = 20  // SOCK_DIAG_BY_FAMILY
  private static let isRequest: UInt16 = 1  // NLM_F_REQUEST
  private static let headerSize = 16
  private static let idSize = 48

  /// A `nlmsghdr` and an `inet_diag_req_v2`.
  private static func request(_ client: InternetAddress, _ server: InternetAddress) -> [UInt8] {
    var bytes: [UInt8] = []
    func append(_ number: some FixedWidthInteger) {
      unsafe withUnsafeBytes(of: number) { unsafe bytes.append(contentsOf: Array($0)) }
    }
    append(UInt32(headerSize + 8 + idSize))
    append(byFamily)
    append(isRequest)
    append(UInt32(1))  // Sequence number.
    append(UInt32(0))  // From whom: the kernel knows.
    bytes.append(UInt8(client.bytes.count == 4 ? AF_INET : AF_INET6))
    bytes.append(UInt8(IPPROTO_TCP))
    append(UInt16(0))
    append(UInt32.max)  // In any state.
    bytes.append(contentsOf: id(client, server))
    append(UInt32(0))  // At any interface.
    append(UInt64.max)  // No cookie.
    return bytes
  }

  /// The ports and addresses of an `inet_diag_sockid`.
  private static func id(_ client: InternetAddress, _ server: InternetAddress) -> [UInt8] {
    var bytes = [client, server].flatMap { [UInt8($0.port >> 8), UInt8(truncatingIfNeeded: $0.port)] }
    for address in [client, server] {
      bytes += address.bytes + [UInt8](repeating: 0, count: 16 - address.bytes.count)
    }
    return bytes
  }

  /// Reads a `nlmsghdr` and an `inet_diag_msg`, or an error.
  private static func owner(
    in reply: [UInt8],
    of client: InternetAddress,
    to server: InternetAddress
  ) -> SocketOwner {
    guard reply.count >= headerSize + 4 else { return .unavailable }
    guard number(in: reply, at: 4, UInt16.self) == byFamily else {
      // NLMSG_ERROR: a kernel without this says the same as one that has no such socket, and then its table is read.
      return .unavailable
    }
    let message = reply.dropFirst(headerSize)
    let end = 4 + idSize + 20
    let id = id(client, server)
    // Without such a connection, the kernel tells of a socket that listens at that port.
    guard message.count >= end, message.dropFirst(4).prefix(id.count).elementsEqual(id) else { return .unknown }
    return SocketOwner(
      state: Int(reply[headerSize + 1]),
      user: number(in: reply, at: headerSize + end - 8, UInt32.self),
      inode: Int(number(in: reply, at: headerSize + end - 4, UInt32.self))
    )
  }

  /// A number in the order of this machine.
  private static func number<Number: FixedWidthInteger>(
    in bytes: [UInt8],
    at offset: Int,
    _ type: Number.Type
  ) -> Number {
    // Safe: the bounds are checked, and of integers every pattern is a value.
    unsafe bytes.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: offset, as: type) }
  }
}
