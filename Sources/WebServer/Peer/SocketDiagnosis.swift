import Glibc

/// Looks up single sockets in the kernel (sock_diag(7), `linux/inet_diag.h`).
enum SocketDiagnosis {
  /// The owner of the client's end of a TCP connection; unavailable if the kernel does not support such lookups.
  static func owner(client: InternetAddress, server: InternetAddress) -> SocketOwner {
    switch reply(to: request(client, server)) {
    case .success(let reply): owner(in: reply, of: client, to: server)
    case .failure(let problem): problem.owner
    }
  }

  /// The owner of the socket that listens at an address; unavailable if there is none, or the kernel does not tell.
  static func listener(at address: InternetAddress) -> SocketOwner {
    let nobody = InternetAddress(bytes: [UInt8](repeating: 0, count: address.bytes.count), port: 0)
    switch reply(to: request(address, nobody)) {
    case .success(let reply):
      guard let message = message(of: reply), port(in: message) == address.port else { return .unavailable }
      return SocketOwner(listenerState: Int(message.state), user: message.user)
    case .failure(let problem): return problem.owner
    }
  }

  /// A lack of descriptors makes the owner unknown, but says nothing about the system.
  private struct Problem: Error {
    let owner: SocketOwner
  }

  private static func reply(to request: [UInt8]) -> Result<[UInt8], Problem> {
    let socket = Glibc.socket(netlink, Int32(SOCK_RAW.rawValue) | Int32(SOCK_CLOEXEC.rawValue), diagnosis)
    guard socket >= 0 else {
      let isFull = errno == EMFILE || errno == ENFILE || errno == ENOBUFS
      return .failure(Problem(owner: isFull ? .unknown : .unavailable))
    }
    defer { close(socket) }
    let sent = unsafe request.withUnsafeBytes { unsafe send(socket, $0.baseAddress, $0.count, 0) }
    guard sent == request.count else { return .failure(Problem(owner: .unavailable)) }
    var received = 0
    let reply = unsafe [UInt8](unsafeUninitializedCapacity: 1024) { buffer, count in
      // The kernel has replied before `send` returns.
      received = unsafe recv(socket, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
      count = max(0, received)
    }
    return .success(reply)
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
  /// The ports and the addresses of an `inet_diag_sockid`, without interface and cookie.
  private static let idLength = 36

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

  private static func owner(
    in reply: [UInt8],
    of client: InternetAddress,
    to server: InternetAddress
  ) -> SocketOwner {
    switch message(of: reply) {
    case nil: return .unavailable
    case let message?:
      // If there is no such connection, the kernel may return a listening socket on the port.
      guard message.id == id(client, server) else { return .unknown }
      return SocketOwner(state: Int(message.state), user: message.user, inode: Int(message.inode))
    }
  }

  /// The members of an `inet_diag_msg` that are used here.
  private struct Message {
    let state: UInt8
    let id: [UInt8]
    let user: uid_t
    let inode: UInt32
  }

  /// Reads a `nlmsghdr` and an `inet_diag_msg`; `nil` for an error.
  private static func message(of reply: [UInt8]) -> Message? {
    let end = headerSize + 4 + idSize + 20
    // NLMSG_ERROR: either there is no such socket, or the kernel has no such lookup; the table tells.
    guard reply.count >= headerSize + 4, number(in: reply, at: 4, UInt16.self) == byFamily else { return nil }
    let place = headerSize + 4
    guard reply.count >= end else { return Message(state: 0, id: [], user: 0, inode: 0) }
    return Message(
      state: reply[headerSize + 1],
      id: Array(reply[place..<place + idLength]),
      user: number(in: reply, at: end - 8, UInt32.self),
      inode: number(in: reply, at: end - 4, UInt32.self)
    )
  }

  /// The local port of a socket.
  private static func port(in message: Message) -> UInt16? {
    message.id.count < 2 ? nil : UInt16(message.id[0]) << 8 | UInt16(message.id[1])
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
