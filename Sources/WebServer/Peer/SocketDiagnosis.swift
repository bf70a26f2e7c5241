import Glibc

/// Looks up single sockets in the kernel (sock_diag(7), `linux/inet_diag.h`).
enum SocketDiagnosis {
  /// The owner of the client's end of a TCP connection; unavailable if the kernel does not support such lookups.
  static func owner(client: InternetAddress, server: InternetAddress) -> SocketOwner {
    let socket = Glibc.socket(netlink, Int32(SOCK_RAW.rawValue) | Int32(SOCK_CLOEXEC.rawValue), diagnosis)
    // A lack of descriptors makes the owner unknown, but says nothing about the system.
    guard socket >= 0 else { return errno == EMFILE || errno == ENFILE || errno == ENOBUFS ? .unknown : .unavailable }
    defer { close(socket) }
    let request = request(client, server)
    let sent = unsafe request.withUnsafeBytes { unsafe send(socket, $0.baseAddress, $0.count, 0) }
    guard sent == request.count else { return .unavailable }
    var received = 0
    let reply = unsafe [UInt8](unsafeUninitializedCapacity: 1024) { buffer, count in
      // The kernel has replied before `send` returns.
      received = unsafe recv(socket, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
      count = max(0, received)
    }
    return owner(in: reply, of: client, to: server)
  }

  /// Whether this process may ask the kernel at all.
  static var isAllowed: Bool {
    let socket = Glibc.socket(netlink, Int32(SOCK_RAW.rawValue) | Int32(SOCK_CLOEXEC.rawValue), diagnosis)
    guard socket >= 0 else { return false }
    close(socket)
    return true
  }

  // Constants of linux/netlink.h and linux/sock_diag.h.
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
    append(UInt32(0))  // Sender, which the kernel knows.
    bytes.append(UInt8(client.bytes.count == 4 ? AF_INET : AF_INET6))
    bytes.append(UInt8(IPPROTO_TCP))
    append(UInt16(0))
    append(UInt32.max)  // Any state.
    bytes.append(contentsOf: id(client, server))
    append(UInt32(0))  // Any interface.
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
      // NLMSG_ERROR: either there is no such socket, or the kernel has no such lookup; the table tells.
      return .unavailable
    }
    let message = reply.dropFirst(headerSize)
    let end = 4 + idSize + 20
    let id = id(client, server)
    // If there is no such connection, the kernel may return a listening socket on the port.
    guard message.count >= end, message.dropFirst(4).prefix(id.count).elementsEqual(id) else { return .unknown }
    return SocketOwner(
      state: Int(reply[headerSize + 1]),
      user: number(in: reply, at: headerSize + end - 8, UInt32.self),
      inode: Int(number(in: reply, at: headerSize + end - 4, UInt32.self))
    )
  }

  /// Reads a number in native byte order.
  private static func number<Number: FixedWidthInteger>(
    in bytes: [UInt8],
    at offset: Int,
    _ type: Number.Type
  ) -> Number {
    // Safe: the bounds are checked, and every bit pattern is a valid integer.
    unsafe bytes.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: offset, as: type) }
  }
}
